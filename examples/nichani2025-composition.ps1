<#
.SYNOPSIS
    k-fold composition (Nichani's Cargese lectures of 2025, part I; Wang et al. 2025): direct training stays at chance, a curriculum and a mixture learn, hops in order.
.DESCRIPTION
    Attention-only transformers of log2 k + 1 layers, all weights, Adam on fresh prompts: the learning curves for N = 8 and k = 2, 4, 8, mixed and curriculum until all hops are known, then direct with ten
    times the samples of the slower. Then the samples that each regime takes as k and N vary, and the n of the theorem's curriculum, one step of gradient descent for each stage, beside k⁴N⁶ and N^k, which are
    orders: to be compared, not met. Runs of curves keep their state, so a script that was stopped goes on when it is started again.
.PARAMETER Quick
    N = 6, k = 2 and 4, one seed.
.PARAMETER Seeds
    How many seeds for k = 2 and 4.
.PARAMETER OutputFolder
    Where nichani2025-composition.csv, the learning curves, and nichani2025-composition-thresholds.csv, the samples, and the figures (.svg) go.
.PARAMETER CheckpointFolder
    Where runs keep their state.
.EXAMPLE
    ./examples/nichani2025-composition.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [int] $Seeds = ($Quick ? 1 : 3), [string] $OutputFolder = "$PSScriptRoot/../out", [string] $CheckpointFolder = "$OutputFolder/checkpoints/composition$($Quick ? '-quick' : '')")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1" -Verbose:$false
. "$PSScriptRoot/shared/Comparison.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force
$size, $curves, $thresholds = ($Quick ? 6 : 8), @(), @()
# Learning curves
foreach ($length in $Quick ? (2, 4) : (2, 4, 8)) {
    $task = New-CompositionTask -Length $length -Size $size
    $seed = 1..($length -lt 8 ? $Seeds : 1)
    $guided = $task | Invoke-CompositionTraining -Regime Mixed, Curriculum -Seed $seed -Steps 3000 -MeasureEvery 10 -CheckpointPath $CheckpointFolder
    $most = ($guided.Step | Measure-Object -Maximum).Maximum # steps of the slower
    $direct = $task | Invoke-CompositionTraining -Regime Direct -Seed $seed -Steps (10 * $most) -MeasureEvery (5 * $most / 10) -CheckpointPath $CheckpointFolder
    $curves += $guided + $direct
    foreach ($run in $guided | Group-Object Run) {
        $first, $last = $run.Group[0, -1]
        $case = "k = $length, N = $size, $($first.Regime), seed $($first.Seed)"
        Compare-Value 'Accuracy of the k-fold hop' $case 1 $last.Accuracy ($last.Accuracy - $last.StandardError) ($last.Accuracy + $last.StandardError)
        $known = $run.Group | Where-Object Accuracy -GT 0.5 | Group-Object HopLength | ForEach-Object { $_.Group[0] } | Sort-Object Step, HopLength # each half learnt
        Compare-Value 'Longest hop learnt, in order' $case $length ("$($known.HopLength)" -eq "$($known.HopLength | Sort-Object)" ? $known[-1].HopLength : 0)
    }
    foreach ($last in $direct | Where-Object { $_.HopLength -eq $length -and $_.Outcome -ne 'Training' }) {
        Compare-Value 'Accuracy of the k-fold hop' "k = $length, N = $size, Direct, seed $($last.Seed)" ($length -gt 2 ? $last.ChanceLevel : 1) $last.Accuracy ($last.Accuracy - 3 * $last.StandardError) ($last.Accuracy + 3 * $last.StandardError)
    }
}
$curves | Export-Csv "$OutputFolder/nichani2025-composition.csv"
$curves | Where-Object { $_.Length -eq 4 -and $_.Seed -eq 1 -and $_.Step -gt 0 } | Export-ScalingPlot "$OutputFolder/nichani2025-composition.svg" Samples Accuracy -GroupBy Regime, HopLength
# Samples
foreach ($length in $Quick ? (2, 4) : (2, 4, 8)) {
    foreach ($n in $Quick ? (4, 6) : $length -lt 8 ? (4, 6, 8, 12) : (4, 6, 8)) {
        $task = New-CompositionTask -Length $length -Size $n
        foreach ($regime in @{ 2 = 'Mixed', 'Curriculum', 'Direct'; 4 = 'Mixed', 'Curriculum'; 8 = @() }[$length]) { $thresholds += $task | Invoke-CompositionTraining $regime -Seed (1..$Seeds) -Steps 3000 -MeasureEvery 5 -Threshold 0.9 }
        $thresholds += $task | Invoke-CompositionTraining -Regime TheoryCurriculum -SampleCount log:1:512:19 -MeasureSamples 100 -Seed (1..$Seeds) -Threshold 0.9
    }
}
$thresholds | Export-Csv "$OutputFolder/nichani2025-composition-thresholds.csv"
foreach ($group in $thresholds | Where-Object { $_.HopLength -eq $_.Length } | Group-Object Regime, Length, Size) {
    $row, $samples = $group.Group[0], ($group.Group.Samples | Measure-Object -Average -Minimum -Maximum)
    Compare-Value 'Samples to 90 %' "$($row.Regime), k = $($row.Length), N = $($row.Size)" ($row.Regime -eq 'Direct' ? $row.DirectQueries : $row.CurriculumSamples) $samples.Average $samples.Minimum $samples.Maximum
}
