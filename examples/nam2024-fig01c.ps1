<#
.SYNOPSIS
    Figure 1(c) of Nam et al. 2024: the skills of a two-layer network emerge in parameters where a model with one constant, found on one skill, says.
.DESCRIPTION
    Networks of H = 2 to 48 ReLU neurons learn five skills by the settings of App. I (preset Nam2024Parameters): sparse parity of 3 of 32 bits, S = 5,
    α = 0.6, 500,000 steps of Adam at η = 0.001, halved every 50,000, with weight decay 5·10^-5, and batches of 4000 fresh samples. Beside
    their final R_k/S is Eq. 44 with N = H and the paper's N_c = 4. Compared are the H at which R_k/S reaches 0.5 (Low and High: one standard
    deviation over seeds that cross; often two neurons are enough for skill 1) and the curves. The paper has 50 networks of each width, here are ten.
    Runs keep their state, so a script that was stopped goes on when it is started again. -Verbose says which runs have ended. A day on two
    cores: fewer Widths, Seeds and Steps make it shorter.
.PARAMETER Quick
    Sixteen networks of each of 13 widths on 15 bits, 30,000 steps at η = 0.01 and batches of 200 from larger weights with ten times the decay. N_c is
    the paper's here too: nam2024-fig06.ps1 -Quick finds 3.8 ± 0.3 on one skill of it.
.PARAMETER Seeds
    How many networks of each width.
.PARAMETER Steps
    Training steps.
.PARAMETER Width
    The H; those of the figure if left out.
.PARAMETER OutputFolder
    Where nam2024-fig01c.csv, every row of every run, and nam2024-fig01c-curves.csv, mean and standard deviation over seeds beside the model, and the figures (.svg) go.
.PARAMETER CheckpointFolder
    Where runs keep their state; nam2024-fig06.ps1 and nam2024-fig11.ps1 take the same runs from there.
.EXAMPLE
    ./examples/nam2024-fig01c.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [int] $Seeds = ($Quick ? 16 : 10), [long] $Steps = ($Quick ? 30000 : 500000), [int[]] $Width,
    [string] $OutputFolder = "$PSScriptRoot/../out", [string] $CheckpointFolder = "$OutputFolder/checkpoints")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1" -Verbose:$false
. "$PSScriptRoot/shared/NetworkFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

# Training
$constant = 4
$settings = $Quick ? @{ Width = 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 18, 22, 26; BatchSize = 200; Optimizer = 'Adam'; LearningRate = 0.01; WeightDecay = 5e-4; InitialScale = 0.01; Final = $true } : @{ Preset = 'Nam2024Parameters' }
if ($Width) { $settings.Width = $Width }
$task = New-SparseParityDataset -SkillBits ($Quick ? 15 : 32)
$runs = $task | Invoke-SparseParityTraining @settings -Steps $Steps -Seed (1..$Seeds) -CheckpointPath "$CheckpointFolder/parameters-$Steps$($Quick ? '-quick' : '')" | ForEach-Object {
    if ($_.Skill -eq 5) { Write-Verbose "H = $($_.Width), seed $($_.Seed): loss $($_.Loss) after $($_.Step) steps" }
    $_
}
$runs | Export-Csv "$OutputFolder/nam2024-fig01c.csv"

# The figure: mean and standard deviation over seeds, and the model
$model = $task | Get-EmergencePrediction Parameters $constant -Value ($runs.Parameters | Sort-Object -Unique)
Export-EmergenceCurve $runs $model Parameters "$OutputFolder/nam2024-fig01c-curves.csv"
Import-Csv "$OutputFolder/nam2024-fig01c-curves.csv" | Export-ScalingPlot "$OutputFolder/nam2024-fig01c.svg" Parameters Mean -Theory Model -GroupBy Skill -Band StandardDeviation -YScale Linear -YTitle 'R/S'

# Theory and measurement
$half = @($runs | Compare-Emergence Parameters $constant)
ConvertTo-Comparison 'H at R/S = 0.5' $half
ConvertTo-Comparison 'Root mean square error of R/S' $half -Curve
