BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'New-SparseParityDataset' {
    It 'has the engine''s defaults, which are the paper''s' {
        $data = New-SparseParityDataset
        $data | Should -BeOfType ([ScalingTools.SparseParity.SparseParityDataset])
        $data | Should -Be ([ScalingTools.SparseParity.SparseParityDataset]::new())
        $data.SkillCount, $data.SkillBits, $data.SparseBits, $data.Alpha, $data.TargetScale | Should -Be 5, 32, 3, 0.6, 5
        $data.SampleCount | Should -BeNullOrEmpty
    }

    It 'passes every parameter on' {
        $data = New-SparseParityDataset -SkillCount 7 -Alpha 0.3 -SkillBits 40 -SparseBits 4 -TargetScale 2.5 -SampleCount 1e12 -Subsets Random -Labels Binary -Seed 9
        $data.SkillCount, $data.Alpha, $data.SkillBits, $data.SparseBits, $data.TargetScale, $data.SampleCount, $data.Seed | Should -Be 7, 0.3, 40, 4, 2.5, 1e12, 9
        $data.Subsets, $data.Labels | Should -Be 'Random', 'Binary'
    }

    It 'takes frequencies one by one, or none' {
        $data = New-SparseParityDataset -Weight 4, 2, 1
        $data.SkillCount, $data.Frequency | Should -Be 3, 'Weighted'
        $data.Alpha | Should -BeNullOrEmpty
        $data.GetSkills().Probability(1) | Should -Be (4 / 7)
        (New-SparseParityDataset -Frequency Uniform).GetSkills().Probability(5) | Should -Be 0.2
    }

    It 'takes a data set or a row of a table from the pipeline, and changes it' {
        $data = New-SparseParityDataset -SkillCount 9 -Alpha 0.9 -Labels Binary | New-SparseParityDataset -Seed 4
        $data.SkillCount, $data.Alpha, $data.Labels, $data.Seed | Should -Be 9, 0.9, 'Binary', 4
        $rows = "SkillCount,Alpha`n5,0.3`n6,0.6" | ConvertFrom-Csv | New-SparseParityDataset
        $rows.SkillCount | Should -Be 5, 6
        $rows.Alpha | Should -Be 0.3, 0.6
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'AlphaNotPositive'; Arguments = @{ Alpha = 0 } }
        @{ Id = 'AlphaNotPositive'; Arguments = @{ Alpha = [double]::NaN } }
        @{ Id = 'NotEnoughSkillBits'; Arguments = @{ SkillCount = 11; SkillBits = 32 } }
        @{ Id = 'NotEnoughSkillBits'; Arguments = @{ SkillBits = 2; Subsets = 'Random' } }
        @{ Id = 'NoSamples'; Arguments = @{ SampleCount = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ TargetScale = -1 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ Weight = 1, 2; SkillCount = 3 } }
    ) {
        Get-ErrorId { New-SparseParityDataset @Arguments } | Should -Be $Id
    }

    It 'keeps the good items beside a bad one' {
        $errors = $null
        $data = [pscustomobject]@{ Alpha = 0.3 }, [pscustomobject]@{ Alpha = -1 }, [pscustomobject]@{ Alpha = 0.9 } |
            New-SparseParityDataset -ErrorAction SilentlyContinue -ErrorVariable errors
        $data.Alpha | Should -Be 0.3, 0.9
        $errors.Count | Should -Be 1
        $errors[0].TargetObject | Should -Be -1
        $errors[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
    }

    It 'does not take an exponent and weights together' {
        { New-SparseParityDataset -Alpha 0.6 -Weight 1, 2 } | Should -Throw -ErrorId 'AmbiguousParameterSet*'
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'New-SparseParityDataset -Alpha '; Expected = '0.3', '0.6', '0.9' }
        @{ Line = 'New-SparseParityDataset -Subsets '; Expected = 'Disjoint', 'Random' }
        @{ Line = 'New-SparseParityDataset -Labels B'; Expected = , 'Binary' }
    ) {
        Complete $Line | Should -Be $Expected
    }
}
