BeforeAll {
    . $PSScriptRoot/Common.ps1
    $images = Import-VisionDataset -Synthetic -Count 400 -Size 8
    $modes = $images | Measure-KernelSpectrum -SampleCount 300 -Filters 8 -Count 150 -Seed 1, 2
}

Describe 'Measure-KernelSpectrum -Dataset' {
    It 'writes modes with the power of the task, for each seed' {
        $modes | Should -BeOfType ([ScalingTools.DeepNetworks.TaskMode])
        $modes | Should -HaveCount 300
        $modes[0].Mode, $modes[149].Mode, $modes[150].Seed, $modes[0].SampleCount, $modes[0].Dataset | Should -Be 1, 150, 2, 300, 'synthetic digits'
        [Math]::Abs($modes[0].RemainingPower - 0.9) | Should -BeLessThan 1e-9
        $modes[149].RemainingPower | Should -BeLessThan $modes[0].RemainingPower
        $images | Measure-KernelSpectrum -SampleCount 300 -Filters 8 -Count 150 | Should -Be $modes[0..149]
    }

    It 'refuses more modes than images, and sets that do not go together' {
        Get-ErrorId { $images | Measure-KernelSpectrum -SampleCount 20 -Count 21 } | Should -Be ParameterOutOfRange
        Get-ErrorId { $images | Measure-KernelSpectrum -Filters 0 } | Should -Be ParameterOutOfRange
        { $images | Measure-KernelSpectrum -Width 8 -ErrorAction Stop } | Should -Throw
    }
}

Describe 'Measure-TaskExponent' {
    It 'fits each spectrum' {
        $fits = @($modes | Measure-TaskExponent -ModeMin 5 -ModeMax 60)
        $fits | Should -BeOfType ([ScalingTools.DeepNetworks.TaskExponent])
        $fits.Seed | Should -Be 1, 2
        $alpha = $modes[0..149] | Measure-ScalingExponent -X Mode -Y Eigenvalue -XMin 5 -XMax 60
        $power = $modes[0..149] | Measure-ScalingExponent -X Mode -Y RemainingPower -XMin 5 -XMax 60
        [Math]::Abs($fits[0].Capacity - $alpha.Exponent) | Should -BeLessThan 1e-12
        [Math]::Abs($fits[0].Source - $power.Exponent / $alpha.Exponent) | Should -BeLessThan 1e-12
        [Math]::Abs($fits[0].RichExponent - 2 * $fits[0].Source / (1 + $fits[0].Source)) | Should -BeLessThan 1e-12
        $fits[0].ModeMin, $fits[0].ModeMax | Should -Be 5, 60
    }

    It 'says where there is too little to fit' {
        Get-ErrorId { $modes | Measure-TaskExponent -ModeMin 200 } | Should -Be TooFewPoints
    }
}
