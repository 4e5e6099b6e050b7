BeforeAll {
    . $PSScriptRoot/Common.ps1
    $rows = @(Invoke-MultilinearTraining -Alpha 0.3, 0.6 -Time log:10:1e6:60)
    $all = $rows + @($rows | Measure-ScalingExponent -X Time -Y Loss -GroupBy Alpha) + @(Get-ScalingLaw Time -Alpha 0.3, 0.6 -At log:1e2:1e6:13)
    $features = @(New-PowerLawTask 1.5 0.5 -ModeCount 100 | Invoke-FeatureLearningTraining -Time 64 -Width 8, 16 -Draws 2)
    # The charts of a workbook: their sheets, the sheets of which each series has its y, and where.
    function Get-Chart($Name) {
        Import-Module ImportExcel 3>$null
        $package = Open-ExcelPackage (Join-Path $TestDrive $Name)
        foreach ($sheet in $package.Workbook.Worksheets) {
            foreach ($chart in $sheet.Drawings) {
                $y = @($chart.ChartXml.SelectNodes('//*[local-name()="yVal"]//*[local-name()="f"]').InnerText)
                [pscustomobject]@{ Sheet = $sheet.Name; Y = $y; Shows = $y -replace "^'|'!.*"; From = $chart.From.Row; To = $chart.To.Row }
            }
        }
        Close-ExcelPackage $package -NoSave
    }
    function Expand-Book($Name) { Expand-Archive (Join-Path $TestDrive $Name) (Join-Path $TestDrive "$Name-x") -Force; Join-Path $TestDrive "$Name-x" }
}

Describe 'Export-ScalingWorkbook' {
    BeforeEach { Skip-WithoutExcel }

    It 'puts each kind of row on its sheet, and they come back bit by bit' {
        $all | Export-ScalingWorkbook TestDrive:/a.xlsx
        $back = Import-Excel "$TestDrive/a.xlsx" Curves
        $back.Loss | Should -Be $rows.Loss
        $back.Run | Should -Be $rows.Run
        Import-Excel "$TestDrive/a.xlsx" Runs | Should -HaveCount 2
        (Import-Excel "$TestDrive/a.xlsx" Fits).Group | Should -Be 'Alpha=0.3', 'Alpha=0.6'
        Import-Excel "$TestDrive/a.xlsx" Theory | Should -HaveCount 26
        (Import-Excel "$TestDrive/a.xlsx" About | Where-Object Name -EQ Command).Value | Should -Match 'Export-ScalingWorkbook'
    }

    It 'draws simulation as marks and theory dashed, on two log axes' {
        $all | Export-ScalingWorkbook TestDrive:/b.xlsx
        $chart = Get-Content "$(Expand-Book b.xlsx)/xl/charts/chart1.xml" -Raw
        [regex]::Matches($chart, '<c:logBase').Count | Should -Be 2
        [regex]::Matches($chart, '<(c:)?ser[ >]').Count | Should -Be 4
        [regex]::Matches($chart, 'prstDash val="dash"').Count | Should -Be 2
    }

    It 'appends below the same columns, and keeps text of digits as text' {
        [pscustomobject]@{ Id = '0012'; V = 1.5 } | Export-ScalingWorkbook TestDrive:/c.xlsx
        [pscustomobject]@{ Id = '0013'; V = [double]::NaN } | Export-ScalingWorkbook TestDrive:/c.xlsx -Append -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match 'not finite'
        $back = Import-Excel "$TestDrive/c.xlsx" Data
        $back.Id | Should -Be '0012', '0013'
        $back[1].V | Should -BeNullOrEmpty
    }

    It 'replaces the rows of a sheet and keeps the other sheets, and what somebody drew' {
        $all + $features | Export-ScalingWorkbook TestDrive:/d.xlsx
        Import-Module ImportExcel 3>$null
        $package = Open-ExcelPackage "$TestDrive/d.xlsx"
        $own = $package.Workbook.Worksheets['Curves'].Drawings.AddChart('Chart 1', 'XYScatter')
        $null = $own.Series.Add("'Curves'!M2:M4", "'Curves'!I2:I4")
        Close-ExcelPackage $package
        $rows | Select-Object -First 3 | Export-ScalingWorkbook TestDrive:/d.xlsx -Replace
        (Get-ExcelSheetInfo "$TestDrive/d.xlsx").Name | Should -Be 'Runs', 'Curves', 'Curves FeatureLearningLoss', 'Fits', 'Theory', 'About', 'Charts'
        Import-Excel "$TestDrive/d.xlsx" Curves | Should -HaveCount 3
        Import-Excel "$TestDrive/d.xlsx" Theory | Should -HaveCount 26
        $charts = Get-Chart d.xlsx
        $charts.Sheet | Should -Be 'Curves', 'Charts', 'Charts'
        # The theory stays where it was, and the new rows are drawn beside it.
        $charts[1].Shows | Should -Be 'Theory', 'Theory', 'Curves'
        $charts[1].Y[2] | Should -Match '\$2:\$M\$4$'
        $charts[2].Shows | Should -Be 'Curves FeatureLearningLoss', 'Curves FeatureLearningLoss'
    }

    It 'replaces the sheet that has the columns of the rows, and draws its chart anew' {
        $rows + $features | Export-ScalingWorkbook TestDrive:/j.xlsx
        $features | Where-Object Width -EQ 8 | Export-ScalingWorkbook TestDrive:/j.xlsx -Replace
        Import-Excel "$TestDrive/j.xlsx" Curves | Should -HaveCount 120
        $charts = Get-Chart j.xlsx
        $charts | Should -HaveCount 2
        $charts[0].Shows | Should -Be 'Curves', 'Curves'
        $charts[1].Shows | Should -Be 'Curves FeatureLearningLoss'
        $charts[1].From | Should -BeGreaterThan $charts[0].To
    }

    It 'leaves a chart sheet to whoever made it' {
        Import-Module ImportExcel 3>$null
        $package = Open-ExcelPackage "$TestDrive/k.xlsx" -Create
        $null = $package.Workbook.Worksheets.Add('Mine')
        $null = $package.Workbook.Worksheets.AddChart('Charts', 'Line')
        Close-ExcelPackage $package
        $rows | Export-ScalingWorkbook TestDrive:/k.xlsx -Append
        (Get-ExcelSheetInfo "$TestDrive/k.xlsx").Name | Should -Be 'Mine', 'Charts', 'Runs', 'Curves', 'About', 'Charts 2'
    }

    It 'warns of values that no chart can show, with their number' {
        1..20 | ForEach-Object { [pscustomobject]@{ Time = [Math]::Pow(10, $_ / 5); Loss = 1 / $_; PredictedLoss = $_ -eq 6 ? $null : 1 / $_ } } |
            Export-ScalingWorkbook TestDrive:/l.xlsx -X Time -Y Loss -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match '^5 values of PredictedLoss are in their sheet but not in the chart'
    }

    It 'refuses a damaged workbook as such, and leaves it as it was' {
        $rows | Export-ScalingWorkbook TestDrive:/whole.xlsx
        $bytes = [IO.File]::ReadAllBytes("$TestDrive/whole.xlsx")
        [IO.File]::WriteAllBytes("$TestDrive/half.xlsx", $bytes[0..($bytes.Count / 2)])
        Set-Content $TestDrive/text.xlsx 'Alpha,Loss'
        foreach ($name in 'half', 'text') {
            $old = (Get-FileHash "$TestDrive/$name.xlsx").Hash
            foreach ($way in @{ Append = $true }, @{ Replace = $true }) { Get-ErrorId { $rows | Export-ScalingWorkbook "TestDrive:/$name.xlsx" @way } | Should -Be FileFormat -Because $name }
            (Get-FileHash "$TestDrive/$name.xlsx").Hash | Should -Be $old
            $rows | Export-ScalingWorkbook "TestDrive:/$name.xlsx" # written over, it need not be read
            Import-Excel "$TestDrive/$name.xlsx" Curves | Should -HaveCount 120
        }
    }

    It 'says how to get ImportExcel where <what>, and calls no file damaged for it' -ForEach @(
        @{ What = 'there is none'; Files = @(); Id = 'ImportExcelNotFound' }
        @{ What = 'its library is gone'; Files = @('ImportExcel.psd1'); Id = 'ImportExcelNotFound' }
        @{ What = 'its library is none'; Files = @('ImportExcel.psd1', 'EPPlus.dll'); Id = 'InternalError' }
    ) {
        $folder = New-Item "$TestDrive/modules$($Files.Count)/ImportExcel" -ItemType Directory
        foreach ($file in $Files) { Set-Content "$folder/$file" ($file -like '*.psd1' ? '@{ ModuleVersion = "7.8" }' : 'no library') }
        $rows | Export-ScalingWorkbook "TestDrive:/m$($Files.Count).xlsx"
        $script = "`$env:PSModulePath = '$($folder.Parent.FullName)'; Import-Module '$Manifest'; " +
            "try { Invoke-MultilinearTraining | Export-ScalingWorkbook '$TestDrive/m$($Files.Count).xlsx' -Append } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.RecommendedAction }"
        $said = pwsh -NoProfile -NonInteractive -Command $script
        $said[0] | Should -BeLike "$Id,*"
        $said[1] | Should -Match ($Id -eq 'InternalError' ? 'report' : 'Install-Module ImportExcel')
    }

    It 'is a workbook to LibreOffice, charts and all' {
        if (-not (Get-Command soffice -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'LibreOffice is not installed'; return }
        $all | Export-ScalingWorkbook TestDrive:/n.xlsx
        $rows | Export-ScalingWorkbook TestDrive:/n.xlsx -Replace # what was read and written again has to stand, too
        foreach ($format in 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2', 'ods', 'pdf') {
            $said = soffice --headless "-env:UserInstallation=file://$TestDrive/profile" --convert-to $format --outdir "$TestDrive/office" "$TestDrive/n.xlsx" 2>&1
            $LASTEXITCODE | Should -Be 0 -Because "$said"
            "$said" | Should -Not -Match 'Error'
        }
        (Import-Csv (Get-Item "$TestDrive/office/*.csv")).Loss | Should -HaveCount 120
        Expand-Archive "$TestDrive/office/n.ods" "$TestDrive/office/ods"
        $chart = Get-Content "$TestDrive/office/ods/Object 1/content.xml" -Raw
        [regex]::Matches($chart, '<chart:series ').Count | Should -Be 4
        [regex]::Matches($chart, 'chart:logarithmic="true"').Count | Should -Be 2
        (Get-Item "$TestDrive/office/n.pdf").Length | Should -BeGreaterThan 10kb
    }

    It 'warns of text in a column of numbers' {
        1, 'none', 3 | ForEach-Object { [pscustomobject]@{ V = $_ } } | Export-ScalingWorkbook TestDrive:/e.xlsx -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match 'V has 1 texts among 2 numbers'
    }

    It 'refuses more rows than Excel has when it appends, and leaves the file as it was' {
        [pscustomobject]@{ V = 1 } | Export-ScalingWorkbook TestDrive:/f.xlsx
        Import-Module ImportExcel 3>$null
        $package = Open-ExcelPackage "$TestDrive/f.xlsx"
        $package.Workbook.Worksheets['Data'].Cells[1048575, 1].Value = 1
        Close-ExcelPackage $package
        $old = (Get-FileHash "$TestDrive/f.xlsx").Hash
        Get-ErrorId { 1..2 | ForEach-Object { [pscustomobject]@{ V = $_ } } | Export-ScalingWorkbook TestDrive:/f.xlsx -Append } | Should -Be TooLarge
        (Get-FileHash "$TestDrive/f.xlsx").Hash | Should -Be $old
    }

    It 'leaves an open or read-only file as it was' {
        $rows | Export-ScalingWorkbook TestDrive:/g.xlsx
        $old = (Get-FileHash "$TestDrive/g.xlsx").Hash
        Get-ErrorId { $rows | Export-ScalingWorkbook TestDrive:/g.xlsx -NoClobber } | Should -Be PathNotWritable
        $open = [IO.File]::Open("$TestDrive/g.xlsx", 'Open', 'ReadWrite', 'None')
        try { Get-ErrorId { $rows | Export-ScalingWorkbook TestDrive:/g.xlsx } | Should -Be PathNotWritable } finally { $open.Dispose() }
        Set-ItemProperty "$TestDrive/g.xlsx" IsReadOnly $true
        Get-ErrorId { $rows | Export-ScalingWorkbook TestDrive:/g.xlsx } | Should -Be PathNotWritable
        (Get-FileHash "$TestDrive/g.xlsx").Hash | Should -Be $old
        $rows | Export-ScalingWorkbook TestDrive:/g.xlsx -Force
    }

    It 'refuses nothing, another ending, and a sheet that cannot be' {
        Get-ErrorId { @() | Export-ScalingWorkbook TestDrive:/h.xlsx } | Should -Be EmptyPipeline
        Get-ErrorId { $rows | Export-ScalingWorkbook TestDrive:/h.csv } | Should -Be UnknownExtension
        Get-ErrorId { $rows | Export-ScalingWorkbook TestDrive:/h.xlsx -WorksheetName 'a/b' } | Should -Be ParameterOutOfRange
        Get-ErrorId { $rows | Export-ScalingWorkbook TestDrive:/h.xlsx -Append -Replace } | Should -Be InconsistentInput
        $rows | Export-ScalingWorkbook TestDrive:/h.xlsx -WhatIf
        'TestDrive:/h.xlsx' | Should -Not -Exist
    }

    It 'writes 100,000 rows in under ten seconds, compilation included' {
        $many = @(Invoke-MultilinearTraining -Alpha 0.3, 0.6 -Time log:10:1e6:50000)
        $process = [Diagnostics.Process]::GetCurrentProcess()
        $before, $watch = $process.TotalProcessorTime, [Diagnostics.Stopwatch]::StartNew()
        $many | Export-ScalingWorkbook TestDrive:/i.xlsx
        $elapsed = $watch.Elapsed.TotalSeconds
        $process.Refresh()
        # Other work on the machine prolongs what elapses; collecting and compiling beside it, on another core, adds to the processor time. Alone it takes no longer than either.
        [Math]::Min($elapsed, ($process.TotalProcessorTime - $before).TotalSeconds) | Should -BeLessThan 10
    }
}
