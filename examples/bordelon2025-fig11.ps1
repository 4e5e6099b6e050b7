<#
.SYNOPSIS
    Figures 11 and 12 of Bordelon et al. 2025: two-layer linear networks learn a hard task faster when they are rich, while the norm of their read-out grows.
.DESCRIPTION
    One-pass SGD on Gaussian data with power-law spectra, α = 2, M = 10^4, N = 100, B = 128, β = 1.2 and 0.2, γ = 0.001 to 1, 10^4 steps. Loss: t^-β for all γ and β = 1.2, and t^{-2β/(1+β)} for β = 0.2 and rich networks.
    |w|² levels off for the easy task and grows as t^{1-2β/(1+β)} for the hard one. Beside it: infinite students on the whole population, of the same M and t, where M bends the hard task's law, and of 10^18 modes until late.
    The paper prints neither η nor how weights start, and the laws depend on both. Weights start at one over the number of inputs. With layers alike, σ² = 1, the N random features of the start add a transient of the width,
    |w*|² (π/ηt)^½/(16N) for small γ, which outlasts t^-1.2 from ηt = 100 on. And the spike makes |w|²/N the sharpness: where it reaches 2/η, steps become unstable and hold it there, and the loss falls as t^-β again; with η = 0.03
    the hard task stays below. Both limits are shown beside their predictions. The noise of SGD, which falls as t^-1.5 or faster, does not show.
.PARAMETER Quick
    1000 modes, 1000 steps, one draw, γ = 0.001 and 1.
.PARAMETER OutputFolder
    Where bordelon2025-fig11.csv goes (losses and norms) and the figures (.svg).
.EXAMPLE
    ./examples/bordelon2025-fig11.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Training, and the same in theory for N, B → ∞; theory of 10^18 modes until late
$steps, $modes, $width = ($Quick ? (1000, 1000) : (10000, 10000)) + 100
$network = @{ Model = 'LinearNetwork'; FeatureVariance = $width / $modes; Time = $steps; MeasureAt = [ScalingTools.Numerics.LogSpace]::WholeNumbers(1, $steps, 40) }
$finite = @{ Width = $width; BatchSize = 128; Draws = $Quick ? 1 : 2 }
$easy, $hard = 1.2, 0.2 | ForEach-Object { New-PowerLawTask 2 $_ -ModeCount $modes }
$rows = foreach ($task in $easy, $hard) {
    $choice = @{ Richness = $Quick ? (0.001, 1) : (0.001, 0.01, 0.1, 1); LearningRate = ($Quick -or $task.Source -gt 1) ? 0.1 : 0.03 }
    $task | Invoke-FeatureLearningTraining @network @finite @choice
    $task | Get-FeatureLearningTheory @network @choice
}
$late = 1.2, 0.2 | ForEach-Object { New-PowerLawTask 2 $_ -ModeCount 1e18 } | Get-FeatureLearningTheory -Model LinearNetwork -FeatureVariance 0 -Richness 0.001, 1 -Method GradientFlow -LearningRate 1 -Time 1e6
# What limits the laws: layers alike, and steps that are too long
$network.FeatureVariance = 1
$alike, $infinite = ($easy | Invoke-FeatureLearningTraining @network @finite -Richness 0.001), ($easy | Get-FeatureLearningTheory @network -Richness 0.001)
$long = $hard | Invoke-FeatureLearningTraining @network @finite -Richness 1 -LearningRate ($rate = $Quick ? 0.3 : 0.1)
@($rows) + $late + $alike + $long | Export-Csv "$OutputFolder/bordelon2025-fig11.csv"
foreach ($y in 'TestLoss', 'WeightNorm') { $rows | Export-ScalingPlot "$OutputFolder/bordelon2025-fig11-$($y.ToLower()).svg" Time $y -GroupBy SourceExponent, Richness }
# Laws and measurement, each on the last decade and a half
function Get-Fit($Rows, [string] $Y = 'TestLoss') { $Rows | Measure-ScalingExponent -X Time -Y $Y -XMin ($Rows[-1].Time / 30) }
foreach ($group in $rows | Group-Object SourceExponent, Richness | Where-Object { $_.Group[0].Richness -in 0.001, 1 }) {
    $law = Get-ScalingRegime 2 $group.Group[0].SourceExponent -Richness ($group.Group[0].Richness -eq 1 ? 1 : 0)
    $case = "β = $($law.Source), γ = $($group.Group[0].Richness)"
    $simulation, $theory = $group.Group.Where({ $_.Source -eq 'Simulation' }, 'Split')
    $limit = $late | Where-Object { $_.SourceExponent -eq $law.Source -and $_.Richness -eq $theory[0].Richness }
    Compare-Exponent 'Exponent of Time' $case $law.TimeExponent (Get-Fit $simulation)
    Compare-Exponent 'Exponent of Time, N, B infinite' $case (Get-Fit $theory).Exponent (Get-Fit $simulation)
    Compare-Exponent 'Exponent of Time, 10^18 modes' $case $law.TimeExponent (Get-Fit $limit)
    if ($law.WeightNormExponent -eq 0) { continue }
    foreach ($curve in @{ Of = ''; Rows = $simulation }, @{ Of = ', 10^18 modes'; Rows = $limit }) {
        $norm = Get-Fit $curve.Rows WeightNorm
        Compare-Value "Growth of the norm of w$($curve.Of)" $case $law.WeightNormExponent (-$norm.Exponent) (-$norm.ExponentHigh) (-$norm.ExponentLow)
    }
}
$sum = $infinite.ForEach({ [pscustomobject]@{ Time = $_.Time; TestLoss = $_.TestLoss + 3.1055 / 16 / $width * [Math]::Sqrt([Math]::PI / 0.1 / $_.Time) } }) # |w*|² = ζ(1.4)
Compare-Exponent 'Exponent of Time with the transient' 'β = 1.2, γ = 0.001, σ² = 1' (Get-Fit $sum).Exponent (Get-Fit $alike)
Compare-Value 'Norm of w where steps are too long' "β = 0.2, γ = 1, η = $rate" (2 / $rate) $long[-1].WeightNorm $null $null
