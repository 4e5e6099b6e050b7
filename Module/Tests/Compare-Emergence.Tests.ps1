BeforeAll {
    . $PSScriptRoot/Common.ps1
    $task = New-SparseParityDataset
    function Get-Curve([double] $Constant = 0.1) { $task | Get-EmergencePrediction Time -Constant $Constant -Value log:1:1e5:1000 }
}

Describe 'Compare-Emergence' {
    It 'finds no difference between a prediction along <Resource> and itself' -ForEach @(
        @{ Resource = 'Time'; Constant = 0.1; Values = 'log:1:1e5:1000'; Tolerance = 1e-4 } # interpolated between 200 times a decade
        @{ Resource = 'Data'; Constant = 20; Values = 1..900; Tolerance = 1e-12 }
        @{ Resource = 'Parameters'; Constant = 4; Values = 1..24; Tolerance = 1e-12 }
    ) {
        $rows = $task | Get-EmergencePrediction $Resource -Constant $Constant -Value $Values | Compare-Emergence $Resource $Constant
        $rows | Should -BeOfType ([ScalingTools.Experiments.EmergenceComparison])
        $rows.Skill | Should -Be (1..5)
        foreach ($row in $rows) {
            $row.RootMeanSquareError, $row.MeanCurveError, $row.LargestError | Should -Be 0, 0, 0
            [Math]::Abs($row.DifferenceDecades) | Should -BeLessThan $Tolerance
            $row.Outcome, $row.Advice, $row.StandardDeviations | Should -Be 'Crossed', '', $null
        }
    }

    It 'finds a rate half as large to be a factor of two late' {
        foreach ($row in Get-Curve 0.05 | Compare-Emergence -Constant 0.1) {
            [Math]::Abs($row.DifferenceDecades - [Math]::Log10(2)) | Should -BeLessThan 1e-4
            $row.MeanError | Should -BeLessThan 0
        }
    }

    It 'gives the difference in standard deviations over seeds' {
        $runs = $task | Invoke-MultilinearTraining -PerSkill -Method Sgd -Seed (1..6) -Time log:1:1000:60 -LearningRate 0.01
        $measured = $runs | Measure-Emergence 0.3 -Crossing Monotone
        $rows = $runs | Compare-Emergence Time 1 -Threshold 0.3
        $rows.Runs | Should -Be 6, 6, 6, 6, 6
        foreach ($i in 0..4) {
            $rows[$i].MeasuredOnset, $rows[$i].MeasuredLow, $rows[$i].MeasuredHigh, $rows[$i].MeasuredDeviation |
                Should -Be $measured[$i].Onset, $measured[$i].OnsetLow, $measured[$i].OnsetHigh, $measured[$i].OnsetDeviation
            $expected = [Math]::Log10($rows[$i].MeasuredOnset / $rows[$i].PredictedOnset) / $rows[$i].MeasuredDeviation
            [Math]::Abs($rows[$i].StandardDeviations - $expected) | Should -BeLessThan 1e-9
            $rows[$i].RootMeanSquareError | Should -BeGreaterThan $rows[$i].MeanCurveError
        }
    }

    It 'takes the constant and its error from a calibration, of this process or of a file' {
        $one = New-SparseParityDataset -SkillCount 1 | Invoke-MultilinearTraining -PerSkill -Method Sgd -Seed 1, 2 -Time log:1:200:40 | Measure-EmergenceCalibration Time
        $rows = Get-Curve | Compare-Emergence Time -Calibration $one
        $rows[0].Constant, $rows[0].ConstantError | Should -Be $one.Constant, $one.StandardError
        $rows[0].PredictedLow | Should -BeLessThan $rows[0].PredictedOnset
        $rows[0].PredictedHigh | Should -BeGreaterThan $rows[0].PredictedOnset
        $one | Export-Csv "$TestDrive/one.csv"
        Get-Curve | Compare-Emergence Time -Calibration (Import-Csv "$TestDrive/one.csv") | Should -Be $rows
    }

    It 'compares a data set with the prediction for its own counts, or with the mean' {
        $rows = $task | Get-EmergencePrediction Data -Constant 20 -Value log:10:2000:10 -DataMode Sampled
        ($rows | Compare-Emergence Data 20).RootMeanSquareError | Should -Be 0, 0, 0, 0, 0
        ($rows | Compare-Emergence Data 20 -DataMode Expected).RootMeanSquareError | ForEach-Object { $_ | Should -BeGreaterThan 0 }
    }

    It 'reads properties by name, aliases too, as a training run of a network has them' {
        $rows = Get-Curve | ForEach-Object {
            $row = [pscustomobject]@{ Preset = 'Time'; Seed = 1; Width = 1000; Step = $_.Time; Skill = $_.Skill; Frequency = $_.Frequency; TargetScale = 5
                InitialStrength = 0.05; LearningRate = 0.05; RelativeStrength = $_.RelativeStrength; Run = 'run-1' }
            $row | Add-Member AliasProperty Time Step -PassThru
        }
        $rows | Compare-Emergence Time 0.1 | Should -Be (Get-Curve | Compare-Emergence Time 0.1)
    }

    It 'gives the same rows from <Name>' -ForEach @(
        @{ Name = 'a CSV file'; Through = { $args[0] | Export-Csv "$TestDrive/rows.csv"; Import-Csv "$TestDrive/rows.csv" } }
        @{ Name = 'an Excel workbook'; Through = { $args[0] | Export-Excel "$TestDrive/rows.xlsx"; Import-Excel "$TestDrive/rows.xlsx" }; Excel = $true }
    ) {
        if ($Excel) { Skip-WithoutExcel }
        $rows = $task | Invoke-MultilinearTraining -PerSkill -SampleCount 20, 200 -Seed 1, 2 -Time log:1:1000:40
        & $Through $rows | Compare-Emergence Time 1 -GroupBy Samples | Should -Be ($rows | Compare-Emergence Time 1 -GroupBy Samples)
        & $Through $rows | Compare-Emergence Data 1 | Should -Be ($rows | Compare-Emergence Data 1)
    }

    It 'is told of the task what a table does not say' {
        $table = Get-Curve | Select-Object Time, Skill, RelativeStrength
        $rows = $table | Compare-Emergence Time 0.1 -Task $task
        $rows.RootMeanSquareError | ForEach-Object { $_ | Should -BeLessThan 1e-15 }
        $first = $table | Where-Object Skill -EQ 1 | Compare-Emergence Time 0.1 -Frequency $rows[0].Frequency
        $first | Should -Be $rows[0]
        $small = New-SparseParityDataset -TargetScale 2
        ($table | Compare-Emergence Time 0.1 -Task $small)[0].TargetScale | Should -Be 2
        ($table | Compare-Emergence Time 0.1 -Task $small -TargetScale 3)[0].TargetScale | Should -Be 3
    }

    It 'has a row without an onset for a skill that does not emerge, and neither error nor warning' {
        $problems = $null
        $rows = Get-Curve | Where-Object Time -LT 200 | Compare-Emergence Time 0.1 -ErrorVariable problems -WarningVariable +problems
        $rows[4].Outcome, $rows[4].MeasuredOnset, $rows[4].DifferenceDecades | Should -Be 'NeverCrossed', $null, $null
        $rows[4].Advice | Should -Match 'beyond the data'
        $problems | Should -BeNullOrEmpty
    }

    It 'says what it leaves out and what was decided' {
        $warnings = $null
        $rows = Get-Curve | Select-Object -First 50
        $rows += [pscustomobject]@{ Time = 1; Skill = 1; Frequency = 0.5; RelativeStrength = 'x'; TargetScale = 5; InitialStrength = 0.05; LearningRate = 0.05 }
        ($rows | Compare-Emergence -WarningVariable warnings -WarningAction SilentlyContinue)[0].Excluded | Should -Be 1
        $warnings | Should -BeLike "RelativeStrength of record 51 is 'x'*"
        $said = (Get-Curve | Compare-Emergence Time 0.1 -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Message
        $said[1] | Should -Be 'skill 1: constant 0.1; 1 of 1 runs cross 0.05; 1000 strengths compared'
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'EmptyPipeline'; Script = { @() | Compare-Emergence } }
        @{ Id = 'PropertyNotFound'; Script = { Get-Curve | Compare-Emergence -X Steps } }
        @{ Id = 'TooFewPoints'; Script = { Get-Curve | Compare-Emergence Data -WarningAction SilentlyContinue } }
        @{ Id = 'PropertyNotFound'; Script = { Get-Curve | Select-Object Time, Skill, RelativeStrength | Compare-Emergence } }
        @{ Id = 'ParameterOutOfRange'; Script = { Get-Curve | Compare-Emergence Time 0 } }
        @{ Id = 'ParameterOutOfRange'; Script = { Get-Curve | Compare-Emergence -Threshold 1 } }
        @{ Id = 'InconsistentInput'; Script = { 0.1, 0.2 | ForEach-Object { Invoke-MultilinearTraining -SkillCount 1 -PerSkill -LearningRate $_ } | Compare-Emergence } }
        @{ Id = 'InconsistentInput'; Script = { Get-Curve | Compare-Emergence -Calibration ($task | Get-EmergencePrediction Data | Measure-EmergenceCalibration Data) } }
        @{ Id = 'InconsistentInput'; Script = { Get-Curve | Compare-Emergence -Calibration $null } }
        @{ Id = 'NotIdentifiable'; Script = { Get-Curve | Compare-Emergence -Calibration (1..9 | ForEach-Object { @{ Time = $_; RelativeStrength = 0 } } | Measure-EmergenceCalibration Time) } }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }

    It 'completes resources, crossings and properties of what arrives' {
        Complete 'Compare-Emergence ' | Should -Be 'Data', 'Parameters', 'Time'
        Complete 'Compare-Emergence -Crossing ' | Should -Be 'First', 'Monotone'
        Complete 'Invoke-MultilinearTraining -PerSkill | Compare-Emergence -Y Rel' | Should -Be 'RelativeStrength'
    }
}
