<#
.SYNOPSIS
    Figure 10 of Nam et al. 2024: skills of the linear model grow from the start, skills of the multilinear model wait and then emerge.
.DESCRIPTION
    Both models learn skills with the paper's frequencies d_k/D = 0.5, 0.2 and 0.1 (and a fourth, which the figure leaves out, with the
    remaining 0.2) by gradient descent. The linear model, R_k/S = 1 - exp(-η P_k T), reaches 5 % at 7 % of the time it needs for one half;
    the multilinear model at 36 % of it. The paper does not print η and R_k(0); with R_k(0)/S = 0.01 its hundred units of time are our
    10,000 steps of η = 0.005, small enough for steps to follow the flow.
.PARAMETER Quick
    A thousand times on each curve instead of five thousand.
.PARAMETER OutputFolder
    Where nam2024-fig10.csv goes (the learning curves of every skill) and the figures (.svg).
.EXAMPLE
    ./examples/nam2024-fig10.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# The task and its training
$data = New-SparseParityDataset -Weight 5, 2, 1, 2 -TargetScale 1
$step = $Quick ? 10 : 2
$times = for ($t = $step; $t -le 10000; $t += $step) { $t }
$curves = 'Linear', 'Multilinear' | ForEach-Object {
    $data | Invoke-MultilinearTraining -Model $_ -Method GradientDescent -LearningRate 0.005 -Time $times -Skill 1, 2, 3 -PerSkill
}
$curves | Export-Csv "$OutputFolder/nam2024-fig10.csv"
$curves | Export-ScalingPlot "$OutputFolder/nam2024-fig10.svg" Time RelativeStrength -GroupBy Model, Skill -YScale Linear

# Theory and measurement: when each skill appears (5 %) and when it is half learnt
$timeTo = @{ # in units of 1/(η P_k)
    Linear      = { param($strength) -[Math]::Log(1 - $strength) }
    Multilinear = { param($strength) [Math]::Log((1 / 0.01 - 1) / (1 / $strength - 1)) / 2 }
}
$curves | Measure-Emergence -Threshold 0.05 -GroupBy Model | ForEach-Object {
    $model = $_.Group -replace 'Model='
    $frequency = (0.5, 0.2, 0.1)[$_.Skill - 1]
    foreach ($strength in 0.05, 0.5) {
        [ScalingTools.Experiments.TheoryComparison]@{
            Quantity  = "$model, time to R/S = $strength"
            Case      = "skill $($_.Skill), P = $frequency"
            Predicted = (& $timeTo[$model] $strength) / (0.005 * $frequency)
            Measured  = $strength -eq 0.5 ? $_.FiftyPercent : $_.Onset
        }
    }
}
