<#
.SYNOPSIS
    Figure 2 of Michaud et al. 2023, The quantization model of neural scaling: tasks are learnt one by one, and their mean loss is a power law.
.DESCRIPTION
    Networks on multitask sparse parity with 0/1 labels: the loss against training steps, parameters and data (early stopping), and each task's transition.
    Theory: with the n most frequent tasks learnt L = ln 2 Σ_{k>n} P(k), and n grows as S^(1/(α+1)), N or D^(1/(α+1)): for infinitely many tasks power laws with exponents
    α/(α+1), α and α/(α+1). Finitely many make them steeper: "sum over tasks" is the fit of that sum over the sizes measured, its one constant, n at the end, from the loss there.
    Fits begin where the most frequent task is learnt. Full: the presets, as in the authors' code; -WhatIf says 3, 23 and 212 hours on two busy cores, so give it a CheckpointPath.
    Quick: 100 tasks of 2 out of 24 bits, widths to 100. Steps come out a tenth above the sum: tasks 13, 16, 18 and 22 share a bit with task 1 and are learnt early. Parameters
    come out below: wide networks are far from the end of their training. The exponent is 0.24, 0.34, 0.44 and 0.51 after 4000, 8000, 16,000 and 32,000 steps.
.PARAMETER Quick
    A task that fits in a minute or two.
.PARAMETER OutputFolder
    Where michaud2023-fig02.csv (every task along steps and at the end for each width) and michaud2023-fig02-data.csv, and the figures (.svg) go.
.PARAMETER CheckpointPath
    A folder from which the training goes on when it was stopped.
.EXAMPLE
    ./examples/michaud2023-fig02.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out", [string] $CheckpointPath)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
$null = New-Item $OutputFolder -ItemType Directory -Force

$small = @{ Dataset = New-SparseParityDataset -SkillCount 100 -SkillBits 24 -SparseBits 2 -Alpha 0.4 -Subsets Random -Labels Binary; BatchSize = 1000; MeasureSamples = 200 }
function Invoke-Part($Name, $Preset, $Settings, $Changed) {
    if ($CheckpointPath) { $Settings.CheckpointPath = "$CheckpointPath/$Name" }
    if ($Quick) { $Settings += $small + $Changed }
    Invoke-SparseParityTraining -Preset $Preset @Settings
}
$steps = Invoke-Part steps Michaud2023 @{} @{ Width = 100; Seed = 1..3; Steps = 8000; MeasureAt = 'log:50:8000:23' }
$widths = Invoke-Part widths Michaud2023Parameters @{} @{ Width = 4, 6, 8, 12, 16, 24, 32, 48; Seed = 1, 2; Steps = 8000 }
$data = Invoke-Part data Michaud2023Data @{ Total = $true } @{ Width = 100; Seed = 1, 2; Steps = 5000; SampleCount = 2000, 4000, 8000, 16000, 32000, 64000 } | Where-Object Outcome -NE Training
@($steps) + @($widths) | Export-Csv "$OutputFolder/michaud2023-fig02.csv"
$data | Export-Csv "$OutputFolder/michaud2023-fig02-data.csv"
$steps | Where-Object { $_.Seed -eq 1 -and $_.Skill -in 1, 3, 10, 30 } | Export-ScalingPlot "$OutputFolder/michaud2023-fig02.svg" Step SkillLoss -GroupBy Skill -YScale Logarithmic
$data | Export-ScalingPlot "$OutputFolder/michaud2023-fig02-data.svg" SampleCount BestLoss -GroupBy Width -Fit -YScale Logarithmic
# Theory beside measurement: L = ln 2 Σ_{k>n} P(k)
$alpha, $tasks = $steps[0].Alpha, $steps[0].SkillCount
$frequency = $steps[0..($tasks - 1)].Frequency
function Get-Tail($N) { $whole = [Math]::Floor($N); [Math]::Log(2) * (($frequency[$whole..($tasks - 1)] | Measure-Object -Sum).Sum - ($N - $whole) * $frequency[$whole]) }
. "$PSScriptRoot/shared/Comparison.ps1"
function Compare-Exponent($Resource, $X, $Y, $Rows, $Power) {
    $curve = @($Rows | Group-Object $X | ForEach-Object { [pscustomobject]@{ X = [double]$_.Name; Loss = ($_.Group | Measure-Object $Y -Average).Average } } | Where-Object Loss -LT (Get-Tail 1) | Sort-Object X)
    for ($n = 1.0; (Get-Tail $n) -gt $curve[-1].Loss; $n += 0.01) { } # at the end
    $finite = $curve | ForEach-Object { [pscustomobject]@{ X = $_.X; Loss = Get-Tail ($n * [Math]::Pow($_.X / $curve[-1].X, $Power)) } } | Measure-ScalingExponent X Loss
    $found = $Rows | Measure-ScalingExponent $X $Y -XMin $curve[0].X -Bootstrap 1000
    Compare-Value "Exponent of $Resource, power law" "$tasks tasks" ($alpha * $Power) $found.Exponent $found.ExponentLow $found.ExponentHigh
    Compare-Value "Exponent of $Resource, sum over tasks" "$tasks tasks" $finite.Exponent $found.Exponent $found.ExponentLow $found.ExponentHigh
}
Compare-Exponent Steps Step Loss ($steps | Where-Object Skill -EQ 1) (1 / ($alpha + 1))
Compare-Exponent Parameters Width Loss ($widths | Where-Object Skill -EQ 1) 1
Compare-Exponent Data SampleCount BestLoss $data (1 / ($alpha + 1))
# The step at which a task's loss falls below 0.1 bit, up to the first task that some run did not learn: of later ones only the lucky are seen
$onset = @($steps | Select-Object *, @{ n = 'Learnt'; e = { 1 - $_.SkillLoss / [Math]::Log(2) } } | Measure-Emergence 0.9 -Y Learnt -X Step -Crossing Monotone)
$last = (($onset | Where-Object Outcome -NE Crossed | Select-Object -First 1).Skill ?? ($tasks + 1)) - 1
$found = $onset | Where-Object Skill -LE $last | Measure-ScalingExponent Skill Onset
Compare-Value 'Step at 0.1 bit, exponent of k' "tasks 1 to $last" ($alpha + 1) (-$found.Exponent) (-$found.ExponentHigh) (-$found.ExponentLow)
