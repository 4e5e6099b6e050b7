BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'New-AdditiveTeacher' {
    It 'has normalised coefficients that fall as a power' {
        $teacher = New-AdditiveTeacher -Directions 8 -Decay 1.5 -Dimension 64 -Activation he6 -Seed 5
        $teacher.Directions, $teacher.Decay, $teacher.Dimension, $teacher.Seed, $teacher.Activation | Should -Be 8, 1.5, 64, 5, 'he6'
        [Math]::Abs(($teacher.GetCoefficients() | ForEach-Object { $_ * $_ } | Measure-Object -Sum).Sum - 1) | Should -BeLessThan 1e-14
        [Math]::Abs($teacher.GetCoefficients()[3] / $teacher.GetCoefficients()[0] - [Math]::Pow(4, -1.5)) | Should -BeLessThan 1e-14
        $teacher.LawLimitation | Should -BeNullOrEmpty
    }

    It 'takes coefficients and a script block of your own' {
        $teacher = New-AdditiveTeacher -Coefficient 4, 3 -Activation { $_ * $_ * $_ * $_ - 6 * $_ * $_ + 3 }
        [Math]::Abs($teacher.GetCoefficients()[0] - 0.8) | Should -BeLessThan 1e-14
        $teacher.GetActivation().Expansion.InformationExponent | Should -Be 4
    }

    It 'says what the theorem needs and does not find: <Limitation>' -ForEach @(
        @{ Options = @{ Decay = 0.5 }; Limitation = 'not above 1/2' }
        @{ Options = @{ Activation = 'he3' }; Limitation = 'not even' }
        @{ Options = @{ Activation = 'he2' }; Limitation = 'exponent 2' }
        @{ Options = @{ Activation = 'abs' }; Limitation = 'has a mean' }
    ) {
        (New-AdditiveTeacher @Options).LawLimitation | Should -Match $Limitation
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'more directions than dimensions'; Id = 'InconsistentInput'; Script = { New-AdditiveTeacher -Directions 9 -Dimension 8 } }
        @{ Name = 'no direction'; Id = 'ParameterOutOfRange'; Script = { New-AdditiveTeacher -Directions 0 } }
        @{ Name = 'a negative decay'; Id = 'ParameterOutOfRange'; Script = { New-AdditiveTeacher -Decay -1 } }
        @{ Name = 'a coefficient of 0'; Id = 'NotPositive'; Script = { New-AdditiveTeacher -Coefficient 1, 0 } }
        @{ Name = 'a script block that throws'; Id = 'FunctionFailed'; Script = { New-AdditiveTeacher -Activation { throw 'no' } } }
        @{ Name = 'a script block that returns text'; Id = 'FunctionFailed'; Script = { New-AdditiveTeacher -Activation { 'much' } } }
        @{ Name = 'a number as activation'; Id = 'ParameterOutOfRange'; Script = { New-AdditiveTeacher -Activation 3 } }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }
}
