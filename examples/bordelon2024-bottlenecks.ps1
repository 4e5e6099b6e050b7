<#
.SYNOPSIS
    Bordelon et al. 2024, power-law bottlenecks: the loss of random features falls as a power of time, of width or of samples, where each is the only limit.
.DESCRIPTION
    L ∝ t^-(a-1)/b, N^-min(a-1, b) and P^-min(a-1, 2b); the text prints 2b for N too, which is the exponent of the bias alone. The mean-field theory with 10^9 modes, where other resources are infinite and widths and samples are trained to the end, gives the exponents of the laws, N and P = 2^9 to 2^16;
    simulations of 2000 modes and N, P = 16 to 274 are measured beside the same theory for 2000 modes, whose finite number bends the power law. a = 1.9, b = 1.5 (β = 0.6) and a = 2.8, b = 1.5 (β = 1.2).
.PARAMETER Quick
    1000 modes and few draws.
.PARAMETER OutputFolder
    Where bordelon2024-bottlenecks.csv goes (all losses, simulated and predicted) and the figures (.svg).
.EXAMPLE
    ./examples/bordelon2024-bottlenecks.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

$large, $small = (9..16 | ForEach-Object { 1 -shl $_ }), (16, 24, 36, 54, 81, 122, 183, 274)
$limits = [ordered]@{
    Time        = @{ Time = 1e5; MeasureAt = [ScalingTools.Numerics.LogSpace]::Values(1e3, 1e5, 12) }
    Width       = @{ Width = $large; Time = 1e13; MeasureAt = 1e13 }
    SampleCount = @{ SampleCount = $large; Time = 1e13; MeasureAt = 1e13 }
}
$rows = foreach ($a in 1.9, 2.8) {
    foreach ($x in $limits.Keys) {
        $student = $limits[$x] + @{ Method = 'GradientFlow'; LearningRate = 1 }
        $law = New-PowerLawTask -A $a -B 1.5 -ModeCount 1e9 | Get-FeatureLearningTheory @student | Where-Object $x -GT 0
        $law | Export-Csv "$OutputFolder/bordelon2024-bottlenecks.csv" -Append:($a -ne 1.9 -or $x -ne 'Time')
        $law | Export-ScalingPlot "$OutputFolder/bordelon2024-bottlenecks-$x-$a.svg" $x TestLoss -ReferenceSlope (-$law[0]."${x}Exponent") -XScale Logarithmic -YScale Logarithmic
        Compare-Exponent "Exponent of $x" "a = $a" $law[0]."${x}Exponent" ($law | Measure-ScalingExponent -X $x -Y TestLoss)
        if ($x -eq 'Time') { continue } # without a finite width or samples nothing is random
        $task = New-PowerLawTask -A $a -B 1.5 -ModeCount ($Quick ? 1000 : 2000)
        $student.$x = $small
        $simulation = $task | Invoke-FeatureLearningTraining @student -Draws ($Quick ? 8 : 40)
        $theory = $task | Get-FeatureLearningTheory @student
        @($simulation) + $theory | Export-Csv "$OutputFolder/bordelon2024-bottlenecks.csv" -Append
        $predicted = $theory | Measure-ScalingExponent -X $x -Y TestLoss
        Compare-Exponent "Exponent of $x, simulated" "a = $a" $predicted.Exponent ($simulation | Measure-ScalingExponent -X $x -Y TestLoss)
    }
}
$rows
