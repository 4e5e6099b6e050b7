BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Measure-InformationExponent' {
    It 'finds the exponents of known activations' {
        $rows = Measure-InformationExponent relu, tanh, abs, he4, cos, sin
        $rows | ForEach-Object { $_ | Should -BeOfType ([ScalingTools.TeacherStudent.ActivationExponent]) }
        $rows.InformationExponent | Should -Be 1, 1, 2, 4, 2, 1
        $rows.IsEven | Should -Be $false, $false, $true, $true, $true, $false
        # E[relu(z) z] = 1/2, E|z| he_2 = 1/sqrt(pi)
        $rows[0].Coefficient | Should -BeGreaterThan 0.4999999
        $rows[0].Coefficient | Should -BeLessThan 0.5000001
        [Math]::Abs($rows[2].Coefficient - 1 / [Math]::Sqrt([Math]::PI)) | Should -BeLessThan 1e-9
    }

    It 'finds that of a script block, and says its threshold' {
        # z^3 - 3z is he_3 up to a factor; a tenth of a millionth of z is above the threshold
        (Measure-InformationExponent -ScriptBlock { $_ * $_ * $_ - 3 * $_ }).InformationExponent | Should -Be 3
        $disturbed = Measure-InformationExponent -ScriptBlock { $args[0] * $_ * $_ - 3 * $_ + 1e-7 * $_ }
        $disturbed.InformationExponent | Should -Be 1
        $disturbed.Threshold | Should -BeLessThan 1e-7
        (Measure-InformationExponent -ScriptBlock { 7 }).InformationExponent | Should -BeNullOrEmpty
    }

    It 'writes coefficients' {
        $rows = Measure-InformationExponent he2 -Coefficient -Degree 4
        $rows.Degree | Should -Be 0, 1, 2, 3, 4
        [Math]::Abs($rows[2].Coefficient - 1) | Should -BeLessThan 1e-12
        [Math]::Abs($rows[4].Coefficient) | Should -BeLessThan 1e-12
    }

    It 'takes names from the pipeline, and one bad one loses no other' {
        $rows = 'relu', 'nonsense', 'he3' | Measure-InformationExponent -ErrorAction SilentlyContinue -ErrorVariable problem
        $rows.Activation | Should -Be 'relu', 'he3'
        $problem[0].FullyQualifiedErrorId | Should -Match '^ParameterOutOfRange'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a script block that throws'; Id = 'FunctionFailed'; Script = { Measure-InformationExponent -ScriptBlock { throw 'no' } } }
        @{ Name = 'a script block that returns text'; Id = 'FunctionFailed'; Script = { Measure-InformationExponent -ScriptBlock { "$_" } } }
        @{ Name = 'a script block that returns nothing'; Id = 'FunctionFailed'; Script = { Measure-InformationExponent -ScriptBlock { } } }
        @{ Name = 'a script block that is infinite'; Id = 'FunctionFailed'; Script = { Measure-InformationExponent -ScriptBlock { [double]::PositiveInfinity } } }
        @{ Name = 'a function that grows too fast'; Id = 'FunctionFailed'; Script = { Measure-InformationExponent -ScriptBlock { [Math]::Exp($_ * $_ / 3) } } }
        @{ Name = 'an unknown name'; Id = 'ParameterOutOfRange'; Script = { Measure-InformationExponent relo } }
        @{ Name = 'a degree beyond 128'; Id = 'ParameterOutOfRange'; Script = { Measure-InformationExponent relu -Coefficient -Degree 129 } }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }

    It 'says what a script block returned' {
        { Measure-InformationExponent -ScriptBlock { 'text' } -ErrorAction Stop } | Should -Throw "*returned 'text', a String*"
    }

    It 'completes names' {
        Complete 'Measure-InformationExponent ge' | Should -Be 'gelu'
    }
}
