BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-ScalingLaw' {
    It 'writes one row for each law' {
        $rows = Get-ScalingLaw -Alpha 0.6
        $rows | ForEach-Object { $_ | Should -BeOfType ([ScalingTools.Multilinear.ScalingLaw]) }
        $rows.Law | Should -Be 'Time', 'Data', 'Parameters', 'Compute'
        $rows.Exponent | Should -Be (0.6 / 1.6), (0.6 / 1.6), 0.6, (0.6 / 2.6)
        foreach ($name in 'Exponent', 'Prefactor', 'Condition', 'Holds', 'Loss', 'TailError', 'HeadError') { $rows[0].PSObject.Properties.Name | Should -Contain $name }
    }

    It 'has the parameter -<_>' -ForEach 'Law', 'Alpha', 'TargetScale', 'InitialStrength', 'LearningRate', 'SkillCount', 'At' {
        (Get-Command Get-ScalingLaw).Parameters.Keys | Should -Contain $_
    }

    # lim L (ηST)^(α/(α+1)) and lim L D^(α/(α+1)) at S = 1, r = 0.01: to five digits
    It 'has the constants of the model at Alpha <Alpha>' -ForEach @(
        @{ Alpha = 0.3; Time = '0.64532'; Data = '0.51886' }
        @{ Alpha = 0.6; Time = '0.60006'; Data = '0.43307' }
        @{ Alpha = 0.9; Time = '0.53034'; Data = '0.35924' }
    ) {
        $law = Get-ScalingLaw -Law Time, Data -Alpha $Alpha -LearningRate 1
        '{0:F5}' -f $law[0].Prefactor | Should -Be $Time
        '{0:F5}' -f $law[1].Prefactor | Should -Be $Data
    }

    It 'predicts Prefactor * At^-Exponent beside the exact loss' {
        $row = Get-ScalingLaw -Law Time -Alpha 0.6 -At 1e6
        $row.Loss | Should -Be ($row.Prefactor * [Math]::Pow(1e6, -$row.Exponent))
        [Math]::Abs($row.ExactLoss / (Invoke-MultilinearTraining -Alpha 0.6 -Time 1e6).Loss - 1) | Should -BeLessThan 1e-12
        [Math]::Abs($row.RelativeDeviation) | Should -BeLessThan 1e-6
    }

    It 'is the engine''s row' {
        $options = [ScalingTools.Multilinear.LawOptions]::new()
        $options.GetType().GetProperty('Alpha').SetValue($options, 0.3)
        $options.GetType().GetProperty('Law').SetValue($options, [ScalingTools.Multilinear.ScalingLawKind]::Data)
        $options.GetType().GetProperty('At').SetValue($options, 5000.0)
        Get-ScalingLaw -Law Data -Alpha 0.3 -At 5000 | Should -Be ([ScalingTools.Multilinear.ScalingLaws]::Get($options))
    }

    It 'takes arrays as a grid' {
        $rows = Get-ScalingLaw -Law Time, Data -Alpha 0.3, 0.6 -At 1e3, 1e4, 1e5
        $rows.Count | Should -Be 12
        $rows[0..5].Alpha | Should -Be (@(0.3) * 6)
        $rows[0..2].At | Should -Be 1e3, 1e4, 1e5
        (Get-ScalingLaw -Law Time -Alpha 0.6 -At log:1e2:1e6:5).At | Should -Be 1e2, 1e3, 1e4, 1e5, 1e6
    }

    It 'takes a data set, or a row of a table, by property name' {
        $data = New-SparseParityDataset -SkillCount 1000 -Alpha 0.3 -SkillBits 3000
        $row = $data | Get-ScalingLaw -Law Parameters
        $row.Alpha, $row.SkillCount, $row.TargetScale, $row.InitialStrength | Should -Be 0.3, 1000, 5, 0.05
        ("Alpha,SkillCount`n0.3,`n0.6,1000" | ConvertFrom-Csv | Get-ScalingLaw -Law Time).SkillCount | Should -Be $null, 1000
    }

    It 'refuses <Id> by name: <Arguments>' -ForEach @(
        @{ Id = 'AlphaNotPositive'; Arguments = @{ Alpha = 0 } }
        @{ Id = 'AlphaNotPositive'; Arguments = @{ Alpha = [double]::NaN } }
        @{ Id = 'InitialStrengthOutOfRange'; Arguments = @{ Alpha = 0.6; InitialStrength = 1 } }
        @{ Id = 'InitialStrengthOutOfRange'; Arguments = @{ Alpha = 0.6; TargetScale = 5; InitialStrength = 7 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Alpha = 0.6; LearningRate = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Alpha = 0.6; Margin = 1 } }
        @{ Id = 'NegativeTime'; Arguments = @{ Alpha = 0.6; Law = 'Time'; At = -1 } }
        @{ Id = 'NoSamples'; Arguments = @{ Alpha = 0.6; Law = 'Data'; At = 0 } }
        @{ Id = 'TooManyParameters'; Arguments = @{ Alpha = 0.6; Law = 'Parameters'; SkillCount = 10; At = 11 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ Alpha = 0.6; Law = 'Time'; At = 10; Time = 20 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ Alpha = 0.6; Law = 'Time'; Lambda = 1; ParameterCount = 5 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ Alpha = 0.6; Law = 'Data'; Lambda = 1 } }
    ) {
        Get-ErrorId { Get-ScalingLaw @Arguments } | Should -Be $Id
    }

    It 'says once that a model is bad, not once for each law' {
        $errors = $null
        $rows = Get-ScalingLaw -Alpha -1, 0.6 -ErrorAction SilentlyContinue -ErrorVariable errors
        $errors.Count, $rows.Count | Should -Be 1, 4
        $errors[0].TargetObject | Should -Be -1
    }

    It 'keeps the good items beside bad ones, also where one is no number' {
        $errors = $null
        $rows = 0.3, -1, 'x', 0.9 | ForEach-Object { [pscustomobject]@{ Alpha = $_ } } |
            Get-ScalingLaw -Law Time -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows.Alpha | Should -Be 0.3, 0.9
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AlphaNotPositive,*'
        $errors.Count | Should -Be 2
    }

    It 'writes nothing for an empty pipeline' {
        @() | Get-ScalingLaw | Should -BeNullOrEmpty
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Get-ScalingLaw -Law '; Expected = 'Compute', 'Data', 'Parameters', 'Time' }
        @{ Line = 'Get-ScalingLaw -Law T'; Expected = , 'Time' }
        @{ Line = 'Get-ScalingLaw -Alpha '; Expected = '0.3', '0.6', '0.9' }
        @{ Line = 'Get-ScalingLaw -At '; Expected = , 'log:1:1e6:50' }
    ) {
        Complete $Line | Sort-Object | Should -Be $Expected
    }
}
