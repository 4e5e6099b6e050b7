BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-EmergenceTime' {
    It 'is where the trained model crosses the threshold' {
        $data = New-SparseParityDataset
        $theory = @($data | Get-EmergenceTime -Threshold 0.1)
        $measured = @($data | Invoke-MultilinearTraining -PerSkill -Time log:1:1000:3000 | Measure-Emergence -Threshold 0.1)
        $theory | Should -BeOfType ([ScalingTools.Multilinear.EmergenceTime])
        $theory.Skill | Should -Be (1..5)
        foreach ($k in 0..4) {
            [Math]::Abs($theory[$k].EmergentTime / $measured[$k].Onset - 1) | Should -BeLessThan 1e-4
            [Math]::Abs(($theory[$k].EmergentTime + $theory[$k].SaturationTime) / $measured[$k].Saturation - 1) | Should -BeLessThan 1e-4
        }
    }

    It 'grows as k^(alpha+1)' {
        $rows = @(Get-EmergenceTime -Alpha 0.3, 0.9 -Skill 1, 16)
        $rows.Count | Should -Be 4
        [Math]::Abs($rows[1].EmergentTime / $rows[0].EmergentTime / [Math]::Pow(16, 1.3) - 1) | Should -BeLessThan 1e-12
        [Math]::Abs($rows[3].SaturationTime / $rows[2].SaturationTime / [Math]::Pow(16, 1.9) - 1) | Should -BeLessThan 1e-12
    }

    It 'is stage-like for a small start only' {
        (Get-EmergenceTime -SkillCount 5 -InitialStrength 0.01).IsStageLike | Should -Be $false, $false, $false, $false, $null
        (Get-EmergenceTime -SkillCount 5 -InitialStrength 1e-12).IsStageLike[0..1] | Should -Be $true, $true
    }

    It 'takes skills of any frequency' {
        $rows = @(New-SparseParityDataset -Weight 2, 1 | Get-EmergenceTime)
        [Math]::Abs($rows[1].EmergentTime / $rows[0].EmergentTime - 2) | Should -BeLessThan 1e-12
        $rows[0].Alpha | Should -BeNullOrEmpty
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'AlphaNotPositive'; Arguments = @{ Alpha = -1; Skill = 1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Threshold = 0.6; Skill = 1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Threshold = 0.001; Skill = 1 } }
        @{ Id = 'InitialStrengthOutOfRange'; Arguments = @{ InitialStrength = 1; Skill = 1 } }
        @{ Id = 'SkillNotFound'; Arguments = @{ SkillCount = 5; Skill = 6 } }
        @{ Id = 'TooLarge'; Arguments = @{ Alpha = 0.6 } }
    ) {
        Get-ErrorId { Get-EmergenceTime @Arguments } | Should -Be $Id
    }

    It 'keeps the good Alpha beside a bad one' {
        $rows = @(Get-EmergenceTime -Alpha 0, 0.6 -Skill 1 -ErrorAction SilentlyContinue -ErrorVariable problems)
        $rows.Alpha | Should -Be 0.6
        $problems.Count | Should -Be 1
    }

    It 'completes models' {
        Complete 'Get-EmergenceTime -Model ' | Should -Be 'Linear', 'Multilinear'
    }
}
