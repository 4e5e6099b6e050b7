<#
.SYNOPSIS
    Figure 3 of Bordelon et al. 2025: the noise of SGD does not matter for a hard task, and limits a super-easy one.
.DESCRIPTION
    Students that learn features on fresh batches of B samples. β = 0.5: all B follow t^{-2β/(1+β)}. β = 3.6: the loss leaves t^-β for the noise of batches, (η/B) t^{-(2-1/α)}, and then for the transient of the width. Simulation beside the
    mean-field theory. α = 1.5, N = 256, γ = 0.5, η = 0.2.
.PARAMETER Quick
    Three batch sizes, 500 modes, few draws.
.PARAMETER OutputFolder
    Where bordelon2025-fig03.csv goes (all losses, simulated and predicted) and the figures (.svg).
.EXAMPLE
    ./examples/bordelon2025-fig03.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

$rows, $compared = @(), @()
foreach ($beta in 0.5, 3.6) {
    $task = New-PowerLawTask 1.5 $beta -ModeCount ($Quick ? 500 : 2000)
    $student = @{ Width = 256; BatchSize = $Quick ? (4, 32, 256) : (4, 8, 16, 32, 64, 256); Richness = 0.5; LearningRate = 0.2; Time = $Quick ? 100 : 400; MeasureAt = 1, 3, 10, 30, 100 }
    $simulation = $task | Invoke-FeatureLearningTraining @student -Draws ($Quick ? 10 : 50)
    $theory = $task | Get-FeatureLearningTheory @student
    $rows += @($simulation) + $theory
    @($simulation) + $theory | Export-ScalingPlot "$OutputFolder/bordelon2025-fig03-$beta.svg" Time TestLoss -GroupBy BatchSize -XScale Logarithmic -YScale Logarithmic
    $compared += Compare-Loss ($simulation | Where-Object Time -In 10, 100) $theory SourceExponent, BatchSize
    # How many times the noise raises the loss at the end: little for the hard task, much for the super-easy one
    foreach ($source in 'Simulation', 'Theory') {
        $noisy, $quiet = @($simulation) + $theory | Where-Object { $_.Source -eq $source -and $_.Time -eq $student.Time -and $_.BatchSize -in 4, 256 } | Sort-Object BatchSize
        $compared += Compare-Value "Loss at B = 4 over that at B = 256, $source" "β = $beta" $null ($noisy.TestLoss / $quiet.TestLoss)
    }
}
$rows | Export-Csv "$OutputFolder/bordelon2025-fig03.csv"
$compared
