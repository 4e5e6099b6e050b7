<#
.SYNOPSIS
    Figure 1(a) of Nam et al. 2024: the skills of a two-layer network emerge in time where a model with one constant, found on one skill, says.
.DESCRIPTION
    Networks of 1000 ReLU neurons learn five skills by the settings of App. I (preset Nam2024Time): sparse parity of 3 of 32 bits, S = 5, α = 0.6,
    30,000 steps of SGD at η = 0.05 and batches of 4000 fresh samples, R_k/S every 50 steps. Beside them is Eq. 37 with the paper's
    c = B² = 1/22, from the root mean square of R_k(0) over initialisations. Compared are the times at which R_k/S reaches 0.05 and 0.5 (Low and High:
    one standard deviation over seeds) and the curves. Runs keep their state, so a script that was stopped goes on when it is started again.
    -Verbose says which runs have ended. Some 25 minutes on two cores.
.PARAMETER Quick
    Four networks of 200 neurons on 15 bits from larger weights, 12,000 steps, and c = 0.061, which nam2024-fig06.ps1 -Quick finds on one skill of it.
.PARAMETER Seeds
    How many networks.
.PARAMETER Steps
    Training steps.
.PARAMETER OutputFolder
    Where nam2024-fig01a.csv, every row of every run, and nam2024-fig01a-curves.csv, mean and standard deviation over seeds beside the model, and the figures (.svg) go.
.PARAMETER CheckpointFolder
    Where runs keep their state; nam2024-fig06.ps1 takes the same runs from there.
.EXAMPLE
    ./examples/nam2024-fig01a.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [int] $Seeds = ($Quick ? 4 : 10), [long] $Steps = ($Quick ? 12000 : 30000), [string] $OutputFolder = "$PSScriptRoot/../out",
    [string] $CheckpointFolder = "$OutputFolder/checkpoints")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1" -Verbose:$false
. "$PSScriptRoot/shared/NetworkFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Training
$constant = $Quick ? 0.061 : 1 / 22
$settings = $Quick ? @{ Width = 200; BatchSize = 500; InitialScale = 0.03; MeasureEvery = 50; MeasureSamples = 5000 } : @{ Preset = 'Nam2024Time' }
$task = New-SparseParityDataset -SkillBits ($Quick ? 15 : 32)
$runs = $task | Invoke-SparseParityTraining @settings -Steps $Steps -Seed (1..$Seeds) -CheckpointPath "$CheckpointFolder/time-$Steps$($Quick ? '-quick' : '')" | ForEach-Object {
    if ($_.Skill -eq 5 -and $_.Outcome -ne 'Training') { Write-Verbose "seed $($_.Seed): loss $($_.Loss) after $($_.Step) steps" }
    $_
}
$runs | Export-Csv "$OutputFolder/nam2024-fig01a.csv"

# The figure: mean and standard deviation over seeds, and the model
$model = $task | Get-EmergencePrediction Time $constant -Value ($runs.Time | Sort-Object -Unique) -InitialStrength $runs[0].InitialStrength -LearningRate $runs[0].LearningRate
Export-EmergenceCurve $runs $model Time "$OutputFolder/nam2024-fig01a-curves.csv"
Import-Csv "$OutputFolder/nam2024-fig01a-curves.csv" | Export-ScalingPlot "$OutputFolder/nam2024-fig01a.svg" Time Mean -Theory Model -GroupBy Skill -Band StandardDeviation -YScale Linear -YTitle 'R/S'

# Theory and measurement
$early, $half = 0.05, 0.5 | ForEach-Object { , @($runs | Compare-Emergence Time $constant -Threshold $_) }
ConvertTo-Comparison 'Time to R/S = 0.05' $early
ConvertTo-Comparison 'Time to R/S = 0.5' $half
ConvertTo-Comparison 'Root mean square error of R/S' $half -Curve
