<#
.SYNOPSIS
    Table 2 of Nam et al. 2024 with measured exponents and prefactors: time, data, parameters and compute at three values of α.
.DESCRIPTION
    L = A x^-p with p = α/(α+1) for time and data, α for parameters and α/(α+2) for compute, and the prefactors of Theorems 1 to 5, against
    simulations far inside the laws' range: stochastic gradient descent for time, sampled data sets trained to the end for data, models of N
    parameters trained to the end, and the lower envelope of learning curves for compute. Intervals are 95 %: for time and data from a
    bootstrap over seeds; parameters and compute have no randomness, so theirs only say how straight the line is.
    S = 1, R_k(0) = 0.01, η = 0.5, and infinitely many skills.
.PARAMETER Quick
    Five seeds instead of twenty, and a third of the model sizes.
.PARAMETER OutputFolder
    Where nam2024-table2.csv goes (every loss of every run) and the figures (.svg).
.EXAMPLE
    ./examples/nam2024-table2.ps1 -Quick | Format-Table Case, Quantity, Predicted, Measured
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Simulation
$model = @{ Alpha = 0.3, 0.6, 0.9; LearningRate = 0.5 }
$seeds, $sizes = $Quick ? (5, 20) : (20, 60)
$runs = [ordered]@{
    Time       = Invoke-MultilinearTraining @model -Method Sgd -BatchSize 32 -Time log:1e3:3e4:12 -Seed (1..$seeds)
    Data       = Invoke-MultilinearTraining @model -SampleCount log:1000:100000:9 -Time Infinity -Seed (1..$seeds)
    Parameters = Invoke-MultilinearTraining @model -ParameterCount log:1000:1000000:10 -Time Infinity
    Compute    = Invoke-MultilinearTraining @model -ParameterCount "log:10:10000:$sizes" -Time log:100:1e8:120
}
$runs.Values | ForEach-Object { $_ } | Export-Csv "$OutputFolder/nam2024-table2.csv"
foreach ($law in 'Time', 'Data', 'Parameters') { $runs[$law] | Export-ScalingPlot "$OutputFolder/nam2024-table2-$($law.ToLower()).svg" ($law -eq 'Data' ? 'Samples' : $law) Loss -GroupBy Alpha -Fit }

# Measurement: one exponent for each α
$measured = @{
    Time       = $runs.Time | Measure-ScalingExponent -X Time -GroupBy Alpha -Bootstrap 500 -Seed 1
    Data       = $runs.Data | Measure-ScalingExponent -X Samples -GroupBy Alpha -Bootstrap 500 -Seed 1
    Parameters = $runs.Parameters | Measure-ScalingExponent -X Parameters -GroupBy Alpha
    Compute    = $runs.Compute | Measure-ComputeFrontier -Method Envelope -GroupBy Alpha -Fit | Where-Object Y -EQ Loss
}

# Theory beside it
foreach ($law in $runs.Keys) {
    foreach ($theory in Get-ScalingLaw $law @model) {
        $fit = $measured[$law] | Where-Object Group -Match "Alpha=$($theory.Alpha)\b"
        foreach ($quantity in 'Exponent', 'Prefactor') {
            [ScalingTools.Experiments.TheoryComparison]@{
                Quantity  = "$quantity of $law"
                Case      = "alpha = $($theory.Alpha)"
                Predicted = $theory.$quantity
                Measured  = $fit.$quantity
                Low       = $fit."${quantity}Low"
                High      = $fit."${quantity}High"
            }
        }
    }
}
