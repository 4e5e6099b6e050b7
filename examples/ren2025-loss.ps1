<#
.SYNOPSIS
    Ren et al. 2025, the scaling law: the loss falls as t^{-(2β-1)/β} until neurons run out, and then stays at m^{-(2β-1)}.
.DESCRIPTION
    Population flow, he_4, d = 1024, η = 0.01, four starts of each of several widths, β = 1 and 1.5. The law of time is fitted to the widest students, from the first directions until a third of all has emerged (later the sum over directions nears its end, and the loss falls
    faster); that of the width to losses at the end.
    Few neurons leave a direction or two in the front open, so small students are worse than the best m directions would let them be, and the measured exponent of the width exceeds the law's.
.PARAMETER Quick
    β = 1.5, 48 directions, widths 8 to 96, two starts.
.PARAMETER OutputFolder
    Where ren2025-loss.csv and the figures (.svg) go.
.EXAMPLE
    ./examples/ren2025-loss.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Directions and widths; the window of the law of time, over 1.5 decades
$tasks = $Quick ? @(@{ Decay = 1.5; Directions = 48; Widths = 8, 16, 32; Wide = 96; From = 2000; To = 7e4; End = 1e7 }) : @(
    @{ Decay = 1; Directions = 128; Widths = 8, 16, 32, 64; Wide = 192; From = 1500; To = 5e4; End = 1e7 }
    @{ Decay = 1.5; Directions = 48; Widths = 8, 16, 24, 32; Wide = 192; From = 2000; To = 7e4; End = 1e7 })
$rows = foreach ($task in $tasks) {
    New-AdditiveTeacher $task.Directions $task.Decay -Dimension 1024 | Invoke-TeacherStudentTraining ($task.Widths + $task.Wide) -Time $task.End -MeasureAt log:100:1e7:120 -Seed (1..($Quick ? 2 : 4))
}
$rows | Export-Csv "$OutputFolder/ren2025-loss.csv"
$rows | Export-ScalingPlot "$OutputFolder/ren2025-loss.svg" Time Loss -GroupBy Decay, Width -Band @()

# Theory and measurement
foreach ($task in $tasks) {
    $case = "β = $($task.Decay)"
    $wide = $rows | Where-Object { $_.Decay -eq $task.Decay -and $_.Width -eq $task.Wide } | Measure-ScalingExponent -X Time -Y Loss -XMin $task.From -XMax $task.To
    Compare-Exponent 'Exponent of Time' "$case, m = $($task.Wide), t = $($task.From) to $($task.To)" $wide.TheoryExponent $wide
    $narrow = $rows | Where-Object { $_.Decay -eq $task.Decay -and $_.Width -in $task.Widths -and $_.Time -eq $task.End }
    $fit = $narrow | Measure-ScalingExponent -X Width -Y Loss
    Compare-Exponent 'Exponent of Width' "$case, m = $($task.Widths -join ', ')" $fit.TheoryExponent $fit
    # What the best m of all directions would leave
    $coefficients = (New-AdditiveTeacher $task.Directions $task.Decay).GetCoefficients()
    foreach ($students in $narrow | Group-Object Width) {
        $open = ($coefficients | Select-Object -Skip ([int] $students.Name) | ForEach-Object { $_ * $_ } | Measure-Object -Sum).Sum
        $losses = $students.Group | Measure-Object Loss -Average -Minimum -Maximum
        Compare-Value 'Loss at the end over that of the best m directions' "$case, m = $($students.Name)" 1 ($losses.Average / $open) ($losses.Minimum / $open) ($losses.Maximum / $open)
    }
}
