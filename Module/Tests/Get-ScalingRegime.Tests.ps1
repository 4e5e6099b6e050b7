BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-ScalingRegime' {
    It 'knows the exponents of <Regime> tasks' -ForEach @(
        @{ Regime = 'Hard'; Source = 0.5; Lazy = 1 / 3; Rich = 0.4; Time = 2 / 3 }
        @{ Regime = 'Easy'; Source = 1.25; Lazy = 2.5 / 3.5; Rich = 2.5 / 3.5; Time = 1.25 }
        @{ Regime = 'SuperEasy'; Source = 1.75; Lazy = 0.75; Rich = 0.75; Time = 1.75 }
    ) {
        $row = Get-ScalingRegime -Capacity 2 -Source $Source
        $row | Should -BeOfType ([ScalingTools.FeatureLearning.ScalingRegime])
        $row.Regime, $row.TimeExponent | Should -Be $Regime, $Source
        [Math]::Abs($row.ComputeExponent - $Lazy) | Should -BeLessThan 1e-12
        $moving = Get-ScalingRegime -Capacity 2 -Source $Source -Richness 0.75
        [Math]::Abs($moving.TimeExponent - $Time) | Should -BeLessThan 1e-12
        [Math]::Abs($moving.ComputeExponent - $Rich) | Should -BeLessThan 1e-12
    }

    It 'makes a phase diagram of arrays' {
        $rows = Get-ScalingRegime -Capacity 1.5, 2 -Source 0.5, 1, 1.9 -Richness 1
        $rows.Capacity | Should -Be 1.5, 1.5, 1.5, 2, 2, 2
        $rows.Regime | Should -Be Hard, Easy, SuperEasy, Hard, Easy, SuperEasy
    }

    It 'takes a task, and decays' {
        (New-PowerLawTask -Capacity 2 -Source 0.5 | Get-ScalingRegime).ComputeExponent | Should -Be (Get-ScalingRegime -A 2 -B 2).ComputeExponent
        $row = Get-ScalingRegime -A 2 -B 1
        $row.ComputeExponent, $row.OptimalTimeExponent, $row.WidthTransientExponent | Should -Be 0.5, 0.5, $null
    }

    It 'fills the terms of the resources that are given' {
        $rows = Get-ScalingRegime 2 0.5 -Width 10, 1000 -Time log:1:100:3
        $rows.Time | Should -Be 1, 10, 100, 1, 10, 100
        $rows[2].TimeTerm, $rows[2].WidthTerm, $rows[2].DataTerm | Should -Be 0.1, 0.1, $null
        $rows[5].Dominant, $rows[5].Compute, $rows[5].CapturedRank | Should -Be Time, 1e5, 10
        $row = Get-ScalingRegime 2 0.5 -Compute 1e6
        $row.OptimalLoss | Should -BeLessThan (Get-ScalingRegime 2 0.5 -Width 10 -Time 1e5).Loss
    }

    It 'approximates the exponent of time in levels' {
        (Get-ScalingRegime 2 0.5 -Richness 1 -Level 0, 1, 2).TimeExponent | Should -Be 0.5, 0.75, 0.625
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Capacity = 0; Source = 1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Capacity = 2; Source = -1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Capacity = 2; Source = 1; Level = -1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Capacity = 2; Source = 1; Time = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Capacity = 2; Source = 1; BatchSize = 0 } }
    ) {
        Get-ErrorId { Get-ScalingRegime @Arguments } | Should -Be $Id
    }

    It 'has no exponents for a spectrum that is not a power law' {
        Get-ErrorId { New-PowerLawTask -Eigenvalue 1, 0.5 -TargetPower 1, 1 | Get-ScalingRegime } | Should -Be 'InconsistentInput'
    }
}
