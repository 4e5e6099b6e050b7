<#
.SYNOPSIS
    Bordelon et al. 2024, compute-optimal frontier of random features for (a, b) = (2, 1): L ∝ C^-(a-1)/(b+1) = C^-1/2.
.DESCRIPTION
    Loss curves of students of many widths against C = N t; their lower envelope is the frontier, along which t ∝ C^{b/(1+b)} and N ∝ C^{1/(1+b)}. Simulated on the population gradient
    beside the mean-field theory, in steps of η = 0.5.
.PARAMETER Quick
    Fewer widths, 1000 modes and few draws.
.PARAMETER OutputFolder
    Where bordelon2024-compute.csv goes: all loss curves, simulated and predicted.
.EXAMPLE
    ./examples/bordelon2024-compute.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Loss curves
$student = @{ Width = $Quick ? (8, 16, 32, 64, 128) : (8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256); Method = 'GradientFlow'; LearningRate = 1; Time = 1000; MeasureAt = [ScalingTools.Numerics.LogSpace]::Values(1, 1000, 40) }
$simulation = New-PowerLawTask -A 2 -B 1 -ModeCount ($Quick ? 1000 : 4000) | Invoke-FeatureLearningTraining @student -Draws ($Quick ? 5 : 20)
$theory = New-PowerLawTask -A 2 -B 1 -ModeCount 1e6 | Get-FeatureLearningTheory @student
@($simulation) + $theory | Export-Csv "$OutputFolder/bordelon2024-compute.csv"

# The frontier, and how width and time grow along it
$law = Get-ScalingRegime -A 2 -B 1
foreach ($source in @{ Name = 'theory'; Rows = $theory }, @{ Name = 'simulation'; Rows = $simulation }) {
    $fits = $source.Rows | Measure-ComputeFrontier -Compute Compute -Loss TestLoss -Size Width -Time Time -Method Envelope -Fit
    Compare-Exponent 'Exponent of the loss' $source.Name $law.ComputeExponent ($fits | Where-Object Y -EQ TestLoss)
}
