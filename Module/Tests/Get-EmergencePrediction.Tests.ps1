BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-EmergencePrediction' {
    It 'predicts in time with a rate factor: c = 1 is the multilinear model itself' {
        $data = New-SparseParityDataset
        $predicted = $data | Get-EmergencePrediction -Resource Time -Constant 1 -Value 10, 100, 1000
        $trained = $data | Invoke-MultilinearTraining -PerSkill -Time 10, 100, 1000
        $predicted | Should -BeOfType ([ScalingTools.SparseParity.SkillStrength])
        $predicted.Count | Should -Be 15
        0..14 | ForEach-Object { [Math]::Abs($predicted[$_].Strength / $trained[$_].Strength - 1) | Should -BeLessThan 1e-12 }
        $predicted.Model | Select-Object -Unique | Should -Be 'ExtendedTime'
    }

    It 'predicts in data: R/S = 1 - sqrt(1 - d/D_c) for the one skill there is' {
        $rows = New-SparseParityDataset -SkillCount 1 | Get-EmergencePrediction Data -Constant 800 -Value 200, 800, 1600
        $rows[0].RelativeStrength | Should -Be (1 - [Math]::Sqrt(1 - 200 / 800))
        $rows[1..2].RelativeStrength | Should -Be 1, 1
        $rows.Samples | Should -Be 200, 800, 1600
    }

    It 'predicts in parameters: N_c basis functions for each skill' {
        $rows = Get-EmergencePrediction Parameters -Value 6
        $rows.RelativeStrength | Should -Be 1, 0.5, 0, 0, 0
        $rows.Parameters | Select-Object -Unique | Should -Be 6
    }

    It 'draws one data set for a seed, the same one each time' {
        $first = Get-EmergencePrediction Data -Value 3000 -DataMode Sampled -Seed 5
        $second = Get-EmergencePrediction Data -Value 3000 -DataMode Sampled -Seed 5
        $first | Should -Be $second
        ($first.Observations | Measure-Object -Sum).Sum | Should -Be 3000
        (Get-EmergencePrediction Data -Value 3000 -DataMode Sampled -Seed 6).Observations | Should -Not -Be $first.Observations
    }

    It 'takes the constant from a calibration' {
        $rows = New-SparseParityDataset -SkillCount 1 | Get-EmergencePrediction Time -Constant 0.05 -Value log:10:1000:30 |
            Measure-EmergenceCalibration Time | Get-EmergencePrediction -Task (New-SparseParityDataset) -Value 500
        $direct = Get-EmergencePrediction Time -Constant 0.05 -Value 500
        0..4 | ForEach-Object { [Math]::Abs($rows[$_].Strength / $direct[$_].Strength - 1) | Should -BeLessThan 1e-8 }
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'NegativeTime'; Arguments = @{ Resource = 'Time'; Value = -1 } }
        @{ Id = 'NoSamples'; Arguments = @{ Resource = 'Data'; Value = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Resource = 'Parameters'; Constant = -4 } }
        @{ Id = 'SkillNotFound'; Arguments = @{ Resource = 'Time'; Skill = 6 } }
        @{ Id = 'InitialStrengthOutOfRange'; Arguments = @{ Resource = 'Time'; InitialStrength = 7 } }
    ) {
        Get-ErrorId { Get-EmergencePrediction @Arguments } | Should -Be $Id
    }

    It 'completes resources' {
        Complete 'Get-EmergencePrediction ' | Should -Be 'Data', 'Parameters', 'Time'
    }
}
