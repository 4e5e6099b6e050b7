<#
.SYNOPSIS
    Figure 5 of Nam et al. 2024: the best loss for a given amount of compute C = N·T, and how to split it.
.DESCRIPTION
    Learning curves of models of N = 10 to 10,000 parameters at α = 0.3, 0.6 and 0.9, as in the paper. Their lower envelope falls as
    C^(-α/(α+2)) along N ∝ C^(1/(α+2)) (Corollaries 4 and 5). The constants are those of the authors' code: S = 5, R_k(0) = 0.01, η = 1.
    Run with the authors' 50,000 skills and with infinitely many: at α = 0.3 so much of the loss is in skills beyond 50,000 that its
    frontier bends below the power law, as the paper notes under its figure. The authors published c = 0.68, 0.70 and 0.64 for the prefactors
    of L = (S²/2) c C^-p. With infinitely many skills they are 0.952, 0.788 and 0.646; with 50,000 there is no such constant at α = 0.3.
.PARAMETER Quick
    Twenty sizes instead of sixty.
.PARAMETER OutputFolder
    Where nam2024-fig05.csv goes (the learning curves) and the figures (.svg).
.EXAMPLE
    ./examples/nam2024-fig05.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
$null = New-Item $OutputFolder -ItemType Directory -Force

$sizes = $Quick ? 20 : 60
$published = @{ 0.3 = 0.68; 0.6 = 0.70; 0.9 = 0.64 }
function Compare-Value($Quantity, $Predicted, $Measured, $Low, $High) {
    [ScalingTools.Experiments.TheoryComparison]@{
        Quantity = $Quantity; Case = "alpha $alpha, n_s $($skills -eq 'inf' ? 'inf' : '5e4')"; Predicted = $Predicted; Measured = $Measured; Low = $Low; High = $High
    }
}

$runs = [Collections.Generic.List[object]]::new()
foreach ($skills in '50000', 'inf') {
    $model = @{ TargetScale = 5; InitialStrength = 0.01; LearningRate = 1 } + ($skills -eq 'inf' ? @{} : @{ SkillCount = $skills })
    foreach ($alpha in 0.3, 0.6, 0.9) {
        # Measurement: the lower envelope of the learning curves, over the figure's range of compute
        $curves = Invoke-MultilinearTraining @model -Alpha $alpha -ParameterCount "log:10:10000:$sizes" -Time log:1:1e6:100
        $runs.AddRange(@($curves))
        $frontier = $curves | Measure-ComputeFrontier -Method Envelope -BudgetCount 40 | Where-Object { $_.Outcome -eq 'Optimum' -and $_.Compute -lt 1e8 }
        $measured = $frontier | Measure-ScalingExponent -X Compute

        # Theory: the power law, and the exact optimum at the same compute
        $best = Get-ComputeOptimum @model -Alpha $alpha -Compute $frontier.Compute
        $exact = $best | Measure-ScalingExponent -X Compute
        $last = $frontier[-1].Compute
        $scale = [Math]::Pow($last, $exact.TheoryExponent) / (25 / 2) # c = L C^p / (S²/2)
        Compare-Value 'Exponent, power law' $exact.TheoryExponent $measured.Exponent $measured.ExponentLow $measured.ExponentHigh
        Compare-Value 'Exponent, exact optimum' $exact.Exponent $measured.Exponent $measured.ExponentLow $measured.ExponentHigh
        Compare-Value "Prefactor c at C = $($last.ToString('G2'))" ($best[-1].Loss * $scale) ($frontier[-1].Loss * $scale)
        if ($skills -eq 'inf') { Compare-Value 'Prefactor c, as published' ($best[-1].LossPrefactor / (25 / 2)) $published[$alpha] }
    }
}
$runs | Export-Csv "$OutputFolder/nam2024-fig05.csv"
$runs | Where-Object { $_.Alpha -eq 0.6 -and $_.SkillCount -eq 50000 } | Export-ScalingPlot "$OutputFolder/nam2024-fig05.svg" Compute Loss -GroupBy Parameters -ReferenceSlope (-0.6 / 2.6)
