<#
.SYNOPSIS
    Figure 4 of Nam et al. 2024: the loss as a power of training time, of data and of parameters, each the only limit.
.DESCRIPTION
    α = 0.3, 0.6 and 0.9 as in the paper, and infinitely many skills. (a) T to 10^4 with everything else unlimited, exponent α/(α+1). (b) D to
    10^3 sampled data sets, trained to the end, exponent α/(α+1). (c) N to 100 parameters, trained to the end, exponent α. The ranges are the
    figure's, in which single skills still show: the curves bend at their left end, and N = 10 is a little too few for the law. So
    exponents are measured from where Get-ScalingLaw says that the law begins, and come out 1 or 2 % low for D and N. Far inside the
    laws' range they are exact: nam2024-table2.ps1. The paper does not print η, S and R_k(0): η = 1, S = 1 and R_k(0) = 0.01 here.
.PARAMETER Quick
    Thirty data sets of each size instead of a hundred.
.PARAMETER OutputFolder
    Where nam2024-fig04.csv goes (the points of all curves) and the figures (.svg).
.EXAMPLE
    ./examples/nam2024-fig04.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Learning curves
$model = @{ Alpha = 0.3, 0.6, 0.9; LearningRate = 1 }
$curves = [ordered]@{
    Time       = Invoke-MultilinearTraining @model -Time log:1:1e4:60
    Samples    = Invoke-MultilinearTraining @model -SampleCount log:1:1000:30 -Time Infinity -Seed (1..($Quick ? 30 : 100))
    Parameters = Invoke-MultilinearTraining @model -ParameterCount log:1:100:30 -Time Infinity
}
$curves.Values | Write-Output | Export-Csv "$OutputFolder/nam2024-fig04.csv"
foreach ($resource in $curves.Keys) { $curves[$resource] | Export-ScalingPlot "$OutputFolder/nam2024-fig04-$($resource.ToLower()).svg" $resource Loss -GroupBy Alpha -Fit -FitMin ($resource -eq 'Time' ? 100 : 10) }

# Theory and measurement
foreach ($law in 'Time', 'Data', 'Parameters') {
    $resource = $law -eq 'Data' ? 'Samples' : $law
    $means = $curves[$resource] | Group-Object Alpha, $resource | ForEach-Object {
        [pscustomobject]@{ Alpha = $_.Group[0].Alpha; $resource = $_.Group[0].$resource; Loss = ($_.Group | Measure-Object Loss -Average).Average }
    }
    foreach ($theory in Get-ScalingLaw $law @model) {
        $measured = $means | Where-Object Alpha -EQ $theory.Alpha | Measure-ScalingExponent -X $resource -XMin $theory.ValidFrom
        [ScalingTools.Experiments.TheoryComparison]@{
            Quantity  = "Exponent of $law"
            Case      = "alpha = $($theory.Alpha)"
            Predicted = $theory.Exponent
            Measured  = $measured.Exponent
            Low       = $measured.ExponentLow
            High      = $measured.ExponentHigh
        }
    }
}
