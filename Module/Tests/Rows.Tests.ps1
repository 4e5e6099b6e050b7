# What every type that a cmdlet writes must stand: a table on the screen, CSV, JSON and Excel without loss.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $rowTypes = Get-RowType | ForEach-Object { @{ Type = $_.Type; Name = $_.Type.Name } }
}
BeforeAll {
    . $PSScriptRoot/Common.ps1

    # A row with awkward values in every column, or with null wherever a column can be missing.
    function New-Row([type] $Type, [switch] $Missing) {
        $row = [Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($Type)
        foreach ($property in $Type.GetProperties() | Where-Object CanWrite) {
            $inner = [Nullable]::GetUnderlyingType($property.PropertyType)
            $kind = $inner ?? $property.PropertyType
            $value = if ($Missing -and $inner) { $null }
            elseif ($kind.IsEnum) { [Enum]::GetValues($kind)[-1] }
            else {
                switch ($kind) {
                    ([double]) { @(0.1 + 0.2; 1 / 3e-7; [Math]::PI * 1e-200)[$property.Name.Length % 3] }
                    ([long]) { 1234567890123456 }
                    ([int]) { 2147483647 }
                    ([bool]) { $true }
                    ([string]) { 'run-3e10' }
                }
            }
            if ($null -ne $value) { $property.SetValue($row, $value) }
        }
        $row
    }

    function Get-Column($Row) { $Row.GetType().GetProperties() }

    # Numbers must come back bit by bit, whatever type the reader chose for them.
    function Assert-Same($Row, $Back, $Column) {
        $expected = $Column.GetValue($Row)
        $actual = $Back.($Column.Name)
        if ($null -eq $expected) { "$actual" | Should -Be '' -Because "$($Column.Name) is missing" }
        elseif ($expected -is [Enum]) { [Enum]::Parse($expected.GetType(), "$actual") | Should -Be $expected -Because $Column.Name }
        elseif ($expected -is [double] -or $expected -is [long] -or $expected -is [int]) {
            $number = $actual -is [string] ? [double]::Parse($actual, [cultureinfo]::InvariantCulture) : [double]$actual
            $number.Equals([double]$expected) | Should -BeTrue -Because "$($Column.Name) $expected came back as $actual"
        }
        else { "$actual" | Should -Be "$expected" -Because $Column.Name }
    }
}

Describe '<Name>' -ForEach $rowTypes {
    BeforeAll {
        # The complete row first: Excel takes its columns from the first one.
        $rows = @(New-Row $Type; New-Row $Type -Missing)
        $columns = Get-Column $rows[0]
    }

    It 'is a sealed record of scalars from the engine' {
        $Type.Assembly.GetName().Name | Should -Be 'ScalingTools.Engine'
        $Type.IsSealed | Should -BeTrue
        foreach ($column in $columns) {
            $kind = [Nullable]::GetUnderlyingType($column.PropertyType) ?? $column.PropertyType
            $kind.IsEnum -or $kind -in [double], [long], [int], [bool], [string] | Should -BeTrue -Because "$($column.Name) is a $kind"
        }
    }

    It 'has a table view of five to seven columns, with a format for each number' {
        $table = (Get-FormatData -TypeName $Type.FullName -PowerShellVersion 7.6).FormatViewDefinition.Control | Where-Object { $_ -is [Management.Automation.TableControl] }
        $table | Should -Not -BeNullOrEmpty
        $shown = $table.Rows[0].Columns
        $shown.Count | Should -BeIn 5, 6, 7
        foreach ($column in $shown) {
            $property = $Type.GetProperty($column.DisplayEntry.Value)
            $property | Should -Not -BeNullOrEmpty -Because "the view names $($column.DisplayEntry.Value)"
            if ($property.PropertyType -in [double], [Nullable[double]]) { $column.FormatString | Should -Match '^\{0:' -Because $property.Name }
        }
        @($rows | Out-String -Width 200).Count | Should -BeGreaterThan 0
    }

    It 'fits a terminal of 80 columns' {
        $table = (Get-FormatData -TypeName $Type.FullName -PowerShellVersion 7.6).FormatViewDefinition.Control | Where-Object { $_ -is [Management.Automation.TableControl] }
        $widths = $table.Headers.Width
        if ($table.AutoSize) { $widths | Should -Not -BeGreaterThan 0 -Because 'a fixed width would defeat the others' }
        else {
            $widths | Should -Not -Contain 0
            ($widths | Measure-Object -Sum).Sum + $widths.Count - 1 | Should -BeLessOrEqual 80
            for ($i = 0; $i -lt $widths.Count; $i++) { $table.Rows[0].Columns[$i].DisplayEntry.Value.Length | Should -BeLessOrEqual $widths[$i] }
        }
    }

    It 'shows the same columns in Export-Excel -DisplayPropertySet' {
        $table = (Get-FormatData -TypeName $Type.FullName -PowerShellVersion 7.6).FormatViewDefinition.Control | Where-Object { $_ -is [Management.Automation.TableControl] }
        $rows[0].PSStandardMembers.DefaultDisplayPropertySet.ReferencedPropertyNames | Should -Be $table.Rows[0].Columns.DisplayEntry.Value
    }

    It 'survives Export-Csv' {
        $rows | Export-Csv "$TestDrive/rows.csv"
        $back = Import-Csv "$TestDrive/rows.csv"
        foreach ($column in $columns) { 0, 1 | ForEach-Object { Assert-Same $rows[$_] $back[$_] $column } }
    }

    It 'survives ConvertTo-Json' {
        $back = $rows | ConvertTo-Json | ConvertFrom-Json
        foreach ($column in $columns) { 0, 1 | ForEach-Object { Assert-Same $rows[$_] $back[$_] $column } }
    }

    It 'survives Export-Excel' {
        Skip-WithoutExcel
        $path = "$TestDrive/rows.xlsx"
        Remove-Item $path -ErrorAction Ignore
        $warnings = $null
        $rows | Export-Excel $path -AutoNameRange -TableName Rows -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
        $back = Import-Excel $path
        $back.Count | Should -Be 2
        foreach ($column in $columns) { 0, 1 | ForEach-Object { Assert-Same $rows[$_] $back[$_] $column } }
    }
}
