<#
.SYNOPSIS
    Bordelon et al. 2024, data reuse: the gap between training and test loss that builds up in time, for N = 512 and several numbers of samples.
.DESCRIPTION
    Gradient flow of random features on P samples that are used again: early in training the two losses are one, then the training loss falls below the test loss, the earlier the fewer the samples. Simulation beside the mean-field
    theory. a = 1.6, b = 1.2, 2000 modes.
.PARAMETER Quick
    N = 128, 500 modes, few draws.
.PARAMETER OutputFolder
    Where bordelon2024-gap.csv goes (all losses, simulated and predicted) and the figures (.svg).
.EXAMPLE
    ./examples/bordelon2024-gap.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Learning curves
$task = New-PowerLawTask -A 1.6 -B 1.2 -ModeCount ($Quick ? 500 : 2000)
$student = @{ Width = $Quick ? 128 : 512; SampleCount = $Quick ? (64, 256) : (64, 128, 256, 512, 1024); Method = 'GradientFlow'; LearningRate = 1; Time = 1000; MeasureAt = 1, 3, 10, 30, 100, 300 }
$simulation = $task | Invoke-FeatureLearningTraining @student -Draws ($Quick ? 10 : 40)
$theory = $task | Get-FeatureLearningTheory @student
@($simulation) + $theory | Export-Csv "$OutputFolder/bordelon2024-gap.csv"
@($simulation) + $theory | Where-Object Time -GT 0 | Export-ScalingPlot "$OutputFolder/bordelon2024-gap.svg" Time TestLoss -GroupBy SampleCount -XScale Logarithmic -YScale Logarithmic
@($simulation) + $theory | Export-ScalingPlot "$OutputFolder/bordelon2024-gap-train.svg" Time TrainLoss -GroupBy SampleCount -XScale Logarithmic -YScale Logarithmic

# Theory and measurement
foreach ($loss in 'TestLoss', 'TrainLoss') { Compare-Loss ($simulation | Where-Object Time -In 1, 30, 1000) $theory SampleCount -Loss $loss }
