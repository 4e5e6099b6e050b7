<#
.SYNOPSIS
    Figures 11 and 12 of Bordelon et al. 2025: two-layer linear networks learn a hard task faster when they are rich, while the norm of their read-out grows.
.DESCRIPTION
    One-pass SGD on Gaussian data with power-law spectra, α = 2, N = 100, B = 128, β = 1.2 and 0.2, γ = 0.001 to 1. Loss: t^-β for all γ and β = 1.2, and t^{-2β/(1+β)} for β = 0.2 and rich networks. |w|² levels off for the easy task and grows as
    t^{1-2β/(1+β)} for the hard one. The paper has 10^4 modes and 10^4 steps.
.PARAMETER Quick
    1000 modes, 1000 steps, one draw, γ = 0.001 and 1.
.PARAMETER OutputFolder
    Where bordelon2025-fig11.csv goes: losses and norms.
.EXAMPLE
    ./examples/bordelon2025-fig11.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Training
$steps, $modes, $draws = $Quick ? (1000, 1000, 1) : (10000, 10000, 4)
$network = @{ Model = 'LinearNetwork'; Width = 100; BatchSize = 128; LearningRate = 0.1; Time = $steps; MeasureAt = [ScalingTools.Numerics.LogSpace]::WholeNumbers(1, $steps, 40); Draws = $draws }
$rows = foreach ($beta in 1.2, 0.2) {
    New-PowerLawTask 2 $beta -ModeCount $modes | Invoke-FeatureLearningTraining @network -Richness ($Quick ? (0.001, 1) : (0.001, 0.01, 0.1, 1))
}
$rows | Export-Csv "$OutputFolder/bordelon2025-fig11.csv"

# Theory and measurement, on the last decade and a half
$rows | Group-Object SourceExponent, Richness | Where-Object { $_.Group[0].Richness -in 0.001, 1 } | ForEach-Object {
    $law = Get-ScalingRegime 2 $_.Group[0].SourceExponent -Richness ($_.Group[0].Richness -gt 0.1 ? 1 : 0)
    $case = "β = $($law.Source), γ = $($_.Group[0].Richness)"
    Compare-Exponent 'Exponent of Time' $case $law.TimeExponent ($_.Group | Measure-ScalingExponent -X Time -Y TestLoss -XMin ($steps / 30))
    if ($law.WeightNormExponent -gt 0) {
        $norm = $_.Group | Measure-ScalingExponent -X Time -Y WeightNorm -XMin ($steps / 30)
        Compare-Value 'Growth of the norm of w' $case $law.WeightNormExponent (-$norm.Exponent) (-$norm.ExponentHigh) (-$norm.ExponentLow)
    }
}
