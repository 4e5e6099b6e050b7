<#
.SYNOPSIS
    An experiment as one workbook: runs, fits and theory on sheets of their own, and a log-log plot.
.DESCRIPTION
    The learning curves of the multilinear model at α = 0.3, 0.6 and 0.9, their measured exponents and the time law, in Excel through the module
    ImportExcel. Rows of any cmdlet go to Export-Excel as they are. Long tables take half the time as a DataTable.
    New-ExcelChartDefinition has no logarithmic axes, so LogBase is set on the chart itself, which Add-ExcelChart -PassThru returns.
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
Import-Module ImportExcel 3> $null # it warns where it cannot size columns
$null = New-Item $OutputFolder -ItemType Directory -Force
$path = "$OutputFolder/excel-workbook.xlsx"
Remove-Item $path -ErrorAction Ignore

# The experiment
$alphas, $count = (0.3, 0.6, 0.9), ($Quick ? 100 : 10000)
$runs = Invoke-MultilinearTraining -Alpha $alphas -Time "log:10:1e8:$count"
$fits = $runs | Measure-ScalingExponent -X Time -Y Loss -GroupBy Alpha -XMin 1e4
$theory = Get-ScalingLaw Time -Alpha $alphas -At log:1e2:1e8:13

# The short tables, as they are
$fits | Export-Excel $path -WorksheetName Fits -TableName Fits -FreezeTopRow
$theory | Export-Excel $path -WorksheetName Theory -TableName Theory -FreezeTopRow

# The long one, as a DataTable
$table = [Data.DataTable]::new('Runs')
'Alpha', 'Time', 'Loss' | ForEach-Object { $null = $table.Columns.Add($_, [double]) }
foreach ($run in $runs) { $null = $table.Rows.Add($run.Alpha, $run.Time, $run.Loss) }
$workbook = Open-ExcelPackage $path
$null = Send-SQLDataToExcel -DataTable $table -ExcelPackage $workbook -WorksheetName Runs -TableName Runs -FreezeTopRow -PassThru

# The plot: a series for each alpha, whose rows lie together
$sheet = $workbook.Workbook.Worksheets['Runs']
$rows = 0..2 | ForEach-Object { , (($_ * $count + 2), ($_ * $count + $count + 1)) }
$chart = Add-ExcelChart -Worksheet $sheet -PassThru -ChartType XYScatterLinesNoMarkers `
    -Title 'L(T) of the multilinear model' -Column 4 -Row 1 -Width 720 -Height 480 `
    -XRange ($rows | ForEach-Object { "B$($_[0]):B$($_[1])" }) -YRange ($rows | ForEach-Object { "C$($_[0]):C$($_[1])" }) `
    -SeriesHeader ($alphas | ForEach-Object { "alpha = $_" }) -XAxisTitleText 'Time (steps)' -YAxisTitleText 'Loss'
foreach ($axis in $chart.XAxis, $chart.YAxis) {
    $axis.LogBase = 10
    $axis.Crosses = 'Min' # at the edge, not at 1
}
$chart.XAxis.MinValue = 10
$colors = 'SteelBlue', 'DarkOrange', 'SeaGreen' # not every program draws a line that has no color of its own
foreach ($i in 0..2) { $chart.Series[$i].LineColor, $chart.Series[$i].LineWidth = [Drawing.Color]::FromName($colors[$i]), 2 }

# Columns as wide as their headers: -AutoSize does not work on every system
foreach ($sheet in $workbook.Workbook.Worksheets) {
    foreach ($column in 1..$sheet.Dimension.Columns) { $sheet.Column($column).Width = [Math]::Max(12, "$($sheet.Cells[1, $column].Value)".Length + 4) }
}
Close-ExcelPackage $workbook
Get-Item $path
