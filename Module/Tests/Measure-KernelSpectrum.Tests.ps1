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

    It 'refuses what cannot be' {
        Get-ErrorId { Measure-KernelSpectrum 0.5 } | Should -Be ParameterOutOfRange
        Get-ErrorId { Measure-KernelSpectrum -Depth 0 } | Should -Be ParameterOutOfRange
        Get-ErrorId { Measure-KernelSpectrum -Count 0 } | Should -Be ParameterOutOfRange
    }
}
