BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-CompositionTheory' {
    It 'writes a row for each length and size' {
        $rows = @(Get-CompositionTheory -Length 2, 8 -Size 4, 8)
        $rows | Should -BeOfType ([ScalingTools.Composition.CompositionTheory])
        $rows | ForEach-Object { "$($_.Length) $($_.Size)" } | Should -Be '2 4', '2 8', '8 4', '8 8'
        $rows[3].CurriculumSamples, $rows[3].DirectQueries | Should -Be 1073741824, 16777216
        [Math]::Abs($rows[3].InformationSamples / (64 * [Math]::Log(8)) - 1) | Should -BeLessThan 1e-12
        $rows[3].Layers, $rows[3].ConstructiveWidth | Should -Be 4, 104
    }

    It 'takes tasks, and knows no layers for a length that is no power of two' {
        $row = New-CompositionTask 6 4 | Get-CompositionTheory
        $row.Length, $row.Size | Should -Be 6, 4
        $row.Layers | Should -BeNullOrEmpty
    }

    It 'refuses what is no task and keeps the others' {
        Get-ErrorId { Get-CompositionTheory -Size 1 } | Should -Be ParameterOutOfRange
        (Get-CompositionTheory -Length 2 -Size 1, 4 -ErrorAction SilentlyContinue).Size | Should -Be 4
    }
}
