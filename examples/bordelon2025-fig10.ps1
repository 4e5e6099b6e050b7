<#
.SYNOPSIS
    Figure 10 of Bordelon et al. 2025: approximations of the exponent of time, level by level, beside the exponent that learning curves have.
.DESCRIPTION
    χ_0 = β, χ_{n+1} = β(2 - χ_n) closes in on 2β/(1+β). Measured is the exponent of the loss of infinite rich students with 10^18 modes, α = 1.5, γ = 1, on the last two decades.
.PARAMETER Quick
    Fewer β, and shorter curves.
.PARAMETER OutputFolder
    Where bordelon2025-fig10.csv, learning curves, and bordelon2025-fig10-levels.csv, and the figures (.svg) go.
.EXAMPLE
    ./examples/bordelon2025-fig10.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

$betas = 1..12 | ForEach-Object { [Math]::Round(0.1 * $_, 1) }
@(Get-ScalingRegime 1.5 $betas -Richness 1 -Level (0..6)) + (Get-ScalingRegime 1.5 $betas -Richness 1) | Select-Object Source, Level, TimeExponent | Export-Csv "$OutputFolder/bordelon2025-fig10-levels.csv"

$end = $Quick ? 1e5 : 1e7
$rows = foreach ($beta in $Quick ? (0.3, 0.6) : $betas) {
    New-PowerLawTask 1.5 $beta -ModeCount 1e18 | Get-FeatureLearningTheory -Richness 1 -Method GradientFlow -LearningRate 1 -Time $end -MeasureAt ([ScalingTools.Numerics.LogSpace]::Values(10, $end, 60))
}
$rows | Export-Csv "$OutputFolder/bordelon2025-fig10.csv"
Import-Csv "$OutputFolder/bordelon2025-fig10-levels.csv" | Export-ScalingPlot "$OutputFolder/bordelon2025-fig10.svg" Source TimeExponent -GroupBy Level
$rows | Group-Object SourceExponent | ForEach-Object {
    $fit = $_.Group | Measure-ScalingExponent -X Time -Y TestLoss -XMin ($end / 100)
    foreach ($level in 0, 1, 2, $null) {
        $chi = (Get-ScalingRegime 1.5 $_.Group[0].SourceExponent -Richness 1 -Level @($level -ne $null ? $level : @())).TimeExponent
        Compare-Exponent "Level $($level ?? 'infinity')" "β = $($_.Name)" $chi $fit
    }
}
