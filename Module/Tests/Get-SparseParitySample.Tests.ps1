BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-SparseParitySample' {
    It 'writes points as flat rows' {
        $rows = New-SparseParityDataset -SkillCount 4 -SkillBits 12 | Get-SparseParitySample -Count 50
        $rows.Count | Should -Be 50
        foreach ($row in $rows) {
            $row | Should -BeOfType ([ScalingTools.SparseParity.SparseParitySample])
            $row.Skill | Should -BeIn 1, 2, 3, 4
            $row.Bits | Should -Match '^b[01]{12}$'
            # Skill k owns bits 3(k-1) … 3k-1; an even number of ones is +S.
            $ones = ($row.Bits.Substring(1 + 3 * ($row.Skill - 1), 3) -replace '0').Length
            $row.Ones, $row.Parity, $row.Label | Should -Be $ones, ($ones % 2), (5 - 10 * ($ones % 2))
        }
    }

    It 'gives the same points for the same seed, and others for another' {
        $one, $same, $other = 1, 1, 2 | ForEach-Object { , (New-SparseParityDataset -Seed $_ | Get-SparseParitySample -Count 20) }
        $one | Should -Be $same
        $one.Bits | Should -Not -Be $other.Bits
    }

    It 'gives all points of a finite data set and ten of endless data' {
        (New-SparseParityDataset -SampleCount 37 | Get-SparseParitySample).Count | Should -Be 37
        (New-SparseParityDataset -SampleCount 37 | Get-SparseParitySample -Count 5).Index | Should -Be (0..4)
        (New-SparseParityDataset | Get-SparseParitySample).Count | Should -Be 10
    }

    It 'gives the points of chosen skills' {
        $rows = New-SparseParityDataset | Get-SparseParitySample -Count 3 -Skill 2, 5
        $rows.Skill | Should -Be 2, 2, 2, 5, 5, 5
        $finite = New-SparseParityDataset -SampleCount 200
        $all = Get-SparseParitySample $finite
        (Get-SparseParitySample $finite -Skill 3).Index | Should -Be ($all | Where-Object Skill -eq 3).Index
    }

    It 'stops at once when there is enough' {
        $seconds = (Measure-Command { $rows = New-SparseParityDataset -SampleCount 1e12 | Get-SparseParitySample | Select-Object -First 3 }).TotalSeconds
        $rows.Count | Should -Be 3
        $seconds | Should -BeLessThan 1
    }

    It 'refuses a skill that is not there and keeps the good data sets' {
        $errors = $null
        $rows = (New-SparseParityDataset -SkillCount 2), (New-SparseParityDataset -SkillCount 9) |
            Get-SparseParitySample -Count 1 -Skill 9 -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows.Skill | Should -Be 9
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'SkillNotFound,*'
        Get-ErrorId { New-SparseParityDataset | Get-SparseParitySample -Count -1 } | Should -Be 'ParameterOutOfRange'
    }
}
