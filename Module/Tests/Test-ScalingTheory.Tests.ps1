BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Test-ScalingTheory' {
    It 'says of every law what is predicted, what is measured, and whether they agree' {
        $rows = Test-ScalingTheory -Alpha 0.9 -SkillCount 20000 -Seed 1, 2, 3
        $rows | Should -BeOfType ([ScalingTools.Experiments.TheoryCheck])
        $rows.Law | Should -Be 'Time', 'Data', 'Parameters', 'Compute'
        $rows.Verdict | Should -Be 'Agrees', 'Agrees', 'Agrees', 'Agrees'
        $a = 0.9
        foreach ($pair in ($a / ($a + 1)), ($a / ($a + 1)), $a, ($a / ($a + 2)) | ForEach-Object { $i = 0 } { [pscustomobject]@{ Theory = $_; Row = $rows[$i++] } }) {
            $pair.Row.TheoryExponent | Should -Be $pair.Theory
            $pair.Row.Exponent | Should -BeGreaterThan (0.95 * $pair.Row.WindowExponent)
            $pair.Row.Exponent | Should -BeLessThan (1.05 * $pair.Row.WindowExponent)
            $pair.Row.ExponentLow | Should -BeLessThan $pair.Row.ExponentHigh
            $pair.Row.PrefactorLow | Should -BeLessOrEqual $pair.Row.PrefactorHigh
        }
    }

    It 'disagrees where the law does not hold' {
        $row = Test-ScalingTheory Time -XMin 1 -XMax 30
        $row.Verdict | Should -Be 'Disagrees'
        $row.Advice | Should -Not -BeNullOrEmpty
    }

    It 'gives the same bits for the same seed' {
        $first, $second = 1, 2 | ForEach-Object { Test-ScalingTheory Data -SkillCount 5000 -Seed 7, 8 }
        $first | Should -Be $second
        $first.Seed | Should -Be 7
    }

    It 'tests what it can when one Alpha is bad' {
        $problems = $null
        $rows = Test-ScalingTheory Parameters -Alpha -1, 0.6 -SkillCount 5000 -ErrorAction SilentlyContinue -ErrorVariable problems
        $rows.Alpha | Should -Be 0.6
        $problems.FullyQualifiedErrorId | Should -Be 'AlphaNotPositive,ScalingTools.Cmdlets.TestScalingTheoryCommand'
    }

    It 'refuses a task with too few skills' {
        Get-ErrorId { Test-ScalingTheory Time -Alpha 0.1 -SkillCount 50 } | Should -Be 'InconsistentInput'
    }

    It 'refuses less than a decade of x, naming it' {
        { Test-ScalingTheory Parameters -XMin 10 -XMax 50 -ErrorAction Stop } | Should -Throw '*XMin = 10 to XMax = 50 is less than a decade*'
    }

    It 'completes laws and methods' {
        Complete 'Test-ScalingTheory -Law ' | Should -Be 'Compute', 'Data', 'Parameters', 'Time'
        Complete 'Test-ScalingTheory -Method ' | Should -Contain 'Sgd'
    }
}

Describe 'Test-ScalingTheory of random features and feature learning' {
    BeforeAll { $task = New-PowerLawTask -Capacity 1.5 -Source 0.4 -ModeCount 600 }

    It 'puts simulation, mean-field theory and the law side by side' {
        $rows = $task | Test-ScalingTheory -Draws 30
        $rows | Should -BeOfType ([ScalingTools.Experiments.FeatureTheoryCheck])
        $rows.Law | Should -Be 'Time', 'Data', 'Parameters', 'Compute'
        $rows.Verdict | Should -Be 'Agrees', 'Agrees', 'Agrees', 'Agrees'
        $law = $task | Get-ScalingRegime
        $rows.TheoryExponent | Should -Be $law.TimeExponent, $law.DataExponent, $law.WidthExponent, $law.ComputeExponent
        $rows[0].ExponentLow | Should -BeNullOrEmpty # nothing is random
        foreach ($row in $rows[1..3]) {
            $row.ExponentLow | Should -BeLessThan $row.Exponent
            $row.LossRatioHigh | Should -BeGreaterThan $row.LossRatio
        }
    }

    It 'trains students whose features move' {
        $rows = $task | Test-ScalingTheory Time, Data -Richness 0.5 -Draws 20 -Time 100 -Width 64 -XCount 8 -Seed 1, 2
        $rows.Count | Should -Be 4
        $rows.Method | Should -Be (, 'GradientDescent' * 4)
        $rows.Width | Should -Be (, 64 * 4)
        $rows.Seed | Should -Be 1, 2, 1, 2
        $rows.Verdict | Should -Be (, 'Agrees' * 4)
    }

    It 'gives the same bits for the same seed' {
        $first, $second = 1, 2 | ForEach-Object { $task | Test-ScalingTheory Parameters -Seed 7 -Draws 3 }
        $first | Should -Be $second
    }

    It 'goes on with other laws when one cannot be tested' {
        $problems = $null
        $rows = $task | Test-ScalingTheory Time, Parameters -XMin 8 -XMax 20 -Draws 3 -ErrorAction SilentlyContinue -ErrorVariable problems
        $rows | Should -BeNullOrEmpty
        $problems.FullyQualifiedErrorId | Should -Be (, 'InconsistentInput,ScalingTools.Cmdlets.TestScalingTheoryCommand' * 2)
    }

    It 'refuses a learning rate beyond stability' {
        Get-ErrorId { $task | Test-ScalingTheory Time -Richness 0.5 -LearningRate 50 } | Should -Be 'UnstableLearningRate'
    }
}
