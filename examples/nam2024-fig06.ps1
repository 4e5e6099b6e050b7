<#
.SYNOPSIS
    Figure 6 of Nam et al. 2024: c, D_c and N_c from networks of one skill, and what they predict for networks of five.
.DESCRIPTION
    (a) Networks learn one skill by the settings of App. I, and the constant of the extended multilinear model is fitted to R/S against T, D or H, for
    each seed: c of Eq. 37, D_c of Eq. 40, N_c of Eq. 44, beside the paper's 1/22, 800 and 4 (Low and High: one standard error of the mean over seeds).
    (b) With them the model is compared with the runs of nam2024-fig01a.ps1, b and c. Networks of one skill take a tenth of their steps: alone, a
    skill is 22 times as frequent as the fifth of five. Runs keep their state: a script that was stopped goes on when it is started again.
.PARAMETER Quick
    The small tasks of -Quick of nam2024-fig01a.ps1, b and c, whose constants are others, above all D_c.
.PARAMETER Resource
    Time, Data and Parameters, or some of them.
.PARAMETER Seeds
    How many networks of one skill.
.PARAMETER CalibrationSteps
    Training steps of networks of one skill; 3000 for Time and 50,000 for Data and Parameters if left out.
.PARAMETER Option
    Parameters of nam2024-fig01a.ps1, b or c for the networks of five skills, such as @{ Steps = 50000; SampleCount = 500, 2000, 8000 }.
.PARAMETER OutputFolder
    Where nam2024-fig06.csv, every row of the networks of one skill, and nam2024-fig06-comparison.csv, the rows of Compare-Emergence, and the figures (.svg) go.
.PARAMETER CheckpointFolder
    Where runs keep their state.
.EXAMPLE
    ./examples/nam2024-fig06.ps1 -Quick -Resource Time
#>
[CmdletBinding()]
param([switch] $Quick, [ValidateSet('Time', 'Data', 'Parameters')] [string[]] $Resource = ('Time', 'Data', 'Parameters'), [int] $Seeds = 10,
    [long] $CalibrationSteps, [hashtable] $Option = @{}, [string] $OutputFolder = "$PSScriptRoot/../out", [string] $CheckpointFolder = "$OutputFolder/checkpoints")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1" -Verbose:$false
$null = New-Item $OutputFolder -ItemType Directory -Force
$plans = $Quick ? @{
    Time       = @{ Steps = 1500; Width = 200; BatchSize = 500; InitialScale = 0.03; MeasureEvery = 20; MeasureSamples = 5000 }
    Data       = @{ Steps = 4000; Width = 100; BatchSize = 200; InitialScale = 0.1; Final = $true; SampleCount = 50, 100, 150, 200, 250, 300, 400, 600 }
    Parameters = @{ Steps = 30000; Width = 1..6; BatchSize = 200; Optimizer = 'Adam'; LearningRate = 0.01; WeightDecay = 5e-4; InitialScale = 0.01; Final = $true }
} : @{
    Time       = @{ Steps = 3000; Preset = 'Nam2024Time' }
    Data       = @{ Steps = 50000; Preset = 'Nam2024Data'; SampleCount = 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1500, 2000 }
    Parameters = @{ Steps = 50000; Preset = 'Nam2024Parameters'; Width = 1..12 }
}
$paper = @{ Time = 'c', (1 / 22), 'nam2024-fig01a'; Data = 'D_c', 800, 'nam2024-fig01b'; Parameters = 'N_c', 4, 'nam2024-fig01c' }
. "$PSScriptRoot/shared/Comparison.ps1"
@(foreach ($of in $Resource) {
    # (a) Calibration
    $name, $published, $figure, $plan = $paper[$of] + $plans[$of]
    if ($CalibrationSteps) { $plan.Steps = $CalibrationSteps }
    $state = "$CheckpointFolder/$of-one-skill-$($plan.Steps)$($Quick ? '-quick' : '')".ToLower()
    $runs = New-SparseParityDataset -SkillCount 1 -SkillBits ($Quick ? 15 : 32) | Invoke-SparseParityTraining @plan -Seed (1..$Seeds) -CheckpointPath $state
    $runs | Export-Csv "$OutputFolder/nam2024-fig06.csv" -Append:($of -ne $Resource[0])
    # (b) Prediction
    $null = & "$PSScriptRoot/$figure.ps1" -Quick:$Quick -OutputFolder $OutputFolder -CheckpointFolder $CheckpointFolder @Option
    $compared = @(Import-Csv "$OutputFolder/$figure.csv" | Compare-Emergence $of -Calibration ($runs | Measure-EmergenceCalibration $of -GroupBy Seed))
    $compared | Export-Csv "$OutputFolder/nam2024-fig06-comparison.csv" -Append:($of -ne $Resource[0])
    Import-Csv "$OutputFolder/$figure-curves.csv" | Export-ScalingPlot "$OutputFolder/nam2024-fig06-$of.svg" ($of -eq 'Data' ? 'Samples' : $of) Mean -Theory Model -GroupBy Skill -Band StandardDeviation -YScale Linear -YTitle 'R/S'
    $constant, $deviation = $compared[0].Constant, $compared[0].ConstantError
    Compare-Value $name 'one skill' $published $constant ($constant - $deviation) ($constant + $deviation)
    $compared | ForEach-Object { Compare-Value "$of at R/S = $($_.Threshold)" "skill $($_.Skill)" $_.PredictedOnset $_.MeasuredOnset $_.MeasuredLow $_.MeasuredHigh }
    $compared | ForEach-Object { Compare-Value "Root mean square error along $of" "skill $($_.Skill)" $null $_.RootMeanSquareError }
})
