<#
.SYNOPSIS
    Ren et al. 2025, many directions: they emerge one after the other, when theory says, and T_p grows as p^β.
.DESCRIPTION
    Population flow, he_4, P = 16, d = 1024, norms of 0.01 at the start, η = 0.01, twenty starts for each of three widths. T_p is when a neuron's squared overlap with direction p passes ½. Beside each is the time predicted from the overlaps of the
    start, without a free parameter; the exponent of T_p in p is fitted for each start, and its spread over starts shown for each m. While m is not much larger than P the last directions have fewer neurons to choose from, so the mean exceeds β.
.PARAMETER Quick
    Two widths, six starts, β = 1.
.PARAMETER OutputFolder
    Where ren2025-emergence.csv (directions) and ren2025-emergence-curves.csv (one start's strengths in time), and the figures (.svg) go.
.EXAMPLE
    ./examples/ren2025-emergence.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

New-AdditiveTeacher 16 1 -Dimension 1024 | Invoke-TeacherStudentTraining 64 -Time 1e5 -MeasureAt log:100:1e5:200 -PerSkill | Export-Csv "$OutputFolder/ren2025-emergence-curves.csv"

$rows = foreach ($width in $Quick ? (32, 64) : (32, 64, 128)) {
    foreach ($decay in $Quick ? (, 1) : (0.8, 1, 1.5)) {
        $teacher = New-AdditiveTeacher 16 $decay -Dimension 1024
        $late = 12 * ($teacher | Get-TeacherStudentTheory $width)[-1].TypicalTime
        $teacher | Invoke-TeacherStudentTraining $width -Time $late -Seed (1..($Quick ? 6 : 20)) -Emergence
    }
}
$rows | Export-Csv "$OutputFolder/ren2025-emergence.csv"
Import-Csv "$OutputFolder/ren2025-emergence-curves.csv" | Where-Object { [int] $_.Skill -in 1, 2, 4, 8, 16 } | Export-ScalingPlot "$OutputFolder/ren2025-emergence.svg" Time Strength -GroupBy Skill -YScale Linear
$rows | Export-ScalingPlot "$OutputFolder/ren2025-emergence-times.svg" Skill EmergenceTime -Theory PredictedTime -GroupBy Decay, Width

# Theory and measurement: exponents over starts, times beside the predicted ones
foreach ($runs in $rows | Group-Object Decay, Width) {
    $case = "β = $($runs.Group[0].Decay), m = $($runs.Group[0].Width)"
    $fits = ($runs.Group | Measure-ScalingExponent -X Skill -Y EmergenceTime -GroupBy Seed).Exponent | Measure-Object -Average -StandardDeviation
    # Low and High: a standard deviation over starts
    Compare-Value 'Exponent of T_p in p' $case $runs.Group[0].Decay (-$fits.Average) (-$fits.Average - $fits.StandardDeviation) (-$fits.Average + $fits.StandardDeviation)
    $ratios = @($runs.Group | Where-Object { $_.EmergenceTime -and $_.PredictedTime } | ForEach-Object { $_.EmergenceTime / $_.PredictedTime } | Sort-Object)
    # Low and High: a tenth of all are beyond
    Compare-Value 'T_p over the predicted, median' $case 1 $ratios[$ratios.Count / 2] $ratios[$ratios.Count / 10] $ratios[$ratios.Count * 9 / 10]
}
