<#
.SYNOPSIS
    Ren et al. 2025, one direction: an emergent learning curve, its phases, and how its search grows with the dimension.
.DESCRIPTION
    Online SGD on the sphere, one fresh sample for each step, η = η_0 d^{-k/2}, from an overlap of d^-½. The search takes of the order of d^{k-1} steps; the loss then falls within about 1/η ∝ d^{k/2}, which the slides call Θ(1). The population dynamics
    from the same start stand beside each number. η_0 = 0.002 for he_3 and 0.0005 for he_4: with larger ones noise keeps undoing the search, and it takes several times as long as the population's.
.PARAMETER Quick
    Three dimensions instead of five, five seeds instead of twenty, he_3 only.
.PARAMETER OutputFolder
    Where ren2025-singleindex.csv (curves) and ren2025-singleindex-phases.csv, and the figures (.svg) go.
.EXAMPLE
    ./examples/ren2025-singleindex.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Emergent curves, beside those of the population
Invoke-SingleIndexTraining he3 64 -InitialOverlap 0.1 -Seed (1..5) | Export-Csv "$OutputFolder/ren2025-singleindex.csv"

# Search and descent against d; every start has the typical overlap d^-1/2
$links = $Quick ? @(@{ Name = 'he3'; Rate = 0.002; Dimensions = 16, 32, 64 }) :
    @(@{ Name = 'he3'; Rate = 0.002; Dimensions = 16, 32, 64, 128, 256 }; @{ Name = 'he4'; Rate = 0.0005; Dimensions = 16, 24, 32, 48 })
$phases = foreach ($link in $links) {
    foreach ($d in $link.Dimensions) {
        Invoke-SingleIndexTraining $link.Name $d -LearningRate $link.Rate -InitialOverlap ([Math]::Pow($d, -0.5)) -Seed (1..($Quick ? 5 : 20)) -Steps 1e9 -Phase
    }
}
$phases | Export-Csv "$OutputFolder/ren2025-singleindex-phases.csv"
Import-Csv "$OutputFolder/ren2025-singleindex.csv" | Where-Object { [double] $_.Time -gt 0 } | Export-ScalingPlot "$OutputFolder/ren2025-singleindex.svg" Time Overlap -Theory FlowOverlap
$phases | Export-ScalingPlot "$OutputFolder/ren2025-singleindex-search.svg" Dimension SearchSteps -Theory FlowSearchSteps -GroupBy Activation -Fit

# Theory and measurement: exponents of d, and the length of the search beside the flow's
foreach ($rows in $phases | Group-Object Activation) {
    $k = $rows.Group[0].InformationExponent
    $search = $rows.Group | Measure-ScalingExponent -X Dimension -Y SearchSteps
    $flow = $rows.Group | Measure-ScalingExponent -X Dimension -Y FlowSearchSteps
    Compare-Value 'Exponent of the search in d' $rows.Name ($k - 1) (-$search.Exponent) (-$search.ExponentHigh) (-$search.ExponentLow)
    Compare-Value 'Exponent of the search in d, flow' $rows.Name ($k - 1) (-$flow.Exponent) (-$flow.ExponentHigh) (-$flow.ExponentLow)
    $descent = $rows.Group | Measure-ScalingExponent -X Dimension -Y DescentSteps
    Compare-Value 'Exponent of the descent in d' $rows.Name ($k / 2) (-$descent.Exponent) (-$descent.ExponentHigh) (-$descent.ExponentLow)
    foreach ($runs in $rows.Group | Group-Object Dimension) {
        $steps = $runs.Group | Measure-Object SearchSteps -Average -StandardDeviation
        $half = 2 * $steps.StandardDeviation / [Math]::Sqrt($steps.Count)
        Compare-Value 'SearchSteps' "$($rows.Name), d = $($runs.Name)" $runs.Group[0].FlowSearchSteps $steps.Average ($steps.Average - $half) ($steps.Average + $half)
    }
}
