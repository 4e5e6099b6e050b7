<#
.SYNOPSIS
    Bordelon et al. 2024, one-pass SGD: students of several widths on batches of 32, and a student of 256 features on batches of several sizes.
.DESCRIPTION
    Fresh samples at each step: the batch brings variance, no gap between training and test loss. Simulations with their standard deviation beside the mean-field theory in discrete time. a = 1.6, b = 1.2, 2000 modes, η = 0.1.
.PARAMETER Quick
    Half the steps and modes, fewer widths, few draws.
.PARAMETER OutputFolder
    Where bordelon2024-sgd.csv goes (all losses, simulated and predicted) and the figures (.svg).
.EXAMPLE
    ./examples/bordelon2024-sgd.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Learning curves
$task = New-PowerLawTask -A 1.6 -B 1.2 -ModeCount ($Quick ? 500 : 2000)
$steps = @{ Time = $Quick ? 100 : 500; MeasureAt = [double[]] (1, 3, 10, 30, 100); LearningRate = 0.1 }
$widths = $steps + @{ Width = $Quick ? (32, 256) : (16, 32, 64, 128, 256, 512); BatchSize = 32 }
$batches = $steps + @{ Width = 256; BatchSize = $Quick ? (8, 128) : (4, 8, 16, 64, 128, 256) }
$simulation, $theory = @(), @()
foreach ($student in $widths, $batches) {
    $simulation += $task | Invoke-FeatureLearningTraining @student -Draws ($Quick ? 10 : 50)
    $theory += $task | Get-FeatureLearningTheory @student
}
$simulation + $theory | Export-Csv "$OutputFolder/bordelon2024-sgd.csv"
@($simulation) + $theory | Where-Object Time -GT 0 | Export-ScalingPlot "$OutputFolder/bordelon2024-sgd.svg" Time TestLoss -GroupBy Width, BatchSize -XScale Logarithmic -YScale Logarithmic

# Theory and measurement
Compare-Loss ($simulation | Where-Object Time -In 10, 100) $theory Width, BatchSize
