<#
.SYNOPSIS
    Figure 8 of Bordelon et al. 2025: decoder-only transformers that predict the next token of a text, lazily and richly.
.DESCRIPTION
    Transformers in mean-field parameterisation, SGD on the cross-entropy of bytes. A law t^-β is fitted to the lazy run; the rich one is predicted to fall as t^-β(2-β), one step of the paper's argument, or as t^-2β/(1+β), its limit. Losses of
    language do not fall to zero, so that β is small, as in the paper (four blocks of width 2048 on C4, 10^9 tokens). The text is the source code of this repository unless -Path names another.
    Fits begin at a tenth of the last step; Low and High: 95 % of the fit.
.PARAMETER Quick
    A width of 32, 300 steps.
.PARAMETER Path
    A file of UTF-8 text.
.PARAMETER OutputFolder
    Where bordelon2025-fig08.csv and .svg go.
.EXAMPLE
    ./examples/bordelon2025-fig08.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $Path, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/Comparison.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Training
$text = $Path ? (Get-Content $Path -Raw) : ((Get-ChildItem "$PSScriptRoot/../Engine" -Recurse -Filter *.cs | Where-Object FullName -NotMatch '[\\/](obj|bin)[\\/]' | Sort-Object FullName | Get-Content -Raw) -join "`n")
$steps = $Quick ? 300 : 6000
$model = @{ Text = $text; Steps = $steps; Width = $Quick ? 32 : 64; ContextLength = $Quick ? 32 : 64; TestSequences = 128 }
$rows = foreach ($run in @{ Richness = 0.01; LearningRate = 1 }, @{ Richness = 0.3; LearningRate = 1 }, @{ Richness = 1; LearningRate = 0.3 }) { Invoke-LanguageTraining @model @run | Where-Object Step -GT 0 }
$rows | Export-Csv "$OutputFolder/bordelon2025-fig08.csv"
$rows | Export-ScalingPlot "$OutputFolder/bordelon2025-fig08.svg" Tokens TestLoss -GroupBy Richness -YScale Logarithmic

# Theory and measurement
$window = @{ X = 'Tokens'; Y = 'TestLoss'; XMin = ($rows | Measure-Object Tokens -Maximum).Maximum / 10 }
$fits = $rows | Measure-ScalingExponent @window -GroupBy Richness
$beta = $fits[0].Exponent
Compare-Value 'Exponent of Tokens, lazy' 'β' $null $beta $fits[0].ExponentLow $fits[0].ExponentHigh
foreach ($fit in $fits | Select-Object -Skip 1) {
    Compare-Value 'Exponent of Tokens, β(2-β)' ($fit.Group -replace '=', ' ') ($beta * (2 - $beta)) $fit.Exponent $fit.ExponentLow $fit.ExponentHigh
    Compare-Value 'Exponent of Tokens, 2β/(1+β)' ($fit.Group -replace '=', ' ') (2 * $beta / (1 + $beta)) $fit.Exponent $fit.ExponentLow $fit.ExponentHigh
}
