<#
.SYNOPSIS
    Figure 4 of Bordelon et al. 2025: compute-optimal frontiers of students that learn features, for a hard, an easy and a super-easy task.
.DESCRIPTION
    Mean-field theory of students of many widths, γ = 0.75, on batches of 32 where the noise matters; the envelope of L(C), C = N t, and its exponent beside Table 1: β = 0.5, 1.25 and 1.75 at α = 1.5. At the C that can be reached the next terms
    still show, above all for the easy tasks. Simulations beside the theory for a few widths.
.PARAMETER Quick
    Fewer widths and steps.
.PARAMETER OutputFolder
    Where bordelon2025-fig04.csv goes (all losses, simulated and predicted) and the figures (.svg).
.EXAMPLE
    ./examples/bordelon2025-fig04.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

$steps = $Quick ? 150 : 600
$append = $false
foreach ($beta in 0.5, 1.25, 1.75) {
    $student = @{ Richness = 0.75; LearningRate = 0.2; Time = $steps; BatchSize = $beta -gt 1.34 ? 32 : $null; MeasureAt = [ScalingTools.Numerics.LogSpace]::WholeNumbers(1, $steps, 40) }
    $widths = $Quick ? (4, 16, 64, 256, 1024) : (4, 8, 16, 32, 64, 128, 256, 512, 1024)
    $theory = New-PowerLawTask 1.5 $beta -ModeCount 1e6 | Get-FeatureLearningTheory $widths @student
    $task = New-PowerLawTask 1.5 $beta -ModeCount 500
    $few = @{ Width = 16, 64 }
    $simulation = $task | Invoke-FeatureLearningTraining @few @student -Draws ($Quick ? 8 : 40)
    @($theory) + $simulation | Export-Csv "$OutputFolder/bordelon2025-fig04.csv" -Append:$append
    $append = $true
    $theory | Export-ScalingPlot "$OutputFolder/bordelon2025-fig04-$beta.svg" Compute TestLoss -GroupBy Width -XScale Logarithmic -YScale Logarithmic -ReferenceSlope (-$theory[0].ComputeExponent)

    # Theory and measurement
    $fit = $theory | Where-Object Time -GE 3 | Measure-ComputeFrontier -LossProperty TestLoss -SizeProperty Width -Method Envelope -Fit | Where-Object Y -EQ Loss
    Compare-Exponent 'Exponent of Compute' "β = $beta" $theory[0].ComputeExponent $fit
    Compare-Loss ($simulation | Where-Object Time -EQ $steps) ($task | Get-FeatureLearningTheory @few @student) SourceExponent, Width
}
