# Writes a ScalingTools.Plotting.WorkbookPlan with EPPlus, which comes with ImportExcel. What goes where is decided by the plan.
param($Plan, [string] $Path, [string] $Assembly)
$ErrorActionPreference = 'Stop'
if (-not ('OfficeOpenXml.ExcelPackage' -as [type])) { Add-Type -Path $Assembly }
$package = [OfficeOpenXml.ExcelPackage]::new([IO.FileInfo] $Path)
$package.Compression = 'BestSpeed' # deflating takes longest, and twice the size is still small
try {
    $sheets = $package.Workbook.Worksheets
    foreach ($sheet in $sheets) {
        $end = $sheet.Dimension.End
        if ($end) { $Plan.AddExisting($sheet.Name, [string[]] @(1..$end.Column | ForEach-Object { "$($sheet.Cells[1, $_].Value)" }), $end.Row) }
        else { $Plan.AddExisting($sheet.Name, [string[]] @(), 0) }
    }
    $Plan.Resolve()
    if ($Plan.Replaces) { @($Plan.Sheets.Name) + 'Charts' | Where-Object { $sheets[$_] } | ForEach-Object { $sheets.Delete($_) } }

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
        $sheet.Cells[1, 1, ($part.FirstRow + $part.RowCount - 1), $part.Columns.Count].AutoFilter = $true
    }

    if ($Plan.Charts.Count) {
        $sheet = $sheets['Charts'] ?? $sheets.Add('Charts')
        $sheet.View.ShowGridLines = $false
        foreach ($drawing in $Plan.Charts) {
            $number = $sheet.Drawings.Count
            $chart = $sheet.Drawings.AddChart("Chart $($number + 1)", 'XYScatterLinesNoMarkers')
            $chart.SetPosition(26 * $number + 1, 0, 1, 0)
            $chart.SetSize(760, 480)
            $chart.Title.Text = $drawing.Title
            $chart.XAxis.Title.Text = $drawing.XTitle
            $chart.YAxis.Title.Text = $drawing.YTitle
            foreach ($pair in @(@{ Axis = $chart.XAxis; Ends = $drawing.GetLogX() }, @{ Axis = $chart.YAxis; Ends = $drawing.GetLogY() })) {
                $pair.Axis.Crosses = 'Min' # at the edge, not at 0 or 1
                $pair.Axis.MajorTickMark = 'Out'
                $pair.Axis.Format = 'General'
                if ($pair.Ends) {
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
