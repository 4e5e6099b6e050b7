<#
.SYNOPSIS
    Figure 5 of Bordelon et al. 2025: networks on the circle, whose losses fall as t^-χ(β) for targets and activations of any β.
.DESCRIPTION
    Rich networks (γ_0 = 1) of two layers, gradient descent on the whole circle. (a) Rectifiers and targets of several β; (b) one target, q = 1.4, and activations max(h, 0)^q_φ with β = 0.9/q_φ. Predicted is χ = 2β/(1+β) for β < 1, β above.
    Fits begin at a twentieth of the last time: 50 of 1000, and 12.5 of 250 in (b); Measured: the mean over seeds, Low and High: two standard errors over seeds. A run that diverges is left out, with its error.
.PARAMETER Quick
    Narrower networks, two β, two activations, t to 200.
.PARAMETER OutputFolder
    Where bordelon2025-fig05.csv and .svg go.
.EXAMPLE
    ./examples/bordelon2025-fig05.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/CircleFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Training
$end = $Quick ? 200 : 1000
$network = Get-CircleNetwork $end -Quick:$Quick
$targets = Invoke-CircleTraining ($Quick ? (0.5, 1.25) : (0.25, 0.5, 0.75, 1, 1.25, 1.5)) 1 @network
$until = $Quick ? $end : $end / 4
$slower = Get-CircleNetwork $until -Quick:$Quick -Rate ($Quick ? 0.03 : 0.015) # smoother activations have a larger first eigenvalue
$activations = foreach ($power in $Quick ? (0.9, 1.5) : (0.72, 0.9, 1.2, 1.8)) { Invoke-CircleTraining -FrequencyExponent 1.4 -ActivationPower $power -Richness 1 @slower }
$rows = @($targets) + $activations | Where-Object Step -GT 0
$rows | Export-Csv "$OutputFolder/bordelon2025-fig05.csv"
$targets | Where-Object Step -GT 0 | Export-ScalingPlot "$OutputFolder/bordelon2025-fig05.svg" Time Loss -Theory LazyLoss -GroupBy Source
$activations | Where-Object Step -GT 0 | Export-ScalingPlot "$OutputFolder/bordelon2025-fig05b.svg" Time Loss -Theory LazyLoss -GroupBy ActivationPower

# Theory and measurement
Compare-CircleExponent $targets 'Exponent of Time' Source 'β' ($end / 20)
Compare-CircleExponent $activations 'Exponent of Time, q = 1.4' ActivationPower 'q_φ' ($until / 20)
