BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-ComputeOptimum' {
    It 'has the whole number N with the smallest loss, and T = C/N' {
        $row = Get-ComputeOptimum -Compute 1e6 -Alpha 0.6
        $row | Should -BeOfType ([ScalingTools.Multilinear.ComputeOptimum])
        $row.Parameters * $row.Time | Should -Be 1e6
        # Every N from half to twice the best is worse.
        $losses = ($row.Parameters / 2)..(2 * $row.Parameters) | ForEach-Object { Invoke-MultilinearTraining -Alpha 0.6 -ParameterCount $_ -Time (1e6 / $_) }
        ($losses | Sort-Object Loss)[0].Parameters | Should -Be $row.Parameters
        $row.Loss | Should -BeLessOrEqual (($losses.Loss | Measure-Object -Minimum).Minimum * (1 + 1e-12))
    }

    It 'is the engine''s row' {
        $setting = [ScalingTools.Multilinear.LawSetting]::new()
        $setting.GetType().GetProperty('Alpha').SetValue($setting, 0.3)
        Get-ComputeOptimum 1e9 -Alpha 0.3 | Should -Be ([ScalingTools.Multilinear.ComputeOptimum]::At(1e9, $setting))
    }

    It 'follows the laws of C with exponents α/(α+2) and 1/(α+2)' {
        $rows = Get-ComputeOptimum -Compute log:1e10:1e14:5 -Alpha 0.6
        $rows.Compute | Should -Be 1e10, 1e11, 1e12, 1e13, 1e14
        $loss = $rows | Measure-ScalingExponent -X Compute -Y Loss
        [Math]::Abs($loss.Exponent - 0.6 / 2.6) | Should -BeLessThan 0.001
        $loss.TheoryExponent | Should -Be (0.6 / 2.6)
        $size = $rows | Measure-ScalingExponent -X Compute -Y Parameters -WarningAction SilentlyContinue
        [Math]::Abs(-$size.Exponent - 1 / 2.6) | Should -BeLessThan 0.005
    }

    It 'takes several models by property name' {
        $rows = [pscustomobject]@{ Alpha = 0.3 }, (New-SparseParityDataset -SkillCount 5 -Alpha 0.9) | Get-ComputeOptimum -Compute 1e6, 1e9
        $rows.Alpha | Should -Be 0.3, 0.3, 0.9, 0.9
        $rows[3].Parameters, $rows[3].SkillsExhausted | Should -Be 5, $true
    }

    It 'refuses <Id> by name: <Arguments>' -ForEach @(
        @{ Id = 'AlphaNotPositive'; Arguments = @{ Alpha = 0; Compute = 1e6 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Alpha = 0.6; Compute = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Alpha = 0.6; Compute = [double]::PositiveInfinity } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Alpha = 0.6; Compute = [double]::NaN } }
        @{ Id = 'TooLarge'; Arguments = @{ Alpha = 0.6; Compute = 1e300 } }
        @{ Id = 'InitialStrengthOutOfRange'; Arguments = @{ Alpha = 0.6; Compute = 1e6; InitialStrength = 2 } }
    ) {
        Get-ErrorId { Get-ComputeOptimum @Arguments } | Should -Be $Id
    }

    It 'keeps the good budgets and models beside bad ones' {
        $errors = $null
        $rows = Get-ComputeOptimum -Compute 1e6, -1, 1e7 -Alpha 0.6, -1 -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows.Compute | Should -Be 1e6, 1e7
        ($errors.FullyQualifiedErrorId -replace ',.*') | Should -Be 'ParameterOutOfRange', 'AlphaNotPositive'
        $errors.TargetObject | Should -Be -1, -1
    }

    It 'completes what can be completed' {
        Complete 'Get-ComputeOptimum -Compute ' | Should -Be 'log:1:1e6:50'
        Complete 'Get-ComputeOptimum -Alpha ' | Should -Be '0.3', '0.6', '0.9'
    }
}
