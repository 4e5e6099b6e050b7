BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Invoke-SharedWeightTraining' {
    It 'is figure 9(b) without a parameter' {
        $rows = @(Invoke-SharedWeightTraining)
        $rows | Should -HaveCount 200
        $rows | Should -BeOfType ([ScalingTools.Networks.SharedWeightStrength])
        $rows[0].Time, $rows[1].Time, $rows[-1].Time | Should -Be 5, 10, 1000
        # S/2, S/4 and S/4 at the end
        'Mode1Strength', 'Mode2Strength', 'Mode3Strength', 'Strength' | ForEach-Object { [Math]::Round($rows[-1].$_, 2) } | Should -Be 0.5, 0.25, 0.25, 1
        # The multilinear model starts where the network starts, (2α² + β² + γ²)/8.
        foreach ($row in Invoke-SharedWeightTraining 0) { $row.Strength, $row.PredictedStrength | ForEach-Object { [Math]::Abs($_ / 5e-7 - 1) | Should -BeLessThan 1e-12 } }
    }

    It 'has curves that Measure-Emergence takes' {
        $rows = Invoke-SharedWeightTraining -Method GradientFlow
        $network = $rows | Measure-Emergence -Threshold 0.5
        $model = $rows | Measure-Emergence -Threshold 0.5 -Y PredictedStrength
        # ln(S/R(0) - 1)/(2ηS/3) = 435.3 for the model, whose factor 1/3 is fitted to this time
        [Math]::Abs($model.Onset / ([Math]::Log(1 / 5e-7 - 1) / (0.1 / 3)) - 1) | Should -BeLessThan 1e-3
        [Math]::Abs($network.Onset / $model.Onset - 1) | Should -BeLessThan 2e-3
    }

    It 'takes the start, target, rate and factor given' {
        $row = Invoke-SharedWeightTraining 0 -TargetScale 2 -InitialAlpha 0.2 -InitialBeta 0.4 -InitialGamma 0.6 -InitialBias 0.1 -RateFactor 0.5 -LearningRate 0.01
        $row.WeightAlpha, $row.WeightBeta, $row.WeightGamma, $row.Bias | Should -Be 0.2, 0.4, 0.6, 0.1
        # α²/4, β²/8, γ²/8
        $row.Mode1Strength, $row.Mode2Strength, $row.Mode3Strength | ForEach-Object { [Math]::Round($_, 12) } | Should -Be 0.01, 0.02, 0.045
        $row.TargetScale, $row.RateFactor, $row.LearningRate | Should -Be 2, 0.5, 0.01
    }

    It 'draws a start for each seed, the same for the same' {
        $rows = @(Invoke-SharedWeightTraining 100 -Seed (1..3))
        $rows.Seed | Should -Be 1, 2, 3
        $rows.Run | Select-Object -Unique | Should -HaveCount 3
        Invoke-SharedWeightTraining 100 -Seed 2 | Should -Be $rows[1]
        (Invoke-SharedWeightTraining 100).Seed | Should -BeNullOrEmpty
    }

    It 'comes back from its own row, to the bit' {
        foreach ($run in (Invoke-SharedWeightTraining 300 -Seed 3), (Invoke-SharedWeightTraining 300)) {
            $run | ConvertTo-Csv | ConvertFrom-Csv | Invoke-SharedWeightTraining | Should -Be $run
        }
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ TargetScale = -1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ InitialGamma = [double]::NaN } }
        @{ Id = 'NegativeTime'; Arguments = @{ Time = -1 } }
        @{ Id = 'TooLarge'; Arguments = @{ Time = [double]::PositiveInfinity } }
        @{ Id = 'Diverged'; Arguments = @{ LearningRate = 5; Time = 1000 } }
    ) {
        Get-ErrorId { Invoke-SharedWeightTraining @Arguments } | Should -Be $Id
    }

    It 'completes methods' {
        Complete 'Invoke-SharedWeightTraining -Method ' | Should -Be 'GradientDescent', 'GradientFlow'
    }
}
