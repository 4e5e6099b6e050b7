<#
.SYNOPSIS
    Figure 1 and Table 1 of Bordelon et al. 2025: the exponent χ(β), the phases in the plane of capacity and source, and the exponents of compute.
.DESCRIPTION
    The phase diagram is a grid of (α, β) for lazy and for rich students. χ(β) is measured on learning curves of infinite students with 10^18 modes, α = 1.5, and the exponents of Table 1 at the minimum of the sum of terms of Eq. 8 and 9
    between two large C.
.PARAMETER Quick
    Fewer β, and shorter curves.
.PARAMETER OutputFolder
    Where bordelon2025-fig01.csv, learning curves, and bordelon2025-fig01-phases.csv, and the figures (.svg) go.
.EXAMPLE
    ./examples/bordelon2025-fig01.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# (b), (c) The phases
$alphas, $betas = (1..20 | ForEach-Object { 1 + 0.15 * $_ }), (1..25 | ForEach-Object { 0.08 * $_ })
Get-ScalingRegime $alphas $betas -Richness 0, 1 | Export-Csv "$OutputFolder/bordelon2025-fig01-phases.csv"

# (a) χ(β) on learning curves
$end = $Quick ? 1e5 : 1e7
$curves = foreach ($beta in $Quick ? (0.4, 0.8, 1.2) : (1..12 | ForEach-Object { 0.1 * $_ })) {
    New-PowerLawTask 1.5 $beta -ModeCount 1e18 | Get-FeatureLearningTheory -Richness 0, 1 -Method GradientFlow -LearningRate 1 -Time $end -MeasureAt ([ScalingTools.Numerics.LogSpace]::Values(10, $end, 60))
}
$curves | Export-Csv "$OutputFolder/bordelon2025-fig01.csv"
$curves | Export-ScalingPlot "$OutputFolder/bordelon2025-fig01.svg" Time TestLoss -GroupBy SourceExponent, Richness
$curves | Group-Object SourceExponent, Richness | ForEach-Object {
    $row = $_.Group[0]
    Compare-Exponent 'Exponent of Time' "β = $($row.SourceExponent), γ = $($row.Richness)" $row.TimeExponent ($_.Group | Measure-ScalingExponent -X Time -Y TestLoss -XMin ($end / 100))
}

# Table 1
foreach ($beta in 0.5, 1.2, 1.8) {
    foreach ($richness in 0, 1) {
        $near, $far = Get-ScalingRegime 1.5 $beta -Richness $richness -BatchSize 1 -Compute 1e40, 1e44
        Compare-Value 'Exponent of Compute' "$($near.Regime), γ = $richness" $near.ComputeExponent ([Math]::Log10($near.OptimalLoss / $far.OptimalLoss) / 4)
    }
}
