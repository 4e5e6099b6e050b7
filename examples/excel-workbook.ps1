<#
.SYNOPSIS
    One workbook of an experiment: runs, fits and theory on sheets of their own, and a log-log plot of them.
.DESCRIPTION
    The learning curves of the multilinear model at α = 0.3, 0.6 and 0.9, their measured exponents, and the time law, in Excel through the
    module ImportExcel. Three things to know: rows go to Export-Excel as they are; long tables go through Send-SQLDataToExcel as a DataTable, in
    seconds instead of minutes; and New-ExcelChartDefinition has no logarithmic axes, so LogBase is set on the chart itself (-PassThru).
.PARAMETER Quick
    A thousand rows instead of thirty thousand.
.PARAMETER OutputFolder
    Where excel-workbook.xlsx goes.
.EXAMPLE
    ./examples/excel-workbook.ps1 -Quick | Invoke-Item
#>
