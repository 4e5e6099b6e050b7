<#
.SYNOPSIS
    An experiment as one workbook: runs, curves, fits and theory on sheets of their own, and a log-log chart.
.DESCRIPTION
    The learning curves of the multilinear model at α = 0.3, 0.6 and 0.9, their measured exponents and the time law, in Excel through
    Export-ScalingWorkbook, which needs the module ImportExcel. The type of a row decides its sheet; Charts draws the simulation with the theory
    dashed, and About says the commands, the versions and the parameters. What is found later joins it with -Append.
    Returns the file, or says that ImportExcel is missing.
.PARAMETER Quick
    Three hundred rows instead of thirty thousand.
.PARAMETER OutputFolder
    Where excel-workbook.xlsx goes.
.EXAMPLE
    ./examples/excel-workbook.ps1 | Invoke-Item
#>
[CmdletBinding()]
param([switch] $Quick, [string] $OutputFolder = "$PSScriptRoot/../out")

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../ScalingTools.psd1"
if (-not (Get-Module ImportExcel -ListAvailable)) {
    Write-Warning 'No workbook: ImportExcel is not installed. Get it with: Install-PSResource ImportExcel'
    return
}
$null = New-Item $OutputFolder -ItemType Directory -Force
$path = "$OutputFolder/excel-workbook.xlsx"

# The experiment
$alphas, $count = (0.3, 0.6, 0.9), ($Quick ? 100 : 10000)
$runs = Invoke-MultilinearTraining -Alpha $alphas -Time "log:10:1e8:$count"
$fits = $runs | Measure-ScalingExponent -X Time -Y Loss -GroupBy Alpha -XMin 1e4
$theory = Get-ScalingLaw Time -Alpha $alphas -At log:1e2:1e8:13

# All of it, whatever the order
$runs + $fits + $theory | Export-ScalingWorkbook $path -Title 'L(T) of the multilinear model' -PassThru
