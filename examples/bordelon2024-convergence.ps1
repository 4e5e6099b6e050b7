<#
.SYNOPSIS
    Bordelon et al. 2024, build-up of finite-width effects: early in training a student differs from an infinite one by 1/N, late by N^-(a-1).
.DESCRIPTION
    L(N, t) - L(∞, t) at an early time and L(N, t) at a late one against N, by the mean-field theory for 10^6 modes, with simulations of 1000 modes beside the theory for as many. a = 1.6, b = 1.2; gradient flow on the
    whole population.
.PARAMETER Quick
    Fewer draws.
.PARAMETER OutputFolder
    Where bordelon2024-convergence.csv goes (all losses) and the figures (.svg).
.EXAMPLE
    ./examples/bordelon2024-convergence.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Losses early and late, and those of an infinite student
$early, $late = 3, 1e8
$flow = @{ Method = 'GradientFlow'; LearningRate = 1; Time = $late; MeasureAt = $early }
$widths = @{ Width = 16, 32, 64, 128, 256, 512 }
$task, $small = (New-PowerLawTask -A 1.6 -B 1.2 -ModeCount 1e6), (New-PowerLawTask -A 1.6 -B 1.2 -ModeCount 1000)
$limit = ($task | Get-FeatureLearningTheory @flow | Where-Object Time -EQ $early).TestLoss
$theory = $task | Get-FeatureLearningTheory @flow @widths | Select-Object *, @{ Name = 'Excess'; Expression = { $_.TestLoss - $limit } }
$simulation = $small | Invoke-FeatureLearningTraining @flow @widths -Draws ($Quick ? 8 : 50)
@($simulation) + $theory | Export-Csv "$OutputFolder/bordelon2024-convergence.csv" -Force
$theory | Where-Object Time -EQ $early | Export-ScalingPlot "$OutputFolder/bordelon2024-convergence.svg" Width Excess -ReferenceSlope -1 -XScale Logarithmic -YScale Logarithmic
@($simulation) + ($small | Get-FeatureLearningTheory @flow @widths) | Export-ScalingPlot "$OutputFolder/bordelon2024-convergence-loss.svg" Width TestLoss -GroupBy Time -XScale Logarithmic -YScale Logarithmic

# Theory and measurement
Compare-Exponent 'Exponent of the excess in N' "t = $early" 1 ($theory | Where-Object Time -EQ $early | Measure-ScalingExponent -X Width -Y Excess)
Compare-Exponent 'Exponent of the loss in N' "t = $late" 0.6 ($theory | Where-Object Time -EQ $late | Measure-ScalingExponent -X Width -Y TestLoss)
Compare-Loss $simulation ($small | Get-FeatureLearningTheory @flow @widths) Width
