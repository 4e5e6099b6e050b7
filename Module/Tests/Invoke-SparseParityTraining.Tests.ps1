BeforeAll {
    . $PSScriptRoot/Common.ps1
    $task = New-SparseParityDataset -SkillCount 2 -SkillBits 6 -SparseBits 2
    # Some milliseconds.
    $small = @{ Width = 20; BatchSize = 50; LearningRate = 0.02; InitialScale = 0.3; Steps = 40; MeasureSamples = 100 }
    # Both skills are learnt, in a quarter of a second.
    $learning = @{ Width = 30; BatchSize = 100; LearningRate = 0.05; InitialScale = 0.1; Steps = 1000; MeasureSamples = 500 }
    # Hours.
    $long = @{ Width = 300; BatchSize = 1000; LearningRate = 1e-4; Steps = 1e9; MeasureSamples = 100; MeasureAt = 1 }

}

Describe 'Invoke-SparseParityTraining' {
    It 'writes a row for each skill and step, the measurements at equal ratios' {
        $rows = @($task | Invoke-SparseParityTraining @small)
        $rows | Should -BeOfType ([ScalingTools.Networks.NetworkStrength])
        $rows[0].Step, $rows[0].Skill, $rows[1].Skill, $rows[2].Step, $rows[-1].Step | Should -Be 1, 1, 2, 2, 40
        $rows[0].Time, $rows[0].Samples, $rows[0].Parameters | Should -Be 1, $null, 20
        $rows[-1].Outcome | Should -Be 'Completed'
        $rows.Seed | Select-Object -Unique | Should -Be 1
    }

    It 'takes arrays and grids of widths, seeds and data set sizes, and measures a grid at its end' {
        $rows = $task | Invoke-SparseParityTraining @small -SampleCount 30, $null -Seed 3, 1
        $rows.Count | Should -Be 8
        "$($rows.Samples)" | Should -Be '30 30 30 30    '
        $rows.Seed | Should -Be 3, 3, 1, 1, 3, 3, 1, 1
        $rows.Step | Select-Object -Unique | Should -Be 40
        $grid = $small.Clone()
        $grid.Width = 'log:2:8:3'
        ($task | Invoke-SparseParityTraining @grid).Width | Should -Be 2, 2, 4, 4, 8, 8
        ($task | Invoke-SparseParityTraining 3 10 -BatchSize 5 -Final).Step | Should -Be 10, 10
    }

    It 'takes points and seed of the data set, and those given instead' {
        $data = New-SparseParityDataset -SkillCount 2 -SkillBits 6 -SparseBits 2 -SampleCount 50 -Seed 7
        $rows = $data | Invoke-SparseParityTraining @small -Final
        $rows.Seed | Should -Be 7, 7
        $rows.Samples | Should -Be 50, 50
        ($rows.Observations | Measure-Object -Sum).Sum | Should -Be 50
        $rows.Observations | Should -Be ($data.CountSkills())
        $other = $data | Invoke-SparseParityTraining @small -Final -Seed 8
        $fixed = $data | Invoke-SparseParityTraining @small -Final -Seed 8 -FixedData
        $other.Observations | Should -Not -Be $rows.Observations
        $fixed.Observations | Should -Be $rows.Observations
        ($data | Invoke-SparseParityTraining @small -Final -SampleCount 80).Observations | Measure-Object -Sum | ForEach-Object Sum | Should -Be 80
        $two = $data, $task | Invoke-SparseParityTraining @small -Final
        "$($two.Samples)" | Should -Be '50 50  '
    }

    It 'measures every so many steps, at given ones, or only the end' {
        ($task | Invoke-SparseParityTraining @small -MeasureEvery 15).Step | Select-Object -Unique | Should -Be 15, 30, 40
        ($task | Invoke-SparseParityTraining @small -MeasureAt 0, log:1:10:2).Step | Select-Object -Unique | Should -Be 0, 1, 10, 40
        ($task | Invoke-SparseParityTraining @small -Final).Step | Select-Object -Unique | Should -Be 40
    }

    It 'trains transformers, with the same rows and parameters of their own' {
        $transformer = @{ Architecture = 'Transformer'; Width = 8; Heads = 2; BatchSize = 50; Steps = 20; MeasureEvery = 10; MeasureSamples = 50 }
        $rows = @($task | Invoke-SparseParityTraining @transformer -Layers 2 -HiddenWidth 12)
        $rows | Should -HaveCount 4
        $rows[0] | Should -BeOfType ([ScalingTools.Networks.NetworkStrength])
        $rows.Architecture | Select-Object -Unique | Should -Be 'Transformer'
        ($task | Invoke-SparseParityTraining @transformer -Layers 2 -HiddenWidth 12 -Threads 1) | Should -Be $rows
        ($task | Invoke-SparseParityTraining @transformer -Optimizer AdamW -WeightDecay 0.1 -Total).Architecture | Select-Object -Unique | Should -Be 'Transformer'
        $task | Invoke-SparseParityTraining @transformer -Layers 2 -CheckpointPath "$TestDrive/transformer" | Select-Object -First 2 | Should -HaveCount 2
        @($task | Invoke-SparseParityTraining @transformer -Layers 2 -CheckpointPath "$TestDrive/transformer") | Should -Be @($task | Invoke-SparseParityTraining @transformer -Layers 2)
        { $task | Invoke-SparseParityTraining @transformer -Layers 0 -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterOutOfRange,*'
        $transformer.Heads = 3
        { $task | Invoke-SparseParityTraining @transformer -ErrorAction Stop } | Should -Throw -ErrorId 'InconsistentInput,*' -ExpectedMessage '*8*3 heads*'
        { $task | Invoke-SparseParityTraining 5 5 -Layers 2 -ErrorAction Stop } | Should -Throw -ErrorId 'InconsistentInput,*'
    }

    It 'gives the same rows for the same seed on any number of threads' {
        $rows = $task | Invoke-SparseParityTraining @small -Seed 1, 2
        $task | Invoke-SparseParityTraining @small -Seed 1, 2 -Threads 1 | Should -Be $rows
        $task | Invoke-SparseParityTraining @small -Seed 1, 2 -ThrottleLimit 3 | Should -Be $rows
        $rows[0].Strength | Should -Not -Be $rows[-2].Strength
    }

    It 'has curves that Measure-Emergence, the calibration and the comparison take, also from a file' {
        $one = New-SparseParityDataset -SkillCount 1 -SkillBits 6 -SparseBits 2 | Invoke-SparseParityTraining @learning -Seed 1, 2
        $runs = $task | Invoke-SparseParityTraining @learning -Seed 1, 2
        $emergence = @($runs | Measure-Emergence -Threshold 0.5)
        $emergence.Skill | Should -Be 1, 2
        $emergence[0].Onset | Should -BeLessThan $emergence[1].Onset
        $emergence[0].Runs | Should -Be 2
        $constant = $one | Measure-EmergenceCalibration Time
        $constant.Constant | Should -BeGreaterThan 0
        $comparison = @($runs | Compare-Emergence Time -Calibration $constant)
        $comparison.Skill | Should -Be 1, 2
        $comparison[1].MeasuredOnset | Should -BeGreaterThan $comparison[0].MeasuredOnset
        $runs | Export-Csv "$TestDrive/runs.csv"
        Import-Csv "$TestDrive/runs.csv" | Compare-Emergence Time -Calibration $constant | Should -Be $comparison
    }

    It 'has ends of training that Measure-ScalingExponent takes along every resource: <X>' -ForEach @(
        @{ X = 'Parameters'; Grid = @{ Width = 2, 4, 8, 16, 32 } }
        @{ X = 'Samples'; Grid = @{ Width = 20; SampleCount = 10, 20, 40, 80, 160 } }
        @{ X = 'Time'; Grid = @{ Width = 20; MeasureAt = 10, 20, 40, 80 } }
    ) {
        $arguments = $learning.Clone()
        $arguments.Remove('Width')
        $arguments.Steps = 200
        $fit = $task | Invoke-SparseParityTraining @arguments @Grid | Measure-ScalingExponent -X $X -Y Loss -WarningAction SilentlyContinue
        $fit.Exponent | Should -Not -BeNullOrEmpty
    }

    It 'with -WhatIf trains nothing and names runs, steps, time and memory' {
        # What -WhatIf prints goes to the host: that of a process of its own.
        $plan = pwsh -NoProfile -NonInteractive -Command @"
            Import-Module '$Manifest'
            Invoke-SparseParityTraining -Preset Nam2024Time -Seed (1..10) -CheckpointPath '$TestDrive/none' -WhatIf
            New-SparseParityDataset | Invoke-SparseParityTraining -Preset Nam2024Data -WhatIf
            `$WhatIfPreference = `$true
            Invoke-SparseParityTraining -Width 2, 3 -Steps 10 -Final -BatchSize 5
"@
        $plan | Should -HaveCount 3 -Because 'there are no rows'
        $plan[0] | Should -Match 'Train.*10 runs, 300,000 steps and 6,000 measurements in all \(30,000 rows\): .* dense operations, about [\d.]+ (seconds|minutes|hours) on \d+ threads?, \d+ MB'
        $plan[1] | Should -Match '25 runs, 12,500,000 steps'
        $plan[2] | Should -Match '2 runs, 20 steps'
        "$TestDrive/none" | Should -Not -Exist
        Get-ErrorId { Invoke-SparseParityTraining -Width 0 -WhatIf } | Should -Be ParameterOutOfRange
    }

    It 'with -Verbose says what was decided' {
        $said = ($task | Invoke-SparseParityTraining @small -Seed 1, 2 -Final -Threads 2 -Preset Nam2024Time -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Message
        "$said" | Should -Match '2 runs of 40 steps, measured 1 time, 2 at a time on 2 threads with vectors of (128|256|512) bits, preset Nam2024Time'
    }

    It 'has presets whose values stand in the rows, and give way to those given' {
        $row = Invoke-SparseParityTraining -Preset Nam2024CalibrationCode -Steps 1 -BatchSize 5 -MeasureSamples 5 | Select-Object -Last 1
        $row.Preset, $row.Width, $row.SkillCount, $row.LearningRate | Should -Be 'Nam2024CalibrationCode', 1000, 1, 0.02
        [Math]::Abs($row.InitialStrength / (1e-4 / 3.6) - 1) | Should -BeLessThan 1e-12
        $row = Invoke-SparseParityTraining -Preset Nam2024CalibrationCode -Steps 1 -BatchSize 5 -MeasureSamples 5 -Width 3 -LearningRate 0.5 -InitialScale 0.1 -Dataset $task | Select-Object -Last 1
        $row.Width, $row.SkillCount, $row.LearningRate | Should -Be 3, 2, 0.5
        [Math]::Abs($row.InitialStrength / (1e-2 / 3.6) - 1) | Should -BeLessThan 1e-12
        $row = Invoke-SparseParityTraining -Preset Michaud2023 -Steps 1 -BatchSize 50 -MeasureSamples 2 -Width 2 | Select-Object -Last 1
        $row.SkillCount, $row.Alpha, $row.TargetScale | Should -Be 500, 0.4, 1
    }

    It 'keeps the rows of a run that diverges, writes its error, and goes on with the others' {
        $errors = $null
        $arguments = $small.Clone()
        $arguments.Width = 400, 8
        $arguments.LearningRate = 3
        $rows = $task | Invoke-SparseParityTraining @arguments -MeasureEvery 1 -ErrorAction SilentlyContinue -ErrorVariable errors
        $wide = $rows | Where-Object Width -EQ 400
        $wide[-1].Outcome, $wide[-1].RelativeStrength | Should -Be 'Diverged', $null
        $wide[0].RelativeStrength | Should -Not -BeNullOrEmpty
        $rows[-1].Width, $rows[-1].Outcome, $rows[-1].Step | Should -Be 8, 'Completed', 40
        $errors | Should -HaveCount 1
        $errors.FullyQualifiedErrorId | Should -BeLike 'Diverged,*'
        $errors.ErrorDetails.RecommendedAction | Should -Match 'learning rate'
        $errors[0].TargetObject | Should -Be 3
    }

    It 'learns 0/1 labels with cross-entropy' {
        $rows = New-SparseParityDataset -SkillCount 2 -SkillBits 6 -SparseBits 2 -Labels Binary | Invoke-SparseParityTraining @learning -Optimizer Adam -Final
        $rows.RelativeStrength | ForEach-Object { $_ | Should -BeGreaterThan 0.9 }
        $rows.TargetScale | Should -Be 1, 1
    }

    It 'takes a schedule from any of its parts' {
        $base = $task | Invoke-SparseParityTraining @small -Final
        ($task | Invoke-SparseParityTraining @small -Final -SchedulePeriod 10).Strength | Should -Not -Be $base.Strength
        ($task | Invoke-SparseParityTraining @small -Final -SchedulePeriod 10).Strength | Should -Be ($task | Invoke-SparseParityTraining @small -Final -Schedule Step -SchedulePeriod 10 -ScheduleFactor 0.5).Strength
        ($task | Invoke-SparseParityTraining @small -Final -WarmupSteps 20).Strength | Should -Not -Be $base.Strength
        ($task | Invoke-SparseParityTraining @small -Final -Schedule Constant).Strength | Should -Be $base.Strength
    }

    It 'refuses <Id> by name: <Arguments>' -ForEach @(
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Width = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ BatchSize = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Steps = -1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ LearningRate = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ LearningRate = [double]::NaN } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Momentum = 1 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ Momentum = 0.9; Optimizer = 'Adam' } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ MeasureEvery = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Steps = 10; MeasureAt = 11 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ MeasureEvery = 5; Final = $true } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ MeasureSamples = 1 } }
        @{ Id = 'NoSamples'; Arguments = @{ SampleCount = 0 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ Loss = 'CrossEntropy' } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ InitialScale = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ ScheduleFactor = 2 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ SchedulePeriod = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ WarmupSteps = -1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Threads = -1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ StopTolerance = -1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ CheckpointInterval = -1 } }
        @{ Id = 'TooLarge'; Arguments = @{ Width = [int]::MaxValue } }
    ) {
        Get-ErrorId { Invoke-SparseParityTraining @Arguments } | Should -Be $Id
    }

    It 'refuses a task that is too large at once, and takes the next' {
        Get-ErrorId { New-SparseParityDataset -SkillCount 1e9 | Invoke-SparseParityTraining @small } | Should -Be TooLarge
        $rows = (New-SparseParityDataset -SkillCount 1e9), $task | Invoke-SparseParityTraining @small -Final -ErrorAction SilentlyContinue
        $rows.SkillCount | Should -Be 2, 2
        Get-ErrorId { New-SparseParityDataset -Labels Binary | Invoke-SparseParityTraining -StrengthMethod Exact } | Should -Be InconsistentInput
        Get-ErrorId { New-SparseParityDataset -SkillBits 49 | Invoke-SparseParityTraining -StrengthMethod Exact } | Should -Be TooLarge
    }

    It 'keeps its state in a folder named from the current one, and goes on from it' {
        Push-Location $TestDrive
        try {
            $rows = $task | Invoke-SparseParityTraining @small -Seed 1, 2 -CheckpointPath runs/first
            Get-ChildItem runs/first -Name | Sort-Object | Should -Be 'width20-seed1.checkpoint', 'width20-seed2.checkpoint'
            $task | Invoke-SparseParityTraining @small -Seed 1, 2 -CheckpointPath ./runs/first | Should -Be $rows
            $task | Invoke-SparseParityTraining @small -Seed 1, 2 | Should -Be $rows
            $null = $task | Invoke-SparseParityTraining @small -CheckpointPath TestDrive:/second
            Test-Path "$TestDrive/second/width20-seed1.checkpoint" | Should -BeTrue
        }
        finally { Pop-Location }
    }

    It 'goes on from where it was stopped' {
        $arguments = $learning.Clone()
        $arguments.Steps = 3000
        $folder = "$TestDrive/stopped"
        $first = $task | Invoke-SparseParityTraining @arguments -MeasureEvery 100 -CheckpointPath $folder -Threads 1 | Select-Object -First 1
        $first.Step | Should -Be 100
        $all = $task | Invoke-SparseParityTraining @arguments -MeasureEvery 100
        $task | Invoke-SparseParityTraining @arguments -MeasureEvery 100 -CheckpointPath $folder | Should -Be $all
    }

    It 'refuses a checkpoint of other settings, a foreign file and a folder that cannot be' {
        $folder = "$TestDrive/mismatch"
        $null = $task | Invoke-SparseParityTraining @small -CheckpointPath $folder
        $problem = try { $task | Invoke-SparseParityTraining @small -Momentum 0.5 -CheckpointPath $folder -ErrorAction Stop } catch { $_ }
        $problem.FullyQualifiedErrorId | Should -BeLike 'CheckpointMismatch,*'
        "$problem" | Should -Match 'Momentum = 0 there, Momentum = 0.5 here'
        $problem.CategoryInfo.Category | Should -Be 'ResourceExists'
        Set-Content "$folder/width20-seed1.checkpoint" 'notes'
        Get-ErrorId { $task | Invoke-SparseParityTraining @small -CheckpointPath $folder } | Should -Be CheckpointMismatch
        Get-Content "$folder/width20-seed1.checkpoint" | Should -Be 'notes'
        Get-ErrorId { $task | Invoke-SparseParityTraining @small -CheckpointPath "$folder/width20-seed1.checkpoint/below" } | Should -Be PathNotWritable
    }

    It 'stops at once when Select-Object has enough' {
        $seconds = (Measure-Command { $script:row = $task | Invoke-SparseParityTraining @long | Select-Object -First 1 }).TotalSeconds
        $script:row.Step | Should -Be 1
        $seconds | Should -BeLessThan 3
    }

    It 'shows progress, and stops at Ctrl+C with the finished rows out' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$Manifest'; Invoke-SparseParityTraining -Width 300 -BatchSize 1000 -LearningRate 1e-4 -Steps 1e9 -MeasureSamples 100 -MeasureAt 1")
        $rows = [Management.Automation.PSDataCollection[psobject]]::new()
        $null = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $rows)
        [Threading.SpinWait]::SpinUntil({ $rows.Count -ge 5 -and $shell.Streams.Progress.Where{ $_.RecordType -eq 'Processing' } }, 20000) | Should -BeTrue
        (Measure-Command { $shell.Stop() }).TotalSeconds | Should -BeLessThan 3
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $rows | Should -HaveCount 5
        @($shell.Streams.Error) | Should -BeNullOrEmpty
        $shell.Streams.Progress.StatusDescription | Should -Contain '0 of 1 runs done, 1 training'
        $shell.Dispose()
    }

    It 'comes back from its own row, to the bit' {
        $row = $task | Invoke-SparseParityTraining @small -Seed 3 -SampleCount 30 -Final
        $row | Select-Object -First 1 | ConvertTo-Csv | ConvertFrom-Csv | Invoke-SparseParityTraining -Dataset $task -BatchSize 50 -InitialScale 0.3 -Steps 40 -MeasureSamples 100 -Final | Should -Be $row
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Invoke-SparseParityTraining -Preset Nam'; Expected = 'Nam2024CalibrationCode', 'Nam2024Data', 'Nam2024Parameters', 'Nam2024Time', 'Nam2024TimeCode', 'Nam2024Transformer', 'Nam2024TransformerQuick', 'Nam2024TransformerSmall' }
        @{ Line = 'Invoke-SparseParityTraining -Preset M'; Expected = 'Michaud2023', 'Michaud2023Data', 'Michaud2023Parameters' }
        @{ Line = 'Invoke-SparseParityTraining -Optimizer '; Expected = 'Adam', 'AdamW', 'Sgd' }
        @{ Line = 'Invoke-SparseParityTraining -StrengthMethod '; Expected = 'Centered', 'Exact', 'Sampled' }
        @{ Line = 'Invoke-SparseParityTraining -Schedule '; Expected = 'Constant', 'Cosine', 'Step' }
        @{ Line = 'Invoke-SparseParityTraining -Loss '; Expected = 'CrossEntropy', 'HalfSquaredError', 'SquaredError' }
    ) {
        Complete $Line | Sort-Object | Should -Be $Expected
    }
}
