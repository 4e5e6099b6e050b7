<#
.SYNOPSIS
    Figure 8 of Nam et al. 2024: with finitely many parameters and small α the time law needs a correction.
.DESCRIPTION
    Learning curves of N = n_s = 50,000 parameters and skills at α = 0.1, 0.3, 0.5 and 0.7, as in the paper, beside the law L ∝ T^(-α/(α+1)) and
    the corrected law L + L_C ∝ T^(-α/(α+1)) with L_C = S² A N^-α/(2α) (Eq. 72). At α = 0.1 the plain law is off by a factor, and the exponent
    read off the curve means nothing; with L_C both are right. The paper does not print S, η and R_k(0): its axes fit S = 5; η = 1 and
    R_k(0) = 0.01 are those of the authors' code for figure 5. The laws have no free constants: nothing is fitted but the exponent.
.PARAMETER Quick
    Twenty times on each curve instead of two hundred.
.PARAMETER OutputFolder
    Where nam2024-fig08.csv goes (the loss, the law and the corrected law at each time) and the figures (.svg).
.EXAMPLE
    ./examples/nam2024-fig08.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
$null = New-Item $OutputFolder -ItemType Directory -Force

$model = @{ SkillCount = 50000; TargetScale = 5; InitialStrength = 0.01; LearningRate = 1 }
$count = $Quick ? 20 : 200
$curves = foreach ($alpha in 0.1, 0.3, 0.5, 0.7) {
    # Theory: prefactor for N = infinity, and L_C
    $law = Get-ScalingLaw Time @model -Alpha $alpha -ParameterCount 50000

    # Simulation beside it
    Invoke-MultilinearTraining @model -Alpha $alpha -Time "log:1:1000:$count" | ForEach-Object {
        $power = $law.LimitPrefactor * [Math]::Pow($_.Time, -$law.Exponent)
        $_ | Select-Object Alpha, Time, Loss, TimeExponent, @{ Name = 'PowerLaw'; Expression = { $power } },
            @{ Name = 'Corrected'; Expression = { $power - $law.FiniteSizeOffset } },
            @{ Name = 'LossPlusOffset'; Expression = { $_.Loss + $law.FiniteSizeOffset } }
    }
}
$curves | Export-Csv "$OutputFolder/nam2024-fig08.csv"
$curves | Where-Object Corrected -GT 0 | Export-ScalingPlot "$OutputFolder/nam2024-fig08.svg" Time Loss -Theory Corrected, PowerLaw -GroupBy Alpha -YScale Logarithmic

# Theory and measurement: the exponents read off L and L + L_C, and the loss at T = 1000
function Compare-Value($Quantity, $Predicted, $Measured, $Low, $High) {
    [ScalingTools.Experiments.TheoryComparison]@{
        Quantity = $Quantity; Case = "alpha = $alpha"; Predicted = $Predicted; Measured = $Measured; Low = $Low; High = $High
    }
}
foreach ($group in $curves | Group-Object Alpha) {
    $alpha, $last = $group.Group[0].Alpha, $group.Group[-1]
    foreach ($y in 'Loss', 'LossPlusOffset') {
        $fit = $group.Group | Measure-ScalingExponent -X Time -Y $y -XMin 10
        Compare-Value "Exponent of $y" $fit.TheoryExponent $fit.Exponent $fit.ExponentLow $fit.ExponentHigh
    }
    Compare-Value 'Loss at T = 1000, power law' $last.PowerLaw $last.Loss
    Compare-Value 'Loss at T = 1000, corrected' $last.Corrected $last.Loss
}
