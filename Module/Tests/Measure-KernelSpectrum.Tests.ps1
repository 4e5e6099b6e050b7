BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Measure-KernelSpectrum' {
    It 'falls as k^-2q for an activation of power <power>' -ForEach @(@{ Power = 1 }, @{ Power = 1.5 }) {
        $rows = @(Measure-KernelSpectrum $Power -Count 400)
        $rows | Should -BeOfType ([ScalingTools.DeepNetworks.KernelMode])
        $rows.Count, $rows[0].Frequency, $rows[-1].Frequency, $rows[0].FrequencyExponent | Should -Be 400, 1, 400, (2 * $Power)
        $fit = $rows | Measure-ScalingExponent -X Frequency -Y Eigenvalue -XMin 20
        $fit.TheoryExponent | Should -Be (2 * $Power)
        [Math]::Abs($fit.Exponent / (2 * $Power) - 1) | Should -BeLessThan 0.05
    }

    It 'has no odd frequencies with one layer of rectifiers' {
        $rows = Measure-KernelSpectrum -Depth 1 -Count 9
        foreach ($row in $rows | Where-Object Frequency -In 3, 5, 7, 9) { [Math]::Abs($row.Eigenvalue) | Should -BeLessThan 1e-6 }
        $rows[1].Eigenvalue | Should -BeGreaterThan 0.01
    }

    It 'draws networks of finite width, which are near the limit' {
        $limit = Measure-KernelSpectrum -Count 8
        $rows = @(Measure-KernelSpectrum -Width 512 -Seed 1, 2, 3 -Count 8)
        $rows | Should -HaveCount 24
        $rows[0].Width, $rows[0].Seed, $rows[-1].Seed, $limit[0].Width, $limit[0].Seed | Should -Be 512, 1, 3, $null, $null
        foreach ($k in 1, 2, 4) {
            $mean = ($rows | Where-Object Frequency -EQ $k | Measure-Object Eigenvalue -Average).Average
            [Math]::Abs($mean / $limit[$k - 1].Eigenvalue - 1) | Should -BeLessThan 0.15
        }
        Measure-KernelSpectrum -Width 512 -Count 8 | Should -Be $rows[0..7]
        Get-ErrorId { Measure-KernelSpectrum -Width 0 } | Should -Be ParameterOutOfRange
        Get-ErrorId { Measure-KernelSpectrum -Width 8 -Count 1000 } | Should -Be ParameterOutOfRange
    }

    It 'refuses what cannot be' {
        Get-ErrorId { Measure-KernelSpectrum 0.5 } | Should -Be ParameterOutOfRange
        Get-ErrorId { Measure-KernelSpectrum -Depth 0 } | Should -Be ParameterOutOfRange
        Get-ErrorId { Measure-KernelSpectrum -Count 0 } | Should -Be ParameterOutOfRange
    }
}
