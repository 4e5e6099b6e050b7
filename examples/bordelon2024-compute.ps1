<#
.SYNOPSIS
    Bordelon et al. 2024, compute-optimal frontier of random features for (a, b) = (2, 1): L ∝ C^-(a-1)/(b+1) = C^-1/2.
.DESCRIPTION
    Loss curves of students of many widths against C = N t, by the mean-field theory for 10^10 modes, to C = 3·10^11; their lower envelope is the frontier, along which t ∝ C^{b/(1+b)} and N ∝ C^{1/(1+b)}. Gradient flow on the whole population. At
    b = 1 the trace of the kernel just diverges, so exponents approach theirs slowly: up to C = 10^6 they are 0.40 for the loss. Simulations of narrow students stand beside the theory for as many modes.
.PARAMETER Quick
    1000 modes in simulations, fewer widths and draws.
.PARAMETER OutputFolder
    Where bordelon2024-compute.csv goes (all loss curves, simulated and predicted) and the figures (.svg).
.EXAMPLE
    ./examples/bordelon2024-compute.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Loss curves of the theory, N = 2^8 to 2^24, and simulations of narrow students
$flow = @{ Method = 'GradientFlow'; LearningRate = 1 }
$theory = New-PowerLawTask -A 2 -B 1 -ModeCount 1e10 |
    Get-FeatureLearningTheory (8..24 | ForEach-Object { 1 -shl $_ }) @flow -Time 1e6 -MeasureAt ([ScalingTools.Numerics.LogSpace]::Values(10, 1e6, 80))
$task = New-PowerLawTask -A 2 -B 1 -ModeCount ($Quick ? 1000 : 4000)
$narrow = $Quick ? (8, 32, 128) : (8, 16, 32, 64, 128, 256)
$simulation = $task | Invoke-FeatureLearningTraining $narrow @flow -Time 100 -MeasureAt 1, 10 -Draws ($Quick ? 8 : 30)
@($simulation) + $theory | Export-Csv "$OutputFolder/bordelon2024-compute.csv"
$theory | Export-ScalingPlot "$OutputFolder/bordelon2024-compute.svg" Compute TestLoss -GroupBy Width -ReferenceSlope (-(Get-ScalingRegime -A 2 -B 1).ComputeExponent)

# The frontier, and how width and time grow along it; simulation beside theory
$law = Get-ScalingRegime -A 2 -B 1
$fits = $theory | Measure-ComputeFrontier -LossProperty TestLoss -SizeProperty Width -Method Envelope -Fit
foreach ($fit in @{ Y = 'Loss'; Law = $law.ComputeExponent }, @{ Y = 'Parameters'; Law = -$law.OptimalWidthExponent }, @{ Y = 'Time'; Law = -$law.OptimalTimeExponent }) {
    Compare-Exponent "Exponent of $($fit.Y) in C" 'theory' $fit.Law ($fits | Where-Object Y -EQ $fit.Y)
}
Compare-Loss ($simulation | Where-Object Time -EQ 100) ($task | Get-FeatureLearningTheory $narrow @flow -Time 100 -MeasureAt 1, 10) Width
