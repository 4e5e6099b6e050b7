<#
.SYNOPSIS
    Figure 2 of Bordelon et al. 2025: learning curves for an easy and a hard task, of infinite students that learn features more or less, and of finite ones.
.DESCRIPTION
    (a), (b) N, B → ∞: β = 1.2 keeps its exponent whatever γ, β = 0.4 gains 2β/(1+β). (c), (d) Students of finite width follow the infinite one until their width limits them: simulations with standard deviation beside the mean-field
    theory. α = 1.5; steps of η = 0.2, and γ = 1 for finite students.
.PARAMETER Quick
    Three widths, 500 modes, few draws.
.PARAMETER OutputFolder
    Where bordelon2025-fig02.csv goes (all losses, simulated and predicted) and the figures (.svg).
.EXAMPLE
    ./examples/bordelon2025-fig02.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force
$log = { param($From, $To, $Count) [ScalingTools.Numerics.LogSpace]::Values($From, $To, $Count) }

$append = $false
foreach ($beta in 1.2, 0.4) {
    # (a), (b) Infinite students of several richness
    $limits = New-PowerLawTask 1.5 $beta -ModeCount 1e9 |
        Get-FeatureLearningTheory -Richness 0, 0.125, 0.25, 0.5, 1, 2 -Method GradientFlow -LearningRate 1 -Time 1e5 -MeasureAt (& $log 1 1e5 60)
    # (c), (d) Finite students
    $task = New-PowerLawTask 1.5 $beta -ModeCount ($Quick ? 500 : 2000)
    $student = @{ Width = $Quick ? (16, 64, 256) : (16, 32, 64, 128, 256, 512); Richness = 1; LearningRate = 0.2; Time = $Quick ? 100 : 500; MeasureAt = 1, 3, 10, 30, 100 }
    $simulation = $task | Invoke-FeatureLearningTraining @student -Draws ($Quick ? 8 : 32)
    $theory = $task | Get-FeatureLearningTheory @student
    @($limits) + $simulation + $theory | Export-Csv "$OutputFolder/bordelon2025-fig02.csv" -Append:$append
    $append = $true
    $limits | Export-ScalingPlot "$OutputFolder/bordelon2025-fig02-$beta.svg" Time TestLoss -GroupBy Richness
    @($simulation) + $theory | Export-ScalingPlot "$OutputFolder/bordelon2025-fig02-$beta-widths.svg" Time TestLoss -GroupBy Width -XScale Logarithmic -YScale Logarithmic

    # Theory and measurement
    foreach ($richness in 0, 0.125, 2) {
        $curve = $limits | Where-Object Richness -EQ $richness
        Compare-Exponent 'Exponent of Time' "β = $beta, γ = $richness" $curve[0].TimeExponent ($curve | Measure-ScalingExponent -X Time -Y TestLoss -XMin 3000)
    }
    Compare-Loss ($simulation | Where-Object Time -In 10, 100) $theory SourceExponent, Width
}
