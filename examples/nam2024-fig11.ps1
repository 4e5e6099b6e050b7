<#
.SYNOPSIS
    Figure 11 of Nam et al. 2024: R_k/S of ten networks of ten neurons; a few learn a rare skill at the cost of a frequent one.
.DESCRIPTION
    Ten of the runs of Figure 1(c), those with H = 10 (preset Nam2024Parameters: 500,000 steps of Adam). The script shows the figure's table, a column
    for each run, with a star at outliers: runs that have learnt a skill better, by more than 0.1, than the next more frequent one, or have less than
    half the median over runs of a skill whose median is above 0.5. The paper shades its second and seventh run and states no rule; on its own
    table this one marks the same two (the 4.5 printed for skill 2 of its first run is read as 0.95). Compared are the medians with Eq. 44 (N_c = 4;
    Low and High: smallest and largest of the runs). Runs keep their state: a script that was stopped goes on when it is started again.
.PARAMETER Quick
    The small task of nam2024-fig01c.ps1 -Quick.
.PARAMETER Seeds
    How many networks, each of as many training steps as -Steps says.
.PARAMETER OutputFolder
    Where nam2024-fig11.csv, every row of every run, and nam2024-fig11-table.csv, and the figures (.svg) go.
.PARAMETER CheckpointFolder
    Where runs keep their state; those of nam2024-fig01c.ps1 are taken from there.
.EXAMPLE
    ./examples/nam2024-fig11.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [int] $Seeds = 10, [long] $Steps = ($Quick ? 30000 : 500000), [string] $OutputFolder = "$PSScriptRoot/../out", [string] $CheckpointFolder = "$OutputFolder/checkpoints")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Training, as in nam2024-fig01c.ps1, and R/S by skill and run
$settings = $Quick ? @{ BatchSize = 200; Optimizer = 'Adam'; LearningRate = 0.01; WeightDecay = 5e-4; InitialScale = 0.01; Final = $true } : @{ Preset = 'Nam2024Parameters' }
$runs = New-SparseParityDataset -SkillBits ($Quick ? 15 : 32) |
    Invoke-SparseParityTraining @settings -Width 10 -Steps $Steps -Seed (1..$Seeds) -CheckpointPath "$CheckpointFolder/parameters-$Steps$($Quick ? '-quick' : '')"
$strengths = 1..5 | ForEach-Object { , [double[]]($runs | Where-Object Skill -EQ $_).RelativeStrength }
$paper = (, 0.98 * 10), (0.95, 0.95, 0.95, 0.95, 0.96, 0.96, 0.04, 0.96, 0.96, 0.95), (0.6, 0, 0.72, 0.9, 0.92, 0.64, 0.88, 0.8, 0.58, 0.52), (0, 0.78 + , 0 * 8), (, 0 * 10)

function Get-Median([double[]] $Values) { $sorted = $Values | Sort-Object; ($sorted[($sorted.Count - 1) -shr 1] + $sorted[$sorted.Count -shr 1]) / 2 }
function Find-Outlier([double[][]] $Table) {
    $medians = $Table | ForEach-Object { Get-Median $_ }
    foreach ($run in 0..($Table[0].Count - 1)) {
        if ((0..3 | Where-Object { $Table[$_ + 1][$run] -gt $Table[$_][$run] + 0.1 }) -or (0..4 | Where-Object { $medians[$_] -gt 0.5 -and $Table[$_][$run] -lt $medians[$_] / 2 })) { $run }
    }
}
$outliers = @(Find-Outlier $strengths)
$table = 1..5 | ForEach-Object {
    $row = [ordered]@{ Skill = $_ }
    foreach ($i in 0..($Seeds - 1)) { $row["Run $($i + 1)$($i -in $outliers ? '*' : '')"] = [Math]::Round($strengths[$_ - 1][$i], 2) }
    [pscustomobject]$row
}
$table | Export-Csv "$OutputFolder/nam2024-fig11-table.csv"
$runs | Select-Object *, @{ Name = 'Outlier'; Expression = { ($_.Seed - 1) -in $outliers } } | Export-Csv "$OutputFolder/nam2024-fig11.csv"
$runs | Export-ScalingPlot "$OutputFolder/nam2024-fig11.svg" Skill RelativeStrength -GroupBy Seed -YScale Linear -YTitle 'R/S'
$table | Format-Table * -AutoSize | Out-Host

# Theory and measurement
. "$PSScriptRoot/shared/Comparison.ps1"
Get-EmergencePrediction Parameters 4 -Value 10 | ForEach-Object {
    $range = $strengths[$_.Skill - 1] | Measure-Object -Minimum -Maximum
    Compare-Value 'Median of R/S' "skill $($_.Skill)" $_.RelativeStrength (Get-Median $strengths[$_.Skill - 1]) $range.Minimum $range.Maximum
}
Compare-Value 'Outliers' 'these runs' $null $outliers.Count
Compare-Value 'Outliers' "the paper's table" 2 @(Find-Outlier $paper).Count
