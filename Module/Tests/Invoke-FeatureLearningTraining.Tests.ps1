BeforeAll {
    . $PSScriptRoot/Common.ps1
    $task = New-PowerLawTask -Capacity 1.5 -Source 0.5 -ModeCount 80
}

Describe 'Invoke-FeatureLearningTraining' {
    It 'gives the mean loss over draws, with its scatter, at each time' {
        $rows = $task | Invoke-FeatureLearningTraining 20 -BatchSize 10 -Time 50 -MeasureAt 0, 5 -Draws 6
        $rows | ForEach-Object { $_ | Should -BeOfType ([ScalingTools.FeatureLearning.FeatureLearningLoss]) }
        $rows.Time | Should -Be 0, 5, 50
        $rows[0].TestLoss, $rows[0].TestLossSd | ForEach-Object { $i = 0 } { [Math]::Abs($_ - ($task.InitialLoss, 0)[$i++]) | Should -BeLessThan 1e-12 }
        $rows[2].TestLoss | Should -BeLessThan $rows[1].TestLoss
        $rows[2].TestLossSd | Should -BeGreaterThan 0
        [Math]::Abs($rows[2].TestLossError * [Math]::Sqrt(6) / $rows[2].TestLossSd - 1) | Should -BeLessThan 1e-12
        $rows[2].Compute, $rows[2].TimeExponent, $rows[2].WidthExponent, $rows[2].Source, $rows[2].Draws | Should -Be 1000, 0.5, 0.75, 'Simulation', 6
    }

    It 'trains students of each size: widths, samples, batches, ensembles, richness and seeds' {
        $rows = $task | Invoke-FeatureLearningTraining 10, 20 -Richness 0, 1 -EnsembleSize 1, 2 -Seed 1, 2 -Time 3 -MeasureAt 3 -Draws 2
        $rows | Should -HaveCount 16
        $rows.Width | Select-Object -Unique | Should -Be 10, 20
        @($rows.Run | Select-Object -Unique).Count | Should -Be 16
        ($task | Invoke-FeatureLearningTraining 10 -SampleCount 5, 15 -Time 3 -MeasureAt 3 -Draws 2).SampleCount | Should -Be 5, 15
        ($task | Invoke-FeatureLearningTraining 10 -BatchSize 5, 15 -Time 3 -MeasureAt 3 -Draws 2).BatchSize | Should -Be 5, 15
    }

    It 'has the same bits for the same seed, and others for another' {
        $student = @{ Width = 10; BatchSize = 5; Time = 10; MeasureAt = 10; Draws = 3 }
        $one = $task | Invoke-FeatureLearningTraining @student
        ($task | Invoke-FeatureLearningTraining @student).TestLoss | Should -Be $one.TestLoss
        ($task | Invoke-FeatureLearningTraining @student -Seed 2).TestLoss | Should -Not -Be $one.TestLoss
    }

    It 'learns all samples by heart where there are fewer of them than features' {
        $row = $task | Invoke-FeatureLearningTraining 40 -SampleCount 10 -Method GradientFlow -Time 1e6 -MeasureAt 1e6 -Draws 3
        $row.TrainLoss | Should -BeLessThan 1e-6
        $row.TestLoss | Should -BeGreaterThan 0.1
    }

    It 'learns faster with features that move' {
        $rows = $task | Invoke-FeatureLearningTraining 60 -Richness 0, 1 -Time 100 -MeasureAt 100 -Draws 4
        $rows[1].TestLoss | Should -BeLessThan $rows[0].TestLoss
    }

    It 'trains the same function by rotated and by projected features, and linear networks' {
        foreach ($model in 'RotatedFeatures', 'ProjectedFeatures', 'LinearNetwork') {
            $rows = $task | Invoke-FeatureLearningTraining 20 -Richness 0.5 -Time 20 -MeasureAt 0, 20 -Draws 2 -Model $model
            $rows[1].TestLoss | Should -BeLessThan $rows[0].TestLoss
            $rows[1].Model | Should -Be $model
        }
    }

    It 'is measured by what measures the other models' {
        $rows = $task | Invoke-FeatureLearningTraining 10, 20, 40 -Time 200 -Draws 2
        ($rows | Measure-ScalingExponent -X Time -Y TestLoss -GroupBy Width -XMin 10).TheoryExponent | Should -Be 0.5, 0.5, 0.5
        ($rows | Where-Object Time -EQ 200 | Measure-ScalingExponent -X Width -Y TestLoss).TheoryExponent | Should -Be 0.75
        $rows | Where-Object Time -GT 0 | Measure-ComputeFrontier -Compute Compute -Loss TestLoss -Size Width -Time Time -Method Envelope | Should -Not -BeNullOrEmpty
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'TooManyParameters'; Arguments = @{ Width = 81 } }
        @{ Id = 'NoSamples'; Arguments = @{ Width = 10; SampleCount = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Width = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Width = 10; BatchSize = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Width = 10; Richness = -1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Width = 10; Draws = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Width = 10; Time = 10; MeasureAt = 11 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ Width = 10; SampleCount = 5; BatchSize = 5 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ Width = 10; Momentum = 0.9; Richness = 1 } }
        @{ Id = 'UnstableLearningRate'; Arguments = @{ Width = 10; LearningRate = 50 } }
    ) {
        Get-ErrorId { $task | Invoke-FeatureLearningTraining @Arguments } | Should -Be $Id
    }

    It 'names the largest stable learning rate' {
        $failure = $null
        $task | Invoke-FeatureLearningTraining 10 -LearningRate 50 -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].ErrorDetails.RecommendedAction | Should -Match '\d\.\d'
    }

    It 'keeps the good students beside a bad one' {
        $errors = $null
        $rows = $task | Invoke-FeatureLearningTraining 10, 100, 20 -Time 3 -MeasureAt 3 -Draws 2 -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows.Width | Should -Be 10, 20
        $errors.FullyQualifiedErrorId | Should -BeLike 'TooManyParameters,*'
    }
}
