# Writes a ScalingTools.Plotting.WorkbookPlan with EPPlus, which comes with ImportExcel. What goes where is decided by the plan.
param($Plan, [string] $Path, [string] $Assembly)
$ErrorActionPreference = 'Stop'
if (-not ('OfficeOpenXml.ExcelPackage' -as [type])) { Add-Type -Path $Assembly }
$package = [OfficeOpenXml.ExcelPackage]::new([IO.FileInfo] $Path)
$package.Compression = 'BestSpeed' # deflating takes longest, and twice the size is still small
try {
    $sheets = $package.Workbook.Worksheets
    $chartName, $chartSheet = 'Scaling chart', 'Charts'
    while ($sheets[$chartSheet] -is [OfficeOpenXml.ExcelChartsheet]) { $chartSheet += ' 2' } # somebody's, which has no room for another chart
    foreach ($sheet in $sheets) {
        $end = $sheet.Dimension.End
        if ($end) { $Plan.AddExisting($sheet.Name, [string[]] @(1..$end.Column | ForEach-Object { "$($sheet.Cells[1, $_].Value)" }), $end.Row) }
        else { $Plan.AddExisting($sheet.Name, [string[]] @(), 0) }
    }
    $Plan.Resolve()
    if ($Plan.Replaces) {
        # The sheets stay in their places, with the charts that somebody put there; the rows go.
        $replaced = @($Plan.Sheets.Name | Where-Object { $sheets[$_] })
        foreach ($sheet in $replaced | ForEach-Object { $sheets[$_] }) {
            foreach ($table in @($sheet.Tables | ForEach-Object Name)) { $sheet.Tables.Delete($table) }
            $sheet.Cells.Clear()
        }
        # Of the charts drawn here before, the series go that show those rows, and a chart of which nothing is left.
        foreach ($chart in @($sheets[$chartSheet].Drawings | Where-Object Name -Like "$chartName *")) {
            $series = @($chart.ChartXml.SelectNodes('//*[local-name()="ser"]'))
            for ($i = $series.Count - 1; $i -ge 0; $i--) {
                $shown = $series[$i].SelectNodes('.//*[local-name()="f"]').InnerText | ForEach-Object { ($_ -replace '!.*').Trim("'") -replace "''", "'" }
                if ($shown | Where-Object { $_ -in $replaced }) { $chart.Series.Delete($i) }
            }
            if (-not $chart.Series.Count) { $sheets[$chartSheet].Drawings.Remove($chart) }
        }
    }

    foreach ($part in $Plan.Sheets) {
        $sheet = $sheets[$part.Name] ?? $sheets.Add($part.Name)
        if ($part.IsNew) {
            $null = $sheet.Cells['A1'].LoadFromArrays([object[][]] @(, $part.GetHeader()))
            $number = 0
            foreach ($column in $part.Columns) {
                $number++
                $sheet.Column($number).Style.Numberformat.Format = $column.Format
                $sheet.Column($number).Width = $column.Width
            }
            $sheet.Row(1).Style.Font.Bold = $true
            $sheet.View.FreezePanes(2, 1)
        }
        $null = $sheet.Cells[$part.FirstRow, 1].LoadFromArrays($part.GetRows())
        if (-not $sheet.Tables.Count) { $sheet.Cells[1, 1, ($part.FirstRow + $part.RowCount - 1), $part.Columns.Count].AutoFilter = $true } # a table has a filter of its own
    }

    if ($Plan.Charts.Count) {
        $sheet = $sheets[$chartSheet] ?? $sheets.Add($chartSheet)
        $sheet.View.ShowGridLines = $false
        $sheet.PrinterSettings.FitToPage, $sheet.PrinterSettings.FitToHeight = $true, 0 # as wide as the paper
        foreach ($drawing in $Plan.Charts) {
            # What replaces rows goes into the chart from which they went, if that still shows others.
            $chart = $Plan.Replaces ? ($sheet.Drawings | Where-Object { $_.Name -like "$chartName *" -and $_.XAxis.Title.Text -eq $drawing.XTitle -and $_.YAxis.Title.Text -eq $drawing.YTitle } | Select-Object -First 1) : $null
            $old = [bool] $chart
            if (-not $old) {
                $number = 1
                while ($sheet.Drawings["$chartName $number"]) { $number++ }
                $chart = $sheet.Drawings.AddChart("$chartName $number", 'XYScatterLinesNoMarkers')
                # 26 rows for each chart: the first that are free.
                $top = 0
                while ($sheet.Drawings | Where-Object { $_.Name -ne $chart.Name -and $_.From.Row -lt $top + 26 -and $_.To.Row -gt $top }) { $top += 26 }
                $chart.SetPosition($top + 1, 0, 1, 0)
                $chart.SetSize(760, 480)
            }
            $chart.Title.Text = $drawing.Title
            $chart.XAxis.Title.Text = $drawing.XTitle
            $chart.YAxis.Title.Text = $drawing.YTitle
            foreach ($pair in @(@{ Axis = $chart.XAxis; Ends = $drawing.GetLogX() }, @{ Axis = $chart.YAxis; Ends = $drawing.GetLogY() })) {
                $pair.Axis.Crosses = 'Min' # at the edge, not at 0 or 1
                $pair.Axis.MajorTickMark = 'Out'
                $pair.Axis.Format = 'General'
                if ($pair.Ends) {
                    if ($old -and $pair.Axis.LogBase) { $pair.Ends = [Math]::Min($pair.Axis.MinValue, $pair.Ends[0]), [Math]::Max($pair.Axis.MaxValue, $pair.Ends[1]) }
                    $pair.Axis.LogBase = 10
                    $pair.Axis.MinValue, $pair.Axis.MaxValue = $pair.Ends
                    $pair.Axis.Format = '0E+0'
                }
            }
            foreach ($curve in $drawing.Series) {
                $series = $chart.Series.Add($curve.Sheet.Range($curve.Y, $curve.From, $curve.Count), $curve.Sheet.Range($curve.X, $curve.From, $curve.Count))
                $series.Header = $curve.Label
                $color = [Drawing.Color]::FromArgb(255, $curve.Color -shr 16 -band 255, $curve.Color -shr 8 -band 255, $curve.Color -band 255)
                if ($curve.Marks) {
                    $series.Marker, $series.MarkerSize, $series.MarkerColor, $series.MarkerLineColor = 'Circle', 5, $color, $color
                    $series.Border.Fill.Style = 'NoFill'
                }
                else {
                    $series.LineColor, $series.LineWidth = $color, 1.75
                    if ($curve.Dashed) { $series.Border.LineStyle = 'Dash' }
                }
            }
        }
    }
    $package.Save()
}
finally { $package.Dispose() }
