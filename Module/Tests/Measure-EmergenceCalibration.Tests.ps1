BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Measure-EmergenceCalibration' {
    It 'finds the constant of <Resource> again' -ForEach @(
        @{ Resource = 'Time'; Constant = 0.045 }
        @{ Resource = 'Data'; Constant = 800 }
        @{ Resource = 'Parameters'; Constant = 4 }
    ) {
        $row = New-SparseParityDataset -SkillCount 1 | Get-EmergencePrediction $Resource -Constant $Constant | Measure-EmergenceCalibration $Resource
        $row | Should -BeOfType ([ScalingTools.Multilinear.EmergenceCalibration])
        $row.Constant / $Constant | Should -BeGreaterThan 0.9999
        $row.Constant / $Constant | Should -BeLessThan 1.0001
        $row.StandardError | Should -Not -BeNullOrEmpty
        $row.Outcome | Should -Be 'Converged'
    }

    It 'finds c = 1 for the multilinear model, of every skill' {
        $rows = New-SparseParityDataset | Invoke-MultilinearTraining -PerSkill -Time log:1:1000:60 | Measure-EmergenceCalibration Time
        $rows.Skill | Should -Be (1..5)
        $rows | ForEach-Object { [Math]::Abs($_.Constant - 1) | Should -BeLessThan 1e-6 }
    }

    It 'takes scale, initial strength and learning rate from the records, and hands them on to the prediction' {
        $row = Invoke-MultilinearTraining -SkillCount 1 -PerSkill -TargetScale 2 -InitialStrength 0.1 -LearningRate 0.2 | Measure-EmergenceCalibration -TargetScale 7
        [Math]::Abs($row.Constant - 1) | Should -BeLessThan 1e-6
        $row.TargetScale, $row.InitialStrength, $row.LearningRate | Should -Be 2, 0.1, 0.2
        $next = $row | Get-EmergencePrediction -Task (New-SparseParityDataset -TargetScale 2) -At 10 -Skill 1
        $next.InitialStrength, $next.LearningRate | Should -Be 0.1, 0.2
    }

    It 'refuses to take two runs for one' {
        Get-ErrorId { 0.1, 0.2 | ForEach-Object { Invoke-MultilinearTraining -SkillCount 1 -PerSkill -LearningRate $_ } | Measure-EmergenceCalibration } | Should -Be InconsistentInput
    }

    It 'reads a table from elsewhere, group by group' {
        'Net,D,R', 'a,200,0.134', 'a,400,0.293', 'b,400,0.134', 'b,800,0.293' | ConvertFrom-Csv |
            Measure-EmergenceCalibration Data -X D -Y R -GroupBy Net | ForEach-Object { "$($_.Group) $($_.WholeConstant)" } | Should -Be 'Net=a 800', 'Net=b 1600'
    }

    It 'warns of what it leaves out' {
        $rows = [pscustomobject]@{ Time = 10; RelativeStrength = 0.1 }, [pscustomobject]@{ Time = 20; RelativeStrength = [double]::NaN }, [pscustomobject]@{ Time = 30; RelativeStrength = 0.9 }
        $row = $rows | Measure-EmergenceCalibration -WarningVariable warnings -WarningAction SilentlyContinue
        $row.Count | Should -Be 2
        $warnings | Should -HaveCount 1
        $warnings | Should -BeLike 'RelativeStrength of record 2*'
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'EmptyPipeline'; Rows = @() }
        @{ Id = 'PropertyNotFound'; Rows = @([pscustomobject]@{ Time = 1 }) }
        @{ Id = 'TooFewPoints'; Rows = @([pscustomobject]@{ Time = 1; RelativeStrength = 0.5 }) }
    ) {
        Get-ErrorId { $Rows | Measure-EmergenceCalibration } | Should -Be $Id
    }
}
