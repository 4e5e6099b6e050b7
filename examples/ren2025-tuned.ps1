<#
.SYNOPSIS
    Ren et al. 2025, the tuned-step law: with a step that suits the number of samples, the loss falls as n^{-(2β-1)/2β}.
.DESCRIPTION
    Online SGD on single samples, he_4, β = 1, P = d = 32, m = 48. The step is tuned to direction p, η_p = 0.05 a_p d^{-k/2}, and the run has n_p samples, enough for that direction to be found (1.5 times the typical T_p) and to be learnt; both go as
    1/(η_p a_p), so n_p ∝ a_p^-2. What the loss after n_p samples has left are the directions beyond, and it falls as a power of n with half the exponent that time has at a fixed step. Beside the law is the exponent of Σ_{q>p} a_q² over the same p:
    32 directions, not infinitely many.
.PARAMETER Quick
    Directions 1, 2 and 4, four starts.
.PARAMETER OutputFolder
    Where ren2025-tuned.csv and the figures (.svg) go.
.EXAMPLE
    ./examples/ren2025-tuned.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

$dimension, $width = 32, 48
$teacher = New-AdditiveTeacher 32 1 -Dimension $dimension
$law = ($teacher | Get-TeacherStudentTheory -Law | Where-Object { $_.Quantity -eq 'Loss' -and $_.Resource -eq 'Samples' }).Exponent
$rows = foreach ($p in $Quick ? (1, 2, 4) : (1, 2, 3, 4, 6, 8, 11)) {
    $a = $teacher.GetCoefficients()[$p - 1]
    $step = 0.05 * $a * [Math]::Pow($dimension, -2)
    $samples = [Math]::Round(1.5 * ($teacher | Get-TeacherStudentTheory $width $step)[$p - 1].TypicalTime + 1.2 / ($step * $a))
    $teacher | Invoke-TeacherStudentTraining $width $step -Method Sgd -Time $samples -MeasureAt "log:100:$($samples):20" -Seed (1..4) | Add-Member TunedTo $p -PassThru |
        Add-Member Beyond ($teacher.GetCoefficients() | Select-Object -Skip $p | ForEach-Object { $_ * $_ } | Measure-Object -Sum).Sum -PassThru
}
$rows | Export-Csv "$OutputFolder/ren2025-tuned.csv"
$rows | Export-ScalingPlot "$OutputFolder/ren2025-tuned.svg" Samples Loss -GroupBy TunedTo

# Law and measurement
$ends = @($rows | Group-Object Run | ForEach-Object { $_.Group[-1] } | Sort-Object Samples)
$case = "β = 1, n = $($ends[0].Samples) to $($ends[-1].Samples)"
Compare-Exponent 'Exponent of Samples' $case $law ($ends | Measure-ScalingExponent -X Samples -Y Loss)
Compare-Exponent 'Exponent of Samples of the directions beyond p' $case $law ($ends | Measure-ScalingExponent -X Samples -Y Beyond)
foreach ($runs in $ends | Group-Object TunedTo) {
    $loss = $runs.Group | Measure-Object Loss -Average -Minimum -Maximum
    Compare-Value 'Loss, beside that of the directions beyond p' "p = $($runs.Name)" $runs.Group[0].Beyond $loss.Average $loss.Minimum $loss.Maximum
}
