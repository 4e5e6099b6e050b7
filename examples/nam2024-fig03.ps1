<#
.SYNOPSIS
    Figure 3 of Nam et al. 2024: stage-like training, one skill learnt before the next emerges, and the loss a staircase.
.DESCRIPTION
    α = 0.6 and ε = 0.05 as in the paper. (a) The emergent time τ_e(k), when R_k/S = ε, and the saturation time τ_s(k), from ε to 1-ε, both
    proportional to k^1.6. Training is stage-like where τ_s(k) < τ_e(k+1) - τ_e(k). (b) Between two emergences the loss falls by S²/2 P(k),
    up to O(ε). Gradient descent is measured against the closed forms (Eq. 17-19). The paper has S = 5; it does not print η and R_k(0): with
    R_k(0)/S = 10^-5 the first two skills are stage-like, as in the figure, and its 200 units of time are 2,000 of our 2,500 steps of η = 0.005.
.PARAMETER Quick
    A tenth of the times on the curves.
.PARAMETER OutputFolder
    Where nam2024-fig03.csv goes (strength of each skill, and the loss at each time) and the figures (.svg).
.EXAMPLE
    ./examples/nam2024-fig03.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Training
$model = @{ Alpha = 0.6; TargetScale = 5; InitialStrength = 5e-5; LearningRate = 0.005; Method = 'GradientDescent' }
$step = $Quick ? 10 : 1
$times = for ($t = $step; $t -le 2500; $t += $step) { $t }
$strengths = Invoke-MultilinearTraining @model -Time $times -PerSkill -Skill 1, 2, 3
$losses = Invoke-MultilinearTraining @model -Time $times
$loss = @{}
$losses | ForEach-Object { $loss[$_.Time] = $_.Loss }
$strengths | Export-ScalingPlot "$OutputFolder/nam2024-fig03.svg" Time RelativeStrength -GroupBy Skill -YScale Linear
$losses | Export-ScalingPlot "$OutputFolder/nam2024-fig03-loss.svg" Time Loss -YScale Linear
$strengths | Select-Object *, @{ Name = 'Loss'; Expression = { $loss[$_.Time] } } | Export-Csv "$OutputFolder/nam2024-fig03.csv"

# Theory: Eq. 17-18
$theory = @(Get-EmergenceTime -Alpha 0.6 -TargetScale 5 -InitialStrength 5e-5 -LearningRate 0.005 -Skill 1, 2, 3)

# Measurement
$onset = @($strengths | Measure-Emergence -Threshold 0.05)
function Compare-Value($Quantity, $Skill, $Predicted, $Measured) {
    [ScalingTools.Experiments.TheoryComparison]@{ Quantity = $Quantity; Case = "skill $Skill"; Predicted = $Predicted; Measured = $Measured }
}
function Get-Loss($Time) { ($losses | Where-Object Time -LE $Time)[-1].Loss }
foreach ($k in 0, 1) {
    $skill, $gap, $saturation = ($k + 1), ($onset[$k + 1].Onset - $onset[$k].Onset), ($onset[$k].Saturation - $onset[$k].Onset)
    Compare-Value 'Emergent time' $skill $theory[$k].EmergentTime $onset[$k].Onset
    Compare-Value 'Saturation time' $skill $theory[$k].SaturationTime $saturation
    Compare-Value 'Saturation time / gap (< 1)' $skill ($theory[$k].SaturationTime / $theory[$k].Gap) ($saturation / $gap)
    Compare-Value 'Fall of the loss until the next' $skill (25 / 2 * $theory[$k].Frequency) ((Get-Loss $onset[$k].Onset) - (Get-Loss $onset[$k + 1].Onset))
}
