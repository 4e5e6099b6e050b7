<#
.SYNOPSIS
    Bordelon et al. 2024, first figures: test loss of random features in time, for students of several widths, on many samples and on few.
.DESCRIPTION
    Gradient flow on P = 1000 and on P = 128 samples that are used again, for N = 16 to 512 features: the mean over draws with its standard deviation, beside the mean-field theory. With 1000 samples a
    wider student is always better; with 128 the samples limit it in the end. The text does not print the spectrum: a = 1.6 and b = 1.2 here, and 2000 modes.
.PARAMETER Quick
    N = 16, 64 and 256, 500 modes, few draws.
.PARAMETER OutputFolder
    Where bordelon2024-width.csv goes (all losses, simulated and predicted) and the figures (.svg).
.EXAMPLE
    ./examples/bordelon2024-width.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Learning curves
$task = New-PowerLawTask -A 1.6 -B 1.2 -ModeCount ($Quick ? 500 : 2000)
$student = @{ Width = $Quick ? (16, 64, 256) : (16, 32, 64, 128, 256, 512); SampleCount = 1000, 128; Method = 'GradientFlow'; LearningRate = 1; Time = 1e4; MeasureAt = 0, 1, 10, 100, 1000 }
$simulation = $task | Invoke-FeatureLearningTraining @student -Draws ($Quick ? 8 : 30)
$theory = $task | Get-FeatureLearningTheory @student
$limit = $task | Get-FeatureLearningTheory -Method GradientFlow -LearningRate 1 -Time 1e4
@($simulation) + $theory + $limit | Export-Csv "$OutputFolder/bordelon2024-width.csv"
@($simulation) + $theory | Where-Object Time -GT 0 | Export-ScalingPlot "$OutputFolder/bordelon2024-width.svg" Time TestLoss -GroupBy SampleCount, Width -XScale Logarithmic -YScale Logarithmic

# Theory and measurement
Compare-Loss ($simulation | Where-Object Time -In 10, 1000, 1e4) $theory SampleCount, Width
