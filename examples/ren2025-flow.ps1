<#
.SYNOPSIS
    Ren et al. 2025, SGD converges to the population flow as η falls.
.DESCRIPTION
    Steps of single samples and of batches beside the flow from the same starts: he_4, β = 1, P = 4, d = 32, m = 16. The times at which directions emerge, over those that are predicted, for η/B = 10^-4, 10^-5 and smaller; their scatter is the noise of
    the steps.
.PARAMETER Quick
    Two step sizes, three starts.
.PARAMETER OutputFolder
    Where ren2025-flow.csv and the figures (.svg) go.
.EXAMPLE
    ./examples/ren2025-flow.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

$teacher = New-AdditiveTeacher 4 1 -Dimension 32
$seeds = 1..($Quick ? 3 : 8)
# η t is the same for all, so that every run has the same time to find the last direction
$late = 0.01 * 4 * ($teacher | Get-TeacherStudentTheory 16 0.01)[-1].TypicalTime
$steps = $Quick ? @(@{ Rate = 1e-4; Batch = 1 }; @{ Rate = 1e-4; Batch = 16 }) :
    @(@{ Rate = 1e-4; Batch = 1 }; @{ Rate = 1e-5; Batch = 1 }; @{ Rate = 1e-4; Batch = 64 }; @{ Rate = 1e-5; Batch = 64 })
$rows = @(
    foreach ($step in $steps) { $teacher | Invoke-TeacherStudentTraining 16 $step.Rate -BatchSize $step.Batch -Method Sgd -Time ([Math]::Round($late / $step.Rate)) -Seed $seeds -Emergence }
    $teacher | Invoke-TeacherStudentTraining 16 0.01 -Time ($late / 0.01) -Seed $seeds -Emergence
)
$rows | Export-Csv "$OutputFolder/ren2025-flow.csv"
$rows | Select-Object *, @{ Name = 'ScaledTime'; Expression = { $_.LearningRate * $_.EmergenceTime } } | Export-ScalingPlot "$OutputFolder/ren2025-flow.svg" Skill ScaledTime -GroupBy LearningRate, BatchSize -Band @() -YTitle 'η T_p'

# Flow and steps: η T_p beside that of the flow of the same start
$flow = @{}
$rows | Where-Object Method -EQ PopulationFlow | ForEach-Object { $flow["$($_.Seed) $($_.Skill)"] = 0.01 * $_.EmergenceTime }
foreach ($runs in $rows | Where-Object Method -EQ Sgd | Group-Object LearningRate, BatchSize) {
    $ratios = @($runs.Group | Where-Object { $_.EmergenceTime -and $flow["$($_.Seed) $($_.Skill)"] } | ForEach-Object { $_.LearningRate * $_.EmergenceTime / $flow["$($_.Seed) $($_.Skill)"] } | Sort-Object)
    # Low and High: a tenth of all are beyond
    Compare-Value 'T_p over that of the flow, median' "η = $($runs.Group[0].LearningRate), B = $($runs.Group[0].BatchSize)" 1 $ratios[$ratios.Count / 2] $ratios[$ratios.Count / 10] $ratios[$ratios.Count * 9 / 10]
    $spread = ($ratios | ForEach-Object { [Math]::Abs([Math]::Log($_)) } | Measure-Object -Average).Average
    Compare-Value 'Mean |ln| of that ratio' "η = $($runs.Group[0].LearningRate), B = $($runs.Group[0].BatchSize)" 0 $spread
}
