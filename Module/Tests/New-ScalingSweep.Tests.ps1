BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'New-ScalingSweep' {
    It 'plans a run for every combination, with its parameters as columns' {
        $plan = New-ScalingSweep New-PowerLawTask, Invoke-FeatureLearningTraining -Grid ([ordered] @{ Width = 16, 32; Seed = 1..3 }) -Fixed @{ Capacity = 1.5; Source = 0.5 } -Name widths
        $plan | Should -HaveCount 6
        $plan | ForEach-Object { $_.PSObject.BaseObject | Should -BeOfType ([ScalingTools.Sweeps.ScalingRun]) }
        $plan.Width | Should -Be 16, 16, 16, 32, 32, 32
        $plan.Seed | Should -Be 1, 2, 3, 1, 2, 3
        $plan[0].Capacity, $plan[0].State, $plan[0].Sweep, $plan[0].Command | Should -Be 1.5, 'Planned', 'widths', 'New-PowerLawTask | Invoke-FeatureLearningTraining'
        ($plan | Where-Object { $_.Width -gt 16 -and $_.Seed -eq 2 }) | Should -HaveCount 1
        $plan[0].Configuration | Should -Match '^cfg-[0-9a-f]{12}$'
        ($plan.Configuration | Select-Object -Unique) | Should -HaveCount 6
    }

    It 'gives the same run the same id, however it is written' {
        $one = New-ScalingSweep invoke-multilineartraining -Grid @{ alpha = 0.6; SkillCount = 100 } -Fixed @{ Samples = '50' }
        $other = New-ScalingSweep Invoke-MultilinearTraining -Grid @{ SkillCount = 100.0 } -Fixed ([ordered] @{ SampleCount = 50; Alpha = '0.6' })
        $one.Configuration | Should -Be $other.Configuration
        $one.Parameters | Should -Be 'Alpha=0.6 SampleCount=50 SkillCount=100'
        (New-ScalingSweep Invoke-MultilinearTraining -Fixed @{ SkillCount = 101; SampleCount = 50; Alpha = 0.6 }).Configuration | Should -Not -Be $one.Configuration
    }

    It 'takes lists as values where they stand in a list, or in Fixed' {
        $plan = New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Time = @(, (1, 10, 100)) } -Fixed @{ Alpha = 0.5, 0.6 }
        $plan | Should -HaveCount 1
        $plan.Parameters | Should -Be 'Alpha=0.5, 0.6 Time=1, 10, 100'
        (New-ScalingSweep Invoke-MultilinearTraining -Fixed @{ Time = 'log:1:100:5' }).Time | Should -Be 'log:1:100:5'
    }

    It 'gives a parameter to the last command that has it, or to the one that is named' {
        $plan = New-ScalingSweep New-SparseParityDataset, Invoke-SparseParityTraining -Grid @{ Seed = 7 } -Fixed @{ 'New-SparseParityDataset:Seed' = 3 }
        $plan.Parameters | Should -Be 'New-SparseParityDataset:Seed=3 Seed=7'
    }

    It 'completes trainings' {
        Complete 'New-ScalingSweep Invoke-Mul' | Should -Be 'Invoke-MultilinearTraining'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'an unknown command'; Id = 'CommandNotFound'; Script = { New-ScalingSweep Invoke-NoTraining } }
        @{ Name = 'an unknown parameter'; Id = 'ParameterNotFound'; Script = { New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alfa = 0.5 } } }
        @{ Name = 'a common parameter'; Id = 'ParameterNotFound'; Script = { New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Verbose = $true } } }
        @{ Name = 'what is for Invoke-ScalingSweep'; Id = 'ParameterNotFound'; Script = { New-ScalingSweep Invoke-SparseParityTraining -Grid @{ Threads = 1, 2 } } }
        @{ Name = 'a value of the wrong kind'; Id = 'ParameterNotFound'; Script = { New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 'much' } } }
        @{ Name = 'an object'; Id = 'ParameterOutOfRange'; Script = { New-ScalingSweep Invoke-SparseParityTraining -Fixed @{ Dataset = New-SparseParityDataset -SkillCount 2 } } }
        @{ Name = 'an empty axis'; Id = 'ParameterOutOfRange'; Script = { New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = @() } } }
        @{ Name = 'a parameter twice'; Id = 'InconsistentInput'; Script = { New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 1 } -Fixed @{ alpha = 2 } } }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }

    It 'says which parameters look like an unknown one' {
        { New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alfa = 0.5 } -ErrorAction Stop } | Should -Throw '*no parameter Alfa*'
        $Error[0].ErrorDetails.RecommendedAction | Should -Match 'Alpha'
    }
}
