BeforeAll {
    . $PSScriptRoot/Common.ps1
    $teacher = New-AdditiveTeacher -Directions 4 -Dimension 1024
}

Describe 'Invoke-TeacherStudentTraining' {
    It 'gives the loss at each time' {
        $rows = $teacher | Invoke-TeacherStudentTraining 16 -Time 1e5 -MeasureAt 0, 100 -Seed 1, 2
        $rows | ForEach-Object { $_ | Should -BeOfType ([ScalingTools.TeacherStudent.TeacherStudentLoss]) }
        $rows.Time | Should -Be 0, 100, 100000, 0, 100, 100000
        [Math]::Abs($rows[0].Loss - 1) | Should -BeLessThan 0.001
        $rows[2].Loss | Should -BeLessThan 1e-4
        $rows[2].Emerged, $rows[2].TimeExponent, $rows[2].WidthExponent | Should -Be 4, 1, 1
    }

    It 'sees directions emerge in order, when they are predicted to, each with one neuron' {
        $rows = $teacher | Invoke-TeacherStudentTraining 24 -Time 2e5 -Emergence
        $rows.Skill | Should -Be 1, 2, 3, 4
        foreach ($row in $rows) {
            [Math]::Abs($row.EmergenceTime / $row.PredictedTime - 1) | Should -BeLessThan 0.03
            $row.Neurons, [Math]::Round($row.RelativeStrength, 2) | Should -Be 1, 1
        }
        ($rows.Neuron | Select-Object -Unique) | Should -HaveCount 4
        # automatic deflation in the rows of -PerSkill: norms grow to a_p, one after the other
        $curve = $teacher | Invoke-TeacherStudentTraining 24 -Time 2e5 -PerSkill -MeasureAt 500, 3000
        ($curve | Where-Object Time -EQ 3000).RelativeStrength | ForEach-Object { [Math]::Round($_, 2) } | Should -Be 1, 0, 0, 0
        $curve | Should -HaveCount 12
    }

    It 'adds up skills that were trained one by one' {
        $rows = $teacher | Invoke-TeacherStudentTraining 24 -Time 8000 -AdditiveModel -MeasureAt 2000, 6000
        $rows[2].Loss | Should -BeLessThan 0.2
        $rows | ForEach-Object { [Math]::Abs($_.Ratio - 1) | Should -BeLessThan 0.01; [Math]::Abs($_.PredictedLoss / $_.Loss - 1) | Should -BeLessThan 0.01 }
    }

    It 'trains by SGD, with the same bits for the same seed and any number of threads' {
        $small = New-AdditiveTeacher 2 -Dimension 16 -Seed 3
        $student = @{ Width = 8; Method = 'Sgd'; Steps = 2000; BatchSize = 8; MeasureAt = 1000 }
        $one = $small | Invoke-TeacherStudentTraining @student
        $one[1].Seed, $one[1].Samples | Should -Be 3, 16000
        ($small | Invoke-TeacherStudentTraining @student -Threads 1).Loss | Should -Be $one.Loss
        ($small | Invoke-TeacherStudentTraining @student -Seed 4)[1].Loss | Should -Not -Be $one[1].Loss
        # the step tuned to the last direction: a_2 d^-2
        [Math]::Abs($one[0].LearningRate - $small.GetCoefficients()[1] / 256) | Should -BeLessThan 1e-15
    }

    It 'trains with a script block as activation, as with the built-in' {
        $script = New-AdditiveTeacher 2 -Dimension 8 -Activation { ($_ * $_ * $_ * $_ - 6 * $_ * $_ + 3) / [Math]::Sqrt(24) }
        $student = @{ Width = 4; Time = 200; MeasureAt = 100 }
        $rows = $script | Invoke-TeacherStudentTraining @student
        $known = New-AdditiveTeacher 2 -Dimension 8 | Invoke-TeacherStudentTraining @student
        [Math]::Abs($rows[1].Loss / $known[1].Loss - 1) | Should -BeLessThan 1e-3
        ($script | Invoke-TeacherStudentTraining 4 -Method Sgd -Steps 20 -MeasureAt 20).Loss | Should -BeGreaterThan 0
    }

    It 'warns that there is no law, and simulates, for <Name>' -ForEach @(
        @{ Name = 'Decay 1/2'; Options = @{ Decay = 0.5 } }
        @{ Name = 'an odd activation'; Options = @{ Activation = 'he3' } }
        @{ Name = 'information exponent 2'; Options = @{ Activation = 'he2' } }
    ) {
        $rows = New-AdditiveTeacher 2 -Dimension 16 @Options | Invoke-TeacherStudentTraining 4 -Time 100 -MeasureAt 50 -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match 'no scaling law'
        $rows | Should -HaveCount 2
        $rows[1].TimeExponent | Should -BeNullOrEmpty
        $rows[1].Advice | Should -Not -BeNullOrEmpty
    }

    It 'goes to Measure-ScalingExponent, with the theory''s exponent' {
        $fit = New-AdditiveTeacher 24 1.5 -Dimension 256 | Invoke-TeacherStudentTraining 64 -Time 1e6 | Measure-ScalingExponent -X Time -Y Loss -XMin 1e4 -XMax 2e5
        [Math]::Abs($fit.TheoryExponent - 4 / 3) | Should -BeLessThan 1e-12
        $fit.Exponent | Should -BeGreaterThan 0.8
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'more directions than dimensions'; Id = 'InconsistentInput'; Script = { New-AdditiveTeacher 9 | Invoke-TeacherStudentTraining -Dimension 8 } }
        @{ Name = 'no neuron'; Id = 'ParameterOutOfRange'; Script = { $teacher | Invoke-TeacherStudentTraining 0 } }
        @{ Name = 'a learning rate of 0'; Id = 'ParameterOutOfRange'; Script = { $teacher | Invoke-TeacherStudentTraining 8 0 } }
        @{ Name = 'a learning rate that diverges'; Id = 'Diverged'; Script = { New-AdditiveTeacher 2 -Dimension 16 | Invoke-TeacherStudentTraining 8 10 -Method Sgd -Steps 1000 } }
        @{ Name = 'SGD of the additive model'; Id = 'InconsistentInput'; Script = { $teacher | Invoke-TeacherStudentTraining 8 -Method Sgd -AdditiveModel } }
        @{ Name = 'a time outside the training'; Id = 'ParameterOutOfRange'; Script = { $teacher | Invoke-TeacherStudentTraining 8 -Time 10 -MeasureAt 20 } }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }
}
