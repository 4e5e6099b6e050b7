<#
.SYNOPSIS
    Figure 6 of Bordelon et al. 2025: convolutional networks on images, where the loss of the linear twin predicts the exponent of the rich network.
.DESCRIPTION
    Networks of two layers of filters in mean-field parameterisation, online, on synthetic digits, or on MNIST, CIFAR-10 or CIFAR-5M where -Path says where they are. The loss of their linear approximations falls as t^-β, where β comes from
    the kernel's eigenvalues and the task's power along them, on a few images alone; that of rich networks is predicted to fall as t^-2β/(1+β), with the β of the linear networks' losses or that of the modes. Fits begin at a thirtieth of
    the last step; Low and High: 95 % of the fit. The paper trains on MNIST-1M (β = 0.30) and CIFAR-5M (β = 0.075).
.PARAMETER Quick
    8 filters, 1500 steps.
.PARAMETER Path
    Images for Import-VisionDataset; synthetic digits of 16 x 16 without it.
.PARAMETER OutputFolder
    Where bordelon2025-fig06.csv, bordelon2025-fig06-modes.csv and .svg go.
.EXAMPLE
    ./examples/bordelon2025-fig06.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $Path, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/Comparison.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# The kernel before training, and the task in its modes
$images = $Path ? (Import-VisionDataset $Path) : (Import-VisionDataset -Synthetic -Count 60000 -Size 16)
$filters = $Quick ? 8 : 16
$modes = $images | Measure-KernelSpectrum -SampleCount ($Quick ? 500 : 2000) -Filters $filters -Count ($Quick ? 100 : 400)
$modes | Export-Csv "$OutputFolder/bordelon2025-fig06-modes.csv"
$task = $modes | Measure-TaskExponent

# Training
$steps = $Quick ? 1500 : 10000
$network = @{ Filters = $filters; LearningRate = 0.5; Steps = $steps; TestCount = $Quick ? 1000 : 5000 }
$linear = $images | Invoke-VisionTraining @network -Linearized
$rich = $images | Invoke-VisionTraining 0.03, 0.3, 1 @network
$rows = @($linear) + $rich | Where-Object Step -GT 0
$rows | Export-Csv "$OutputFolder/bordelon2025-fig06.csv"
$rows | Export-ScalingPlot "$OutputFolder/bordelon2025-fig06.svg" Step TestLoss -GroupBy Linearized, Richness -YScale Logarithmic

# Theory and measurement
$window = @{ X = 'Step'; Y = 'TestLoss'; XMin = $steps / 30 }
$beta = ($linear | Where-Object Step -GT 0 | Measure-ScalingExponent @window).Exponent
Compare-Value 'Exponent of Step, linear twin' 'β of the modes' $task.Source $beta
foreach ($run in $rich | Where-Object Step -GT 0 | Group-Object Richness) {
    $fit = $run.Group | Measure-ScalingExponent @window
    $lazy = $run.Name -eq 0.03
    Compare-Value 'Exponent of Step' "richness $($run.Name)" ($lazy ? $beta : 2 * $beta / (1 + $beta)) $fit.Exponent $fit.ExponentLow $fit.ExponentHigh
    Compare-Value 'Exponent of Step, from the modes' "richness $($run.Name)" ($lazy ? $task.LazyExponent : $task.RichExponent) $fit.Exponent $fit.ExponentLow $fit.ExponentHigh
}
