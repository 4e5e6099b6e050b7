<#
.SYNOPSIS
    Figure 7 of Bordelon et al. 2025: eigenvalues of tangent kernels on the circle, and easy tasks, which feature learning does not make easier.
.DESCRIPTION
    (a) Eigenvalues of networks with activations max(h, 0)^q_φ, infinitely wide, fall as k^-2q_φ; fits over k = 20 to 500. (b) Rich networks (γ_0 = 1) on tasks with β > 1 beside the loss of infinitely wide lazy networks, from their
    eigenvalues: both fall as t^-β at last. Fits begin at a twentieth of the last time; Low and High: two standard errors over seeds. A lazy network of finite width has a loss of order t^-(1-1/α)/N besides, which soon hides t^-β.
.PARAMETER Quick
    Narrower networks, two β, t to 200.
.PARAMETER OutputFolder
    Where bordelon2025-fig07.csv, bordelon2025-fig07-spectra.csv and the .svg go.
.EXAMPLE
    ./examples/bordelon2025-fig07.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/CircleFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# (a) Eigenvalues
$modes = Measure-KernelSpectrum 0.75, 1, 1.25, 1.5, 1.75 -Count 500
$modes | Export-Csv "$OutputFolder/bordelon2025-fig07-spectra.csv"
$modes | Export-ScalingPlot "$OutputFolder/bordelon2025-fig07.svg" Frequency Eigenvalue -GroupBy ActivationPower
foreach ($fit in $modes | Measure-ScalingExponent -X Frequency -Y Eigenvalue -XMin 20 -GroupBy ActivationPower) {
    Compare-Value 'Exponent of eigenvalues' ($fit.Group -replace 'ActivationPower=', 'q_φ = ') $fit.TheoryExponent $fit.Exponent $fit.ExponentLow $fit.ExponentHigh
}

# (b) Easy tasks
$end = $Quick ? 200 : 1000
$network = Get-CircleNetwork $end -Quick:$Quick
$rows = Invoke-CircleTraining ($Quick ? (1.2, 1.5) : (1, 1.2, 1.5, 1.8)) 1 @network
$rows | Where-Object Step -GT 0 | Export-Csv "$OutputFolder/bordelon2025-fig07.csv"
$rows | Where-Object Step -GT 0 | Export-ScalingPlot "$OutputFolder/bordelon2025-fig07b.svg" Time Loss -Theory LazyLoss -GroupBy Source
Compare-CircleExponent $rows 'Exponent of Time, rich' Source 'β' ($end / 20)
foreach ($group in $rows | Where-Object Step -GT 0 | Group-Object Source) {
    $lazy = $group.Group | Where-Object Seed -EQ 1 | Measure-ScalingExponent -X Time -Y LazyLoss -XMin ($end / 20)
    Compare-Value 'Exponent of Time, lazy' "β = $($group.Name)" $group.Group[0].Source $lazy.Exponent $lazy.ExponentLow $lazy.ExponentHigh
}
