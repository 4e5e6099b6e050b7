BeforeAll {
    . $PSScriptRoot/Common.ps1
    $data = Import-VisionDataset -Synthetic -Count 400 -Size 8
    $small = @{ Steps = 10; BatchSize = 8; Filters = 4; TestCount = 50 }
}

Describe 'Invoke-VisionTraining' {
    It 'writes a row for each measurement, from 1 - 1/C at the start' {
        $rows = @($data | Invoke-VisionTraining @small -MeasureAt 0, 5)
        $rows | Should -BeOfType ([ScalingTools.DeepNetworks.VisionLoss])
        $rows.Step | Should -Be 0, 5, 10
        [Math]::Round($rows[0].TestLoss, 5), [Math]::Round($rows[-1].Time, 9), $rows[-1].Outcome, $rows[-1].Dataset | Should -Be 0.9, 3, 'Completed', 'synthetic digits'
        $rows[-1].TestLoss | Should -BeLessThan $rows[0].TestLoss
    }

    It 'takes several values of the richness, and linear twins, of which a lazy network is near' {
        $rich = $data | Invoke-VisionTraining 5, 0.01 @small -Seed 1, 2 -MeasureAt 10
        "$($rich.Richness)" | Should -Be '5 5 0.01 0.01'
        $linear = $data | Invoke-VisionTraining @small -Linearized -MeasureAt 10
        $linear.Linearized | Should -BeTrue
        [Math]::Abs($rich[2].TestLoss - $linear.TestLoss) | Should -BeLessThan 0.002
        [Math]::Abs($rich[0].TestLoss - $linear.TestLoss) | Should -BeGreaterThan 0.002
    }

    It 'gives the same rows for the same seed on any number of threads' {
        $rows = $data | Invoke-VisionTraining @small
        $data | Invoke-VisionTraining @small -Threads 1 | Should -Be $rows
        ($data | Invoke-VisionTraining @small -Seed 2)[-1].TestLoss | Should -Not -Be $rows[-1].TestLoss
    }

    It 'keeps the rows of a run that diverges, and writes its error' {
        $rows = $data | Invoke-VisionTraining -Steps 200 -BatchSize 8 -Filters 4 -TestCount 50 -LearningRate 1e6 -Linearized -ErrorVariable problems -ErrorAction SilentlyContinue
        $rows[-1].Outcome, $rows[-1].TestLoss | Should -Be 'Diverged', $null
        $problems.FullyQualifiedErrorId | Should -Match '^Diverged,'
    }

    It 'refuses <what>' -ForEach @(
        @{ What = 'filters of even edge'; Arguments = @{ KernelSize = 2 } }
        @{ What = 'to hold out everything'; Arguments = @{ TestCount = 400 } }
        @{ What = 'a learning rate of zero'; Arguments = @{ LearningRate = 0 } }
        @{ What = 'a richness below zero'; Arguments = @{ Richness = -1 } }
    ) {
        Get-ErrorId { $data | Invoke-VisionTraining -Steps 1 @Arguments } | Should -Be ParameterOutOfRange
    }
}
