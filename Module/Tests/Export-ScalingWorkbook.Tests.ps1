BeforeAll {
    . $PSScriptRoot/Common.ps1
    $rows = @(Invoke-MultilinearTraining -Alpha 0.3, 0.6 -Time log:10:1e6:60)
    $all = $rows + @($rows | Measure-ScalingExponent -X Time -Y Loss -GroupBy Alpha) + @(Get-ScalingLaw Time -Alpha 0.3, 0.6 -At log:1e2:1e6:13)
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

    It 'replaces a sheet and keeps the others' {
        $all | Export-ScalingWorkbook TestDrive:/d.xlsx
        $rows | Select-Object -First 3 | Export-ScalingWorkbook TestDrive:/d.xlsx -Replace
        Import-Excel "$TestDrive/d.xlsx" Curves | Should -HaveCount 3
        Import-Excel "$TestDrive/d.xlsx" Theory | Should -HaveCount 26
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
