<#
.SYNOPSIS
    Bordelon et al. 2024, mode errors H_k(t): what is left of modes 1 and 10 in time, for N = 128 and several numbers of samples.
.DESCRIPTION
    H_k(t) = E[(y - f) ψ_k] / E[y ψ_k] under gradient flow. For infinitely many features and samples it is e^{-λ_k t}; a finite width makes it level off, and few samples do so earlier. The mean-field theory in Laplace space beside
    simulations. a = 1.6, b = 1.2, 1000 modes.
.PARAMETER Quick
    500 modes, few draws.
.PARAMETER OutputFolder
    Where bordelon2024-modes.csv goes (H_k(t), predicted and simulated) and the figures (.svg).
.EXAMPLE
    ./examples/bordelon2024-modes.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

$task = New-PowerLawTask -A 1.6 -B 1.2 -ModeCount ($Quick ? 500 : 1000)
$student = @{ Width = 128; SampleCount = 16, 64, 256, $null; Method = 'GradientFlow'; LearningRate = 1; Time = 1000; MeasureAt = 0, 0.1, 0.3, 1, 3, 10, 30, 100, 300; Mode = 1, 10 }
$theory = $task | Get-ModeError @student
$simulation = $task | Get-ModeError @student -Source Simulation -Draws ($Quick ? 20 : 100)
@($theory) + $simulation | Export-Csv "$OutputFolder/bordelon2024-modes.csv"
@($theory) + $simulation | Where-Object Time -GT 0 | Export-ScalingPlot "$OutputFolder/bordelon2024-modes.svg" Time Error -GroupBy Mode, SampleCount -Band @()

# Theory and measurement: where H_k has levelled off, and on the way; Low and High: two standard errors
$predicted = @{}
foreach ($row in $theory) { $predicted["k = $($row.Mode), P = $($row.SampleCount ?? '∞'), t = $($row.Time)"] = $row.Error }
foreach ($row in $simulation | Where-Object Time -In 1, 10, 1000) {
    $case = "k = $($row.Mode), P = $($row.SampleCount ?? '∞'), t = $($row.Time)"
    $half = 2 * $row.ErrorSd / [Math]::Sqrt($row.Draws)
    Compare-Value 'H_k' $case $predicted[$case] $row.Error ($row.Error - $half) ($row.Error + $half)
}
