BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-ScalingBottleneck' {
    It 'names the resource that limits the loss: <Bottleneck>' -ForEach @(
        @{ Bottleneck = 'Time'; Arguments = @{ Time = 1e4; ParameterCount = 100000; SampleCount = 1e15 } }
        @{ Bottleneck = 'Parameters'; Arguments = @{ Time = 1e9; ParameterCount = 10; SampleCount = 1e15 } }
        @{ Bottleneck = 'Data'; Arguments = @{ Time = 1e12; ParameterCount = 100000; SampleCount = 1000 } }
    ) {
        $row = Get-ScalingBottleneck -Alpha 0.6 @Arguments
        $row | Should -BeOfType ([ScalingTools.Multilinear.ScalingBottleneck])
        $row.Bottleneck, $row.Law | Should -Be $Bottleneck, $Bottleneck
        $row."$($Bottleneck)Loss" | Should -Be ($row.TimeLoss, $row.DataLoss, $row.ParametersLoss | Measure-Object -Maximum).Maximum
        $row.Advice | Should -Not -BeNullOrEmpty
        $row.Exponent | Should -Be (Get-ScalingLaw -Law $Bottleneck -Alpha 0.6).Exponent
        [Math]::Abs($row.RelativeDeviation) | Should -BeLessThan 0.2
    }

    It 'is without a bottleneck where nothing is limited' {
        $row = Get-ScalingBottleneck -Alpha 0.6
        $row.Bottleneck | Should -BeNullOrEmpty
        $row.ExactLoss | Should -Be 0
    }

    It 'takes arrays of Alpha and Time as a grid' {
        $rows = Get-ScalingBottleneck -Alpha 0.3, 0.9 -Time log:10:1e5:5
        $rows.Alpha | Should -Be (@(0.3) * 5 + @(0.9) * 5)
        $rows[0..4].Time | Should -Be 10, 100, 1e3, 1e4, 1e5
    }

    It 'takes the rows of a training, and of its CSV file, by property name' {
        $losses = Invoke-MultilinearTraining -Alpha 0.6 -Time 1e3, 1e7 -ParameterCount 10, 1000 -SampleCount 1000 -SkillCount 2000
        $rows = $losses | Get-ScalingBottleneck
        $rows.Parameters | Should -Be 10, 10, 1000, 1000
        $rows.Samples | Should -Be (@(1000) * 4)
        $losses | ConvertTo-Csv | ConvertFrom-Csv | Get-ScalingBottleneck | Should -Be $rows
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'AlphaNotPositive'; Arguments = @{ Alpha = -0.6 } }
        @{ Id = 'NegativeTime'; Arguments = @{ Alpha = 0.6; Time = -1 } }
        @{ Id = 'NegativeTime'; Arguments = @{ Alpha = 0.6; Time = [double]::NaN } }
        @{ Id = 'NoSamples'; Arguments = @{ Alpha = 0.6; SampleCount = 0 } }
        @{ Id = 'TooManyParameters'; Arguments = @{ Alpha = 0.6; SkillCount = 10; ParameterCount = 11 } }
        @{ Id = 'InitialStrengthOutOfRange'; Arguments = @{ Alpha = 0.6; InitialStrength = 1 } }
    ) {
        Get-ErrorId { Get-ScalingBottleneck @Arguments } | Should -Be $Id
    }

    It 'keeps the good items beside a bad one' {
        $errors = $null
        $rows = [pscustomobject]@{ Time = 1 }, [pscustomobject]@{ Time = -1 }, [pscustomobject]@{ Time = 2 } |
            Get-ScalingBottleneck -Alpha 0.6 -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows.Time | Should -Be 1, 2
        $errors.FullyQualifiedErrorId | Should -BeLike 'NegativeTime,*'
    }

    It 'completes what can be completed' {
        Complete 'Get-ScalingBottleneck -Alpha 0.' | Should -Be '0.3', '0.6', '0.9'
        Complete 'Get-ScalingBottleneck -Time ' | Should -Be 'log:1:1e6:50'
    }
}
