BeforeAll {
    . $PSScriptRoot/Common.ps1
    $task = New-PowerLawTask -Capacity 1.5 -Source 0.5 -ModeCount 200
}

Describe 'Get-FeatureLearningTheory' {
    It 'predicts what is simulated: <Case>' -ForEach @(
        @{ Case = 'random features, whole population'; Student = @{ Width = 60 } }
        @{ Case = 'random features on batches'; Student = @{ Width = 60; BatchSize = 30 } }
        @{ Case = 'features that move, on batches'; Student = @{ Width = 60; BatchSize = 30; Richness = 0.5 } }
        @{ Case = 'features that move, on samples used again'; Student = @{ Width = 60; SampleCount = 60; Richness = 0.5 } }
        @{ Case = 'an ensemble'; Student = @{ Width = 40; EnsembleSize = 3 } }
        @{ Case = 'gradient flow on samples used again'; Student = @{ Width = 60; SampleCount = 60; Method = 'GradientFlow' } }
    ) {
        $student = $Student + @{ Time = 40; MeasureAt = 5, 40 }
        $theory = $task | Get-FeatureLearningTheory @student
        $simulation = $task | Invoke-FeatureLearningTraining @student -Draws 60
        $theory.Time | Should -Be 5, 40
        foreach ($i in 0, 1) {
            $theory[$i].Source, $theory[$i].Seed, $theory[$i].TestLossSd | Should -Be 'Theory', $null, $null
            # 3.5 standard errors, and O(1/N)
            foreach ($loss in 'TestLoss', 'TrainLoss') {
                $tolerance = 3.5 * $simulation[$i]."${loss}Sd" / [Math]::Sqrt(60) + 1 / 60 * $theory[$i].$loss
                [Math]::Abs($theory[$i].$loss - $simulation[$i].$loss) | Should -BeLessThan $tolerance
            }
        }
    }

    It 'has the exponents of hard tasks: <Source>, γ = <Richness>' -ForEach @(
        @{ Source = 0.4; Richness = 0 }, @{ Source = 0.4; Richness = 1 }, @{ Source = 1.2; Richness = 1 }
    ) {
        $fit = New-PowerLawTask 1.5 $Source -ModeCount 1e9 | Get-FeatureLearningTheory -Richness $Richness -Method GradientFlow -LearningRate 1 -Time 1e5 | Measure-ScalingExponent -X Time -Y TestLoss -XMin 1e3
        [Math]::Abs($fit.Exponent / $fit.TheoryExponent - 1) | Should -BeLessThan ($Richness ? 0.1 : 0.05)
    }

    It 'is the closed form where nothing is finite' {
        $row = $task | Get-FeatureLearningTheory -Time 100 -MeasureAt 100
        $exact, $powers = 0, $task.TargetPowers()
        $task.Eigenvalues() | ForEach-Object { $k = 0 } { $exact += $powers[$k++] * [Math]::Pow(1 - 0.1 * $_, 200) }
        [Math]::Abs($row.TestLoss / $exact - 1) | Should -BeLessThan 1e-5
        $row.Width, $row.BatchSize, $row.Compute | Should -Be $null, $null, $null
    }

    It 'knows linear networks of infinite width, whatever the size of their layers at the start' {
        $student = @{ Model = 'LinearNetwork'; FeatureVariance = 0.2; Richness = 0.5; Time = 30; MeasureAt = 3, 30 }
        $theory = $task | Get-FeatureLearningTheory @student
        $simulation = $task | Invoke-FeatureLearningTraining @student -Draws 1
        $theory[0].Model, $theory[0].FeatureVariance | Should -Be 'LinearNetwork', 0.2
        foreach ($i in 0, 1) { [Math]::Abs($theory[$i].TestLoss / $simulation[$i].TestLoss - 1) | Should -BeLessThan 1e-5 }
        ($task | Get-FeatureLearningTheory)[0].FeatureVariance | Should -BeNullOrEmpty
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'TooManyParameters'; Arguments = @{ Width = 201 } }
        @{ Id = 'NoSamples'; Arguments = @{ SampleCount = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ LearningRate = 0 } }
        @{ Id = 'UnstableLearningRate'; Arguments = @{ LearningRate = 3 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ Width = 20; Richness = 1; Method = 'GradientFlow' } }
        @{ Id = 'InconsistentInput'; Arguments = @{ Width = 20; Model = 'LinearNetwork' } }
        @{ Id = 'InconsistentInput'; Arguments = @{ FeatureVariance = 0.5 } }
    ) {
        Get-ErrorId { $task | Get-FeatureLearningTheory @Arguments } | Should -Be $Id
    }
}
