BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Get-TeacherStudentTheory' {
    It 'predicts when each direction emerges' {
        $teacher = New-AdditiveTeacher -Directions 4 -Dimension 256
        $rows = $teacher | Get-TeacherStudentTheory 32 -Seed 1, 2
        $rows | Should -HaveCount 8
        $rows[0..3].Skill | Should -Be 1, 2, 3, 4
        $measured = $teacher | Invoke-TeacherStudentTraining 32 -Time 1e5 -Emergence
        $measured.PredictedTime | Should -Be $rows[0..3].PredictedTime
        $measured.Neuron | Should -Be $rows[0..3].Neuron
        # typical times are in the ratio of the coefficients
        [Math]::Abs($rows[3].TypicalTime / $rows[0].TypicalTime - 4) | Should -BeLessThan 1e-9
        # a_p^-1 eta^-1 d^(k/2-1)
        [Math]::Abs($rows[0].ScalingTime / (100 * 256 / $teacher.GetCoefficients()[0]) - 1) | Should -BeLessThan 1e-12
    }

    It 'has the laws' {
        $laws = New-AdditiveTeacher -Decay 0.8 | Get-TeacherStudentTheory -Law
        $exponents = @{}
        $laws | ForEach-Object { $exponents["$($_.Quantity) $($_.Formula)"] = [Math]::Round($_.Exponent, 12) }
        $exponents['Loss (2β-1)/β'], $exponents['Loss 2β-1'], $exponents['Loss (2β-1)/2β'], $exponents['EmergenceTime -β'], $exponents['EmergenceTime -(k/2-1)'] | Should -Be 0.75, 0.6, 0.375, -0.8, -1
    }

    It 'refuses laws of <Name>' -ForEach @(
        @{ Name = 'Decay 1/2'; Options = @{ Decay = 0.5 } }
        @{ Name = 'an odd activation'; Options = @{ Activation = 'he3' } }
        @{ Name = 'information exponent 2'; Options = @{ Activation = 'he2' } }
        @{ Name = 'an activation with a mean'; Options = @{ Activation = 'abs' } }
        @{ Name = 'any coefficients'; Options = @{ Coefficient = 2, 1 } }
    ) {
        Get-ErrorId { New-AdditiveTeacher @Options | Get-TeacherStudentTheory -Law } | Should -Be 'LawNotApplicable'
    }
}
