<#
.SYNOPSIS
    Figure 4 of Nam et al. 2024 (v3): the skills of a transformer emerge one after the other, and how their times depend on their rank.
.DESCRIPTION
    A causal decoder block reads five control bits and sixteen skill bits, a token each, and learns five skills of three bits (preset Nam2024TransformerSmall; α = 0.9, S = 1, Adam). τ(k) is the step at
    which R_k/S reaches 0.05; the multilinear model says τ ∝ k^{α+1}, for gradient descent. Adam divides a gradient by its size, so rare skills are not late in proportion to their
    frequencies, and the slope of log τ on log k comes out lower. Compared are that slope, a mean over seeds (Low and High: one standard error), and τ(k)/τ(1). Runs keep their state, so a script that was
    stopped goes on when it is started again. The paper's own run is -Preset Nam2024Transformer, with which -WhatIf says how long it would take.
.PARAMETER Quick
    Skills of two bits, two seeds, 900 steps.
.PARAMETER Seeds
    How many transformers.
.PARAMETER Preset
    The experiment.
.PARAMETER Steps
    Training steps; 0 for the preset's.
.PARAMETER OutputFolder
    Where nam2024-transformer.csv goes (every row of every run) and the figures (.svg).
.PARAMETER CheckpointFolder
    Where runs keep their state.
.EXAMPLE
    ./examples/nam2024-transformer.ps1 -Quick
#>
[CmdletBinding(SupportsShouldProcess)]
param([switch] $Quick, [int] $Seeds = ($Quick ? 2 : 5), [string] $Preset = ($Quick ? 'Nam2024TransformerQuick' : 'Nam2024TransformerSmall'), [long] $Steps = ($Quick ? 900 : 0),
    [string] $OutputFolder = "$PSScriptRoot/../out", [string] $CheckpointFolder = "$OutputFolder/checkpoints")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1" -Verbose:$false
. "$PSScriptRoot/shared/Comparison.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force -WhatIf:$false

# Training
$settings = @{ Preset = $Preset; Seed = 1..$Seeds; CheckpointPath = "$CheckpointFolder/$Preset-$Steps"; WhatIf = $WhatIfPreference }
if ($Steps) { $settings.Steps = $Steps }
$runs = Invoke-SparseParityTraining @settings
if ($WhatIfPreference) { return }
$runs | Export-Csv "$OutputFolder/nam2024-transformer.csv"
$runs | Export-ScalingPlot "$OutputFolder/nam2024-transformer.svg" Step RelativeStrength -GroupBy Skill -YScale Linear -YTitle 'R/S'

# τ(k) of every seed, and the slope of log τ on log k
$alpha = $runs[0].Alpha
$times = $runs | Measure-Emergence -Threshold 0.05 -GroupBy Seed | Where-Object Onset | Select-Object Group, Skill, Onset
$times | Out-String | Write-Verbose
$slopes = $times | Group-Object Group | Where-Object Count -GE 3 | ForEach-Object { -($_.Group | Measure-ScalingExponent -X Skill -Y Onset).Exponent }
$over = $slopes | Measure-Object -Average -StandardDeviation
$half = $over.StandardDeviation / [Math]::Sqrt($over.Count)
Compare-Value 'Slope of log τ(k) on log k' "$($over.Count) seeds" ($alpha + 1) $over.Average ($over.Average - $half) ($over.Average + $half)
foreach ($k in 2..$runs[0].SkillCount) {
    $ratio = $times | Group-Object Group | ForEach-Object { ($_.Group | Where-Object Skill -EQ $k).Onset / ($_.Group | Where-Object Skill -EQ 1).Onset } | Where-Object { $_ -gt 0 } | Measure-Object -Average -Minimum -Maximum
    # Low and High: the earliest and the latest seed
    if ($ratio.Count) { Compare-Value 'τ(k)/τ(1)' "skill $k" ([Math]::Pow($k, $alpha + 1)) $ratio.Average $ratio.Minimum $ratio.Maximum }
}
