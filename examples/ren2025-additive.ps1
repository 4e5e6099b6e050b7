<#
.SYNOPSIS
    Ren et al. 2025, the additive model: skills trained one by one, their losses added up, against training on all of them.
.DESCRIPTION
    Population flow, he_4, β = 1, P = 8, d = 1024, m = 48, six starts. Where the joint loss is above a hundredth, sum and joint loss agree, since a neuron that has found a direction leaves the others alone; below that, what counts is how often two neurons share one.
    The sum of sigmoids that start at the predicted T_p stands beside both.
.PARAMETER Quick
    Four directions, two starts.
.PARAMETER OutputFolder
    Where ren2025-additive.csv and the figures (.svg) go.
.EXAMPLE
    ./examples/ren2025-additive.ps1 -Quick
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
. "$PSScriptRoot/shared/FeatureFigure.ps1"
$null = New-Item $OutputFolder -ItemType Directory -Force

$rows = New-AdditiveTeacher ($Quick ? 4 : 8) 1 -Dimension 1024 | Invoke-TeacherStudentTraining 48 -Time 3e4 -MeasureAt log:300:3e4:120 -AdditiveModel -Seed (1..($Quick ? 2 : 6))
$rows | Export-Csv "$OutputFolder/ren2025-additive.csv"
$rows | Export-ScalingPlot "$OutputFolder/ren2025-additive.svg" Time Loss, AdditiveLoss -Theory PredictedLoss -GroupBy Decay -Band @()

# The mean over starts at each time, while it is above a hundredth
$means = $rows | Group-Object Time | ForEach-Object {
    $mean = $_.Group | Measure-Object Loss, AdditiveLoss, PredictedLoss -Average
    [pscustomobject] @{ Time = [double] $_.Name; Loss = $mean[0].Average; Additive = $mean[1].Average; Predicted = $mean[2].Average }
} | Where-Object Loss -GT 0.01
foreach ($sum in 'Additive', 'Predicted') {
    $off = @($means | ForEach-Object { $_.$sum / $_.Loss } | Sort-Object)
    # Low and High: the smallest and the largest ratio
    Compare-Value ($sum -eq 'Additive' ? 'Sum of single losses over the joint loss, median' : 'Predicted loss over the joint loss, median') "$($means.Count) times" 1 $off[$off.Count / 2] $off[0] $off[-1]
}
foreach ($level in 0.5, 0.1, 0.02) {
    $at = @($means | Where-Object Loss -LT $level)[0]
    if ($at) { Compare-Value 'Sum of single losses over the joint loss' "L = $('{0:G3}' -f $at.Loss)" 1 ($at.Additive / $at.Loss) }
}
