<#
.SYNOPSIS
    Figure 9 of Nam et al. 2024: the neurons of a network saturate one after the other, so its skill has a longer tail than the multilinear model's.
.DESCRIPTION
    Three ReLU neurons with four shared parameters learn the parity of three bits. (b) Each neuron is a mode; modes end at S/2, S/4 and S/4, and add
    up to the skill. The multilinear model with B² = 1/3, as in the figure, passes through the network's half-way time, but the network takes more than
    twice as long from 5 % to 95 %. The paper explains the order of the modes by rates of 4S, 4S and 2S; its Eq. 125 and 131-134 have misprints
    (Engine.Tests/Reference/README.md), and the rates do not hold: the modes grow at ηS, ηS/2 and ηS/2 at first, later at 9/7 and 3/4 of ηS. For
    ever smaller starts they emerge at 1, 25/18 and 11/6 times ln(1/start²)/(ηS), measured here between starts of 10^-20 and 10^-30. The paper
    prints no S, η or start: η = 0.05 and 0.001 are those of its other networks, S = 1 puts the saturation on the figure's axis.
.PARAMETER Quick
    A row for every 5 steps instead of each.
.PARAMETER OutputFolder
    Where nam2024-fig09.csv goes (the strength of each mode, of the skill, and of the multilinear model) and the figures (.svg).
.EXAMPLE
    ./examples/nam2024-fig09.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Training: the figure, and two small starts
$step = $Quick ? 5 : 1
$rows = Invoke-SharedWeightTraining -Time (1..(1000 / $step) | ForEach-Object { $step * $_ })
$rows | Export-Csv "$OutputFolder/nam2024-fig09.csv"
$rows | Export-ScalingPlot "$OutputFolder/nam2024-fig09.svg" Time Strength, Mode1Strength, Mode2Strength, Mode3Strength -Theory PredictedStrength -YScale Linear -YTitle 'R/S'
$times = 1..(1200 / $step) | ForEach-Object { 5 * $step * $_ }
$early, $late = 1e-20, 1e-30 | ForEach-Object { , @(Invoke-SharedWeightTraining -Method GradientFlow -InitialScale $_ -Time $times) }

# Theory and measurement
. "$PSScriptRoot/shared/Comparison.ps1"
function Get-Onset($Rows, $Column, $Threshold) { ($Rows | Measure-Emergence -Y $Column -Threshold $Threshold).Onset }
$first = Get-Onset $rows Mode1Strength 0.025
foreach ($mode in 1, 2, 3) {
    $column, $case, $end = "Mode${mode}Strength", "mode $mode", (0.5, 0.25, 0.25)[$mode - 1]
    Compare-Value 'Strength at the end' $case $end $rows[-1].$column
    $growth = [Math]::Log(($rows | Where-Object Time -EQ 100).$column / $rows[0].$column) / (100 - $rows[0].Time)
    Compare-Value 'Rate of growth at the start' $case ((1, 0.5, 0.5)[$mode - 1] * 0.05) $growth
    $delay = ((Get-Onset $late $column (0.05 * $end)) - (Get-Onset $early $column (0.05 * $end))) / [Math]::Log(1e20)
    Compare-Value 'Onset against ln(1/start^2)' $case ((1, (25 / 18), (11 / 6))[$mode - 1] / 0.05) $delay
    if ($mode -gt 1) { Compare-Value 'Onset / onset of mode 1, as printed' $case ($mode - 1) ((Get-Onset $rows $column (0.05 * $end)) / $first) }
}
Compare-Value 'Strength at the end' 'sum' 1 $rows[-1].Strength
$half = Get-Onset $rows RelativeStrength 0.5
Compare-Value 'B^2 that has the half-way time' '' (1 / 3) ([Math]::Log(1 / 5e-7 - 1) / (2 * 0.05 * $half))
Compare-Value 'Time from 5 % to 95 %, multilinear' '' ($rows | Measure-Emergence -Y PredictedStrength | ForEach-Object { $_.Saturation - $_.Onset }) `
    ($rows | Measure-Emergence | ForEach-Object { $_.Saturation - $_.Onset })
