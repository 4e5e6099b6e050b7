<#
.SYNOPSIS
    Figure 1(b) of Nam et al. 2024: the skills of a two-layer network emerge in data where a model with one constant, found on one skill, says.
.DESCRIPTION
    Networks of 1000 ReLU neurons learn five skills from D points by the settings of App. I (preset Nam2024Data): sparse parity of 3 of 32 bits, S = 5,
    α = 0.6, D = 500 to 35,000, 500,000 steps of SGD at η = 0.05, halved every 50,000, and batches of 2000. Beside their final R_k/S is Eq. 40,
    averaged over data sets, with the paper's D_c = 800. Compared are the D at which R_k/S reaches 0.5 (Low and High: one standard deviation
    over seeds) and the curves, these with the model for the very d_k of each data set. Runs keep their state, so a script that was stopped goes on when it is
    started again. -Verbose says which runs have ended. Some days on two cores: fewer SampleCounts, Seeds and Steps make it shorter.
.PARAMETER Quick
    Three networks of 100 neurons on 15 bits for each of ten D, 20,000 steps, and D_c = 210, which nam2024-fig06.ps1 -Quick finds on one skill of it.
.PARAMETER Seeds
    How many networks for each D, each with a data set of its own.
.PARAMETER Steps
    Training steps.
.PARAMETER SampleCount
    The D; those of the figure if left out.
.PARAMETER OutputFolder
    Where nam2024-fig01b.csv, every row of every run, and nam2024-fig01b-curves.csv, mean and standard deviation over seeds beside the model, and the figures (.svg) go.
.PARAMETER CheckpointFolder
    Where runs keep their state; nam2024-fig06.ps1 takes the same runs from there.
.EXAMPLE
    ./examples/nam2024-fig01b.ps1 -Quick
.EXAMPLE
    ./examples/nam2024-fig01b.ps1 -Seeds 3 -Steps 50000 -SampleCount 500, 1000, 2000, 4000, 8000, 16000 -Verbose
#>
[CmdletBinding()]
param([switch] $Quick, [int] $Seeds = ($Quick ? 3 : 10), [long] $Steps = ($Quick ? 20000 : 500000), [long[]] $SampleCount,
    [string] $OutputFolder = "$PSScriptRoot/../out", [string] $CheckpointFolder = "$OutputFolder/checkpoints")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1" -Verbose:$false
. "$PSScriptRoot/shared/NetworkFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Training
$constant = $Quick ? 210 : 800
$settings = $Quick ? @{ Width = 100; BatchSize = 200; InitialScale = 0.1; Final = $true; SampleCount = 100, 200, 400, 800, 1200, 1600, 2400, 3200, 4800, 6400 } : @{ Preset = 'Nam2024Data' }
if ($SampleCount) { $settings.SampleCount = $SampleCount }
$task = New-SparseParityDataset -SkillBits ($Quick ? 15 : 32)
$runs = $task | Invoke-SparseParityTraining @settings -Steps $Steps -Seed (1..$Seeds) -CheckpointPath "$CheckpointFolder/data-$Steps$($Quick ? '-quick' : '')" | ForEach-Object {
    if ($_.Skill -eq 5) { Write-Verbose "D = $($_.SampleCount), seed $($_.Seed): loss $($_.Loss) after $($_.Step) steps" }
    $_
}
$runs | Export-Csv "$OutputFolder/nam2024-fig01b.csv"

# The figure: mean and standard deviation over seeds, and the model
$model = $task | Get-EmergencePrediction Data $constant -Value ($runs.Samples | Sort-Object -Unique)
Export-EmergenceCurve $runs $model Samples "$OutputFolder/nam2024-fig01b-curves.csv"
Import-Csv "$OutputFolder/nam2024-fig01b-curves.csv" | Export-ScalingPlot "$OutputFolder/nam2024-fig01b.svg" Samples Mean -Theory Model -GroupBy Skill -Band StandardDeviation -YScale Linear -YTitle 'R/S'

# Theory and measurement
$half = @($runs | Compare-Emergence Data $constant)
ConvertTo-Comparison 'D at R/S = 0.5' $half
ConvertTo-Comparison 'Root mean square error of R/S' $half -Curve
