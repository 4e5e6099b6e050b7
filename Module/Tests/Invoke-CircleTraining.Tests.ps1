BeforeAll {
    . $PSScriptRoot/Common.ps1
    # Some milliseconds.
    $small = @{ Width = 16; GridSize = 32; Steps = 20 }
}

Describe 'Invoke-CircleTraining' {
    It 'writes a row for each measurement, beside the lazy prediction and the rich exponent' {
        $rows = @(Invoke-CircleTraining -Beta 0.5 @small -MeasureAt 0, 5)
        $rows | Should -BeOfType ([ScalingTools.DeepNetworks.CircleLoss])
        $rows.Step | Should -Be 0, 5, 20
        [Math]::Round($rows[0].Loss, 5), $rows[0].Source, [Math]::Round($rows[0].RichExponent, 6), $rows[-1].Outcome, $rows[-1].Time | Should -Be 1, 0.5, 0.666667, 'Completed', 2
        $rows[-1].Loss | Should -BeLessThan 1
        $rows[-1].LazyLoss | Should -BeLessThan $rows[1].LazyLoss
    }

    It 'takes exponents of the target, several values of the richness, and seeds' {
        $rows = Invoke-CircleTraining -FrequencyExponent 1, 1.5 -Richness 0.01, 1 -Seed 1, 2 @small -MeasureAt 20
        $rows | Should -HaveCount 8
        $rows.Run | Select-Object -Unique | Should -HaveCount 8
        $rows.Source | Select-Object -Unique | Should -Be 0.5, 1
    }

    It 'gives the same rows for the same seed on any number of threads' {
        $rows = Invoke-CircleTraining @small
        Invoke-CircleTraining @small -Threads 1 | Should -Be $rows
        (Invoke-CircleTraining @small -Seed 2)[-1].Loss | Should -Not -Be $rows[-1].Loss
        (Invoke-CircleTraining @small -BatchSize 8)[-1].Loss | Should -Not -Be $rows[-1].Loss
    }

    It 'keeps the rows of a run that diverges, and writes its error' {
        $rows = Invoke-CircleTraining -Width 16 -GridSize 32 -Steps 500 -ActivationPower 2 -Richness 10 -LearningRate 0.9 -ErrorVariable problems -ErrorAction SilentlyContinue
        $rows[-1].Outcome, $rows[-1].Loss | Should -Be 'Diverged', $null
        $problems.FullyQualifiedErrorId | Should -Match '^Diverged,'
    }

    It 'refuses a learning rate at which even the lazy limit diverges, and names the largest' {
        Get-ErrorId { Invoke-CircleTraining -LearningRate 1e4 } | Should -Be UnstableLearningRate
        { Invoke-CircleTraining -LearningRate 1e4 -ErrorAction Stop } | Should -Throw '*Use one below*'
    }

    It 'refuses <what>' -ForEach @(
        @{ What = 'a grid that is no power of two'; Arguments = @{ GridSize = 100 } }
        @{ What = 'a target that is no function'; Arguments = @{ FrequencyExponent = 0.5 } }
        @{ What = 'a learning rate of zero'; Arguments = @{ LearningRate = 0 } }
        @{ What = 'a richness of zero'; Arguments = @{ Richness = 0 } }
    ) {
        Get-ErrorId { Invoke-CircleTraining -Steps 1 @Arguments } | Should -Be ParameterOutOfRange
    }
}
