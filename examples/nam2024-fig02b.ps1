<#
.SYNOPSIS
    Figure 2(b) of Nam et al. 2024: the skills of the multilinear model emerge one after the other, along sigmoids.
.DESCRIPTION
    Three skills with the paper's frequencies d_k/D = 0.5, 0.2 and 0.1 (and a fourth, which the figure leaves out, with the
    remaining 0.2). R_k/S grows as 1/(1 + (S/R_k(0) - 1) exp(-2 η S P_k T)), so it is half way at T = ln(S/R_k(0) - 1)/(2 η S P_k).
    Stochastic gradient descent is measured against this. The paper does not print η and R_k(0); with R_k(0)/S = 0.01 its
    hundred units of time are our 10,000 steps of η = 0.005, small enough for steps to follow the flow.
.PARAMETER Quick
    Two seeds instead of ten.
.PARAMETER OutputFolder
    Where nam2024-fig02b.csv goes (the learning curves of every skill) and the figures (.svg).
.EXAMPLE
    ./examples/nam2024-fig02b.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# The task and its training
$data = New-SparseParityDataset -Weight 5, 2, 1, 2 -TargetScale 1
$model = @{ LearningRate = 0.005; Time = 1..100 | ForEach-Object { 100 * $_ }; Skill = 1, 2, 3; PerSkill = $true }
$curves = @(
    $data | Invoke-MultilinearTraining @model -Method ClosedForm
    $data | Invoke-MultilinearTraining @model -Method Sgd -Seed (1..($Quick ? 2 : 10))
)
$curves | Export-Csv "$OutputFolder/nam2024-fig02b.csv"
$curves | Export-ScalingPlot "$OutputFolder/nam2024-fig02b.svg" Time RelativeStrength -GroupBy Skill, Method -YScale Linear

# Theory and measurement: when each skill is half learnt
$curves | Where-Object Method -EQ Sgd | Measure-Emergence -Threshold 0.5 | ForEach-Object {
    $frequency = (0.5, 0.2, 0.1)[$_.Skill - 1]
    [ScalingTools.Experiments.TheoryComparison]@{
        Quantity  = 'Time to half strength'
        Case      = "skill $($_.Skill), P = $frequency"
        Predicted = [Math]::Log(1 / 0.01 - 1) / (2 * 0.005 * $frequency)
        Measured  = $_.Onset
        Low       = $_.OnsetLow
        High      = $_.OnsetHigh
    }
}
