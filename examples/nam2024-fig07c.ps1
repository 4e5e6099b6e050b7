<#
.SYNOPSIS
    Figure 7(c) of Nam et al. 2024: the modes of a two-layer linear network grow along sigmoids, the strongest first.
.DESCRIPTION
    A linear network W_2 W_1 learns an input-output correlation with the figure's singular values λ = 1, 0.5 and 0.25 (Saxe et al. 2014). Gradient
    descent on both weight matrices, from a random rotation of a small start, is projected onto the modes and measured against Eq. 48:
    a_k b_k = λ_k/(1 + (λ_k/(a_k b_k(0)) - 1) exp(-2 η λ_k T)), half way at T = ln(λ_k/(a_k b_k(0)) - 1)/(2 η λ_k). There is no cmdlet for the linear
    network: this is the C# class called from PowerShell. The paper does not print η and the start: a_k b_k(0) = 0.001 and η = 0.01 here,
    small enough for steps to follow the flow.
.PARAMETER Quick
    A hundred times on the curves instead of a thousand.
.PARAMETER OutputFolder
    Where nam2024-fig07c.csv goes (the strength of each mode) and the figures (.svg).
.EXAMPLE
    ./examples/nam2024-fig07c.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# The correlation to learn, and the training
$correlation = [double[,]]::new(3, 3)
$correlation[0, 0], $correlation[1, 1], $correlation[2, 2] = 1, 0.5, 0.25
$step = $Quick ? 20 : 2
$modes = [ScalingTools.Multilinear.LinearNetwork]::Run([ScalingTools.Multilinear.LinearNetworkOptions]@{
        Correlation     = $correlation
        InitialStrength = 0.001
        LearningRate    = 0.01
        Times           = [double[]](1..(2000 / $step) | ForEach-Object { $step * $_ })
        Method          = 'GradientDescent'
    })
$modes | Export-Csv "$OutputFolder/nam2024-fig07c.csv"
$modes | Export-ScalingPlot "$OutputFolder/nam2024-fig07c.svg" Time Strength -GroupBy Mode -XScale Linear -YScale Linear

# Theory and measurement: when each mode is half learnt
$modes | Measure-Emergence -Threshold 0.5 -SkillProperty Mode | ForEach-Object {
    $lambda = (1, 0.5, 0.25)[$_.Skill - 1]
    [ScalingTools.Experiments.TheoryComparison]@{
        Quantity  = 'Time to half strength'
        Case      = "lambda = $lambda"
        Predicted = [Math]::Log($lambda / 0.001 - 1) / (2 * 0.01 * $lambda)
        Measured  = $_.Onset
    }
}
