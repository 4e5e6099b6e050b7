<#
.SYNOPSIS
    Bordelon et al. 2024, ensembles: at the same compute C = E N t, one wide student beats the mean of four narrow ones.
.DESCRIPTION
    Gradient flow on the whole population for E = 1 and E = 4 students of width N, whose outputs are averaged; mean-field theory, and simulations of 1000 modes. Compared are the losses of 4 students of width N with those of one of width 4N at
    the same time, so at the same compute: a ratio above 1 says that the wide one is better. a = 1.6, b = 1.2.
.PARAMETER Quick
    Fewer draws.
.PARAMETER OutputFolder
    Where bordelon2024-ensemble.csv goes (all losses, simulated and predicted) and the figures (.svg).
.EXAMPLE
    ./examples/bordelon2024-ensemble.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Learning curves
$task = New-PowerLawTask -A 1.6 -B 1.2 -ModeCount 1000
$student = @{ Width = 16, 32, 64, 128, 256; EnsembleSize = 1, 4; Method = 'GradientFlow'; LearningRate = 1; Time = 1000; MeasureAt = 1, 10, 100 }
$simulation = $task | Invoke-FeatureLearningTraining @student -Draws ($Quick ? 8 : 50)
$theory = $task | Get-FeatureLearningTheory @student
@($simulation) + $theory | Export-Csv "$OutputFolder/bordelon2024-ensemble.csv"
@($simulation) + $theory | Where-Object Time -GT 0 | Export-ScalingPlot "$OutputFolder/bordelon2024-ensemble.svg" Time TestLoss -GroupBy EnsembleSize, Width -XScale Logarithmic -YScale Logarithmic

# Theory and measurement
Compare-Loss ($simulation | Where-Object Time -In 10, 1000) $theory EnsembleSize, Width
foreach ($narrow in $simulation | Where-Object { $_.EnsembleSize -eq 4 -and $_.Width -lt 128 -and $_.Time -eq 1000 }) {
    $ratio = foreach ($rows in $theory, $simulation) {
        $four, $one = foreach ($size in @{ E = 4; N = $narrow.Width }, @{ E = 1; N = 4 * $narrow.Width }) { $rows | Where-Object { $_.EnsembleSize -eq $size.E -and $_.Width -eq $size.N -and $_.Time -eq 1000 } }
        $four.TestLoss / $one.TestLoss
    }
    Compare-Value 'Four narrow against one wide' "C = 4 * $($narrow.Width) * 1000" $ratio[0] $ratio[1]
}
