BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Measure-Emergence' {
    It 'finds the emergent time of every skill: τ = ln((S/r - 1)/(1/ε - 1)) / (2ηP_kS)' {
        $data = New-SparseParityDataset -SkillCount 5 -Alpha 0.6
        $rows = $data | Invoke-MultilinearTraining -PerSkill -Time log:1:1e4:2000 | Measure-Emergence -Threshold 0.2
        $rows | ForEach-Object { $_ | Should -BeOfType ([ScalingTools.Measurement.EmergenceOnset]) }
        $rows.Skill | Should -Be (1..5)
        foreach ($row in $rows) {
            $p = $data.GetSkills().Probability($row.Skill)
            $expected = [Math]::Log((100 - 1) / (1 / 0.2 - 1)) / (2 * 0.05 * $p * 5)
            [Math]::Abs($row.Onset / $expected - 1) | Should -BeLessThan 1e-4
            # From 0.2 to 1 - 0.2: τ_s = 2 ln(1/ε - 1)/(2ηP_kS)
            $saturation = $expected + 2 * [Math]::Log(1 / 0.2 - 1) / (2 * 0.05 * $p * 5)
            [Math]::Abs($row.Saturation / $saturation - 1) | Should -BeLessThan 1e-4
            $row.Outcome | Should -Be 'Crossed'
        }
    }

    It 'has the parameter -<_>' -ForEach 'Threshold', 'Saturation', 'Crossing', 'X', 'Y', 'GroupBy', 'InputObject' {
        (Get-Command Measure-Emergence).Parameters.Keys | Should -Contain $_
    }

    It 'gives error bars over runs' {
        $rows = New-SparseParityDataset -SkillCount 5 | Invoke-MultilinearTraining -SampleCount 100 -Seed (1..10) -PerSkill -Skill 1, 2 | Measure-Emergence 0.5
        $rows.Runs | Should -Be 10, 10
        $rows[0].OnsetDeviation | Should -BeGreaterThan 0
        $rows[0].OnsetLow | Should -BeLessThan $rows[0].Onset
        $rows[0].OnsetHigh | Should -BeGreaterThan $rows[0].Onset
    }

    It 'takes one high value for noise with -Crossing Monotone' {
        $table = @(0, 0.6, 0, 0, 0.8) | ForEach-Object { $x = 1 } { [pscustomobject]@{ Time = $x; RelativeStrength = $_ }; $x *= 10 }
        ($table | Measure-Emergence 0.5).Onset | Should -BeLessThan 10
        $row = $table | Measure-Emergence 0.5 -Crossing Monotone
        # 0.6, 0, 0 become 0.2 each: half way in log x from (1000, 0.2) to (10000, 0.8)
        [Math]::Abs($row.Onset / [Math]::Pow(10, 3.5) - 1) | Should -BeLessThan 1e-12
        $row.Crossing | Should -Be Monotone
    }

    It 'measures groups one by one, by any x' {
        $rows = Invoke-MultilinearTraining -Alpha 0.3, 0.9 -SkillCount 5 -PerSkill -Skill 1, 2 | Measure-Emergence -GroupBy Alpha
        $rows.Group | Should -Be 'Alpha=0.3', 'Alpha=0.3', 'Alpha=0.9', 'Alpha=0.9'
        $table = 1..20 | ForEach-Object { [pscustomobject]@{ Width = $_; Accuracy = $_ / 20 } }
        $row = $table | Measure-Emergence -X Width -Y Accuracy -Threshold 0.5
        $row.X, $row.Skill, $row.Onset | Should -Be 'Width', $null, 10
        $table | ConvertTo-Csv | ConvertFrom-Csv | Measure-Emergence -X Width -Y Accuracy -Threshold 0.5 | Should -Be $row
        1..20 | ForEach-Object { @{ Width = $_; Accuracy = $_ / 20 } } | Measure-Emergence -X Width -Y Accuracy -Threshold 0.5 | Should -Be $row
    }

    It 'has a row without an onset for a skill that never crosses, and no error' {
        $problems = $null
        $rows = Invoke-MultilinearTraining -SkillCount 5 -Time 1, 10, 20 -PerSkill | Measure-Emergence 0.5 -ErrorVariable problems -WarningVariable +problems
        $rows[4].Outcome, $rows[4].Onset | Should -Be 'NeverCrossed', $null
        $rows[4].Advice | Should -Match 'larger x'
        $problems | Should -BeNullOrEmpty
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'EmptyPipeline'; Script = { @() | Measure-Emergence } }
        @{ Id = 'EmptyPipeline'; Script = { $null | Measure-Emergence } }
        @{ Id = 'PropertyNotFound'; Script = { Invoke-MultilinearTraining -Time 1, 10 | Measure-Emergence } }
        @{ Id = 'PropertyNotFound'; Script = { [pscustomobject]@{ Time = 1; RelativeStrength = 0 } | Measure-Emergence -GroupBy Nothing } }
        @{ Id = 'ParameterOutOfRange'; Script = { [pscustomobject]@{ Time = 1; RelativeStrength = 0 } | Measure-Emergence -Threshold NaN } }
        @{ Id = 'InconsistentInput'; Script = { [pscustomobject]@{ Time = 1; RelativeStrength = 0 } | Measure-Emergence -Threshold 0.5 -Saturation 0.4 } }
        @{ Id = 'TooFewPoints'; Script = { [pscustomobject]@{ Time = 1; RelativeStrength = 0 } | Measure-Emergence } }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }

    It 'leaves out what is not a number, tells it, and keeps the rest' {
        $warnings = $errors = $null
        $good = 1..20 | ForEach-Object { [pscustomobject]@{ Group = 'good'; Time = $_; RelativeStrength = $_ / 20 } }
        $bad = 'x', [double]::NaN, '' | ForEach-Object { [pscustomobject]@{ Group = 'bad'; Time = 1; RelativeStrength = $_ } }
        $rows = $bad + $good | Measure-Emergence 0.5 -GroupBy Group -WarningVariable warnings -WarningAction SilentlyContinue -ErrorVariable errors -ErrorAction SilentlyContinue
        $rows.Outcome | Should -Be 'TooFewPoints', 'Crossed'
        $rows[1].Onset | Should -Be 10
        $warnings | Should -HaveCount 2
        $errors.FullyQualifiedErrorId | Should -BeLike 'TooFewPoints,*'
        "$errors" | Should -Match '^Group=bad'
    }

    It 'says what was decided' {
        $said = (1..20 | ForEach-Object { [pscustomobject]@{ Time = $_; Skill = 1; RelativeStrength = $_ / 20 } } | Measure-Emergence 0.5 -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Message
        $said | Should -Be '20 records arrived.', 'skill 1: RelativeStrength crosses 0.5 in 1 of 1 runs; saturated at 0.95'
    }

    It 'completes properties of what arrives' {
        Complete 'Invoke-MultilinearTraining -PerSkill | Measure-Emergence -Y Rel' | Should -Be 'RelativeStrength'
        Complete 'Invoke-MultilinearTraining -PerSkill | Measure-Emergence -GroupBy Alph' | Should -Be 'Alpha'
    }
}
