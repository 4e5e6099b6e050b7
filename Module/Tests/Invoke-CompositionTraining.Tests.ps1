BeforeAll {
    . $PSScriptRoot/Common.ps1
    $task = New-CompositionTask 2 4
    # Some milliseconds.
    $small = @{ Steps = 20; BatchSize = 8; Width = 32; MeasureSamples = 20; StopAccuracy = 2 }
    # Hours.
    $long = @{ Steps = 1e8; BatchSize = 8; Width = 32; MeasureSamples = 20; StopAccuracy = 2; MeasureAt = 1 }
}

Describe 'Invoke-CompositionTraining' {
    It 'writes a row for each hop length and step, the measurements at equal ratios' {
        $rows = @($task | Invoke-CompositionTraining @small)
        $rows | Should -BeOfType ([ScalingTools.Composition.CompositionAccuracy])
        $rows[0].Step, $rows[0].HopLength, $rows[1].HopLength, $rows[2].Step, $rows[-1].Step | Should -Be 1, 1, 2, 2, 20
        $rows[-1].Samples, $rows[-1].Outcome, $rows[-1].ChanceLevel, $rows[-1].Regime | Should -Be 160, 'Completed', 0.25, 'Mixed'
        $rows[-1].StandardError | Should -BeGreaterThan 0
    }

    It 'takes regimes and seeds, and the default task' {
        $rows = $task | Invoke-CompositionTraining Direct, Curriculum @small -Seed 3, 1 -MeasureAt 20
        "$($rows.Regime)" | Should -Be 'Direct Direct Direct Direct Curriculum Curriculum Curriculum Curriculum'
        $rows.Seed | Should -Be 3, 3, 1, 1, 3, 3, 1, 1
        $rows.Run | Select-Object -Unique | Should -HaveCount 4
        (Invoke-CompositionTraining -Steps 1 -BatchSize 4 -MeasureSamples 2)[-1].Length | Should -Be 4
        (New-CompositionTask 2 4 -Seed 7 | Invoke-CompositionTraining @small)[-1].Seed | Should -Be 7
    }

    It 'learns four permutations of six things from hops of all lengths, in their order' {
        $rows = New-CompositionTask 4 6 | Invoke-CompositionTraining -Regime Mixed, Curriculum -Steps 400 -MeasureEvery 10 -MeasureSamples 100 -StopAccuracy 0.99
        foreach ($regime in 'Mixed', 'Curriculum') {
            $run = $rows | Where-Object Regime -EQ $regime
            $run[-1].Outcome, ($run[-1].Accuracy -ge 0.99) | Should -Be 'Converged', $true
            $known = 1, 2, 4 | ForEach-Object { $hop = $_; ($run | Where-Object { $_.HopLength -eq $hop -and $_.Accuracy -gt 0.5 })[0].Step }
            $known | Should -Be ($known | Sort-Object)
        }
    }

    It 'takes the steps of the theorem on samples of each size' {
        $rows = @($task | Invoke-CompositionTraining TheoryCurriculum -SampleCount log:1:100:3 -MeasureSamples 50)
        $rows.Samples | Select-Object -Unique | Should -Be 1, 10, 100
        $rows[-1].Accuracy | Should -Be 1
        $rows[0].Accuracy | Should -BeLessThan 1
        $rows.Stage | Select-Object -Unique | Should -Be 1, 2
    }

    It 'with -Threshold writes the samples it took, beside the theorems' {
        $rows = @(New-CompositionTask 2 4 | Invoke-CompositionTraining Mixed, TheoryCurriculum -Steps 300 -MeasureEvery 10 -Threshold 0.9 -MeasureSamples 50)
        $rows | Should -BeOfType ([ScalingTools.Composition.CompositionThreshold])
        $rows.HopLength | Should -Be 1, 2, 1, 2
        foreach ($row in $rows) { $row.Samples | Should -BeGreaterThan 0; $row.CurriculumSamples | Should -Be 65536 }
        Get-ErrorId { $task | Invoke-CompositionTraining @small -Threshold 2 } | Should -Be ParameterOutOfRange
    }

    It 'gives the same rows for the same seed on any number of threads' {
        $rows = $task | Invoke-CompositionTraining @small
        $task | Invoke-CompositionTraining @small -Threads 1 | Should -Be $rows
        $task | Invoke-CompositionTraining @small -ThrottleLimit 3 | Should -Be $rows
        ($task | Invoke-CompositionTraining @small -Seed 2)[-1].Loss | Should -Not -Be $rows[-1].Loss
    }

    It 'takes the start, the schedule and the curriculum given: <Arguments>' -ForEach @(
        @{ Arguments = @{ RandomReadout = $true } }, @{ Arguments = @{ EmbeddingScale = 1 } }, @{ Arguments = @{ KeyQueryScale = 0.1 } }, @{ Arguments = @{ ValueScale = 2 } }
        @{ Arguments = @{ ReadoutScale = 0.5 } }, @{ Arguments = @{ Schedule = 'Cosine' } }, @{ Arguments = @{ WarmupSteps = 10 } }, @{ Arguments = @{ LearningRate = 0.001 } }
        @{ Arguments = @{ NoReplay = $true; StageAccuracy = 0.3 } }
    ) {
        $base = $task | Invoke-CompositionTraining @small -Regime Curriculum
        ($task | Invoke-CompositionTraining @small -Regime Curriculum @Arguments)[-1].Loss | Should -Not -Be $base[-1].Loss
    }

    It 'with -WhatIf trains nothing and names runs, steps, time and memory' {
        # What -WhatIf prints goes to the host: that of a process of its own.
        $plan = pwsh -NoProfile -NonInteractive -Command "Import-Module '$Manifest'; New-CompositionTask 8 8 | Invoke-CompositionTraining Mixed, Curriculum -Seed (1..5) -CheckpointPath '$TestDrive/none' -WhatIf"
        $plan | Should -HaveCount 1 -Because 'there are no rows'
        $plan | Should -Match 'Train.*10 runs, 20,000 steps .* dense operations, about [\d.]+ (seconds|minutes|hours) on \d+ threads?, \d+ MB'
        "$TestDrive/none" | Should -Not -Exist
        Get-ErrorId { Invoke-CompositionTraining -Width 0 -WhatIf } | Should -Be ParameterOutOfRange
    }

    It 'with -Verbose says what was decided' {
        $said = ($task | Invoke-CompositionTraining @small -Threads 2 -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Message
        "$said" | Should -Match '1 run of k = 2, N = 4: 2 layers of width 32, [\d,]+ parameters, 20 steps of 8 prompts, learning rate 0.00625, measured at most \d+ times, on 2 threads'
    }

    It 'keeps the rows of a run that diverges, writes its error, and goes on with the others' {
        $errors = $null
        $rows = (New-CompositionTask 2 4), (New-CompositionTask 2 5) | Invoke-CompositionTraining -Steps 20 -BatchSize 8 -Width 32 -MeasureSamples 20 -LearningRate 1e30 -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows.Size | Select-Object -Unique | Should -Be 4, 5
        $rows[-1].Outcome, $rows[-1].Accuracy | Should -Be 'Diverged', $null
        $errors | Should -HaveCount 2
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'Diverged,*'
        $errors[0].ErrorDetails.RecommendedAction | Should -Match 'learning rate'
    }

    It 'refuses <Id> by name: <Arguments>' -ForEach @(
        @{ Id = 'InconsistentInput'; Arguments = { @{ Task = New-CompositionTask 6 3 } } }
        @{ Id = 'ParameterOutOfRange'; Arguments = { @{ Width = 0 } } }
        @{ Id = 'TooLarge'; Arguments = { @{ Width = 100000 } } }
        @{ Id = 'ParameterOutOfRange'; Arguments = { @{ BatchSize = 0 } } }
        @{ Id = 'ParameterOutOfRange'; Arguments = { @{ Steps = -1 } } }
        @{ Id = 'ParameterOutOfRange'; Arguments = { @{ LearningRate = 0 } } }
        @{ Id = 'ParameterOutOfRange'; Arguments = { @{ WarmupSteps = -1 } } }
        @{ Id = 'ParameterOutOfRange'; Arguments = { @{ MeasureSamples = 1 } } }
        @{ Id = 'ParameterOutOfRange'; Arguments = { @{ EmbeddingScale = [double]::NaN } } }
        @{ Id = 'InconsistentInput'; Arguments = { @{ MeasureEvery = 5; MeasureAt = 10 } } }
        @{ Id = 'NoSamples'; Arguments = { @{ Regime = 'TheoryCurriculum'; SampleCount = 0 } } }
        @{ Id = 'ParameterOutOfRange'; Arguments = { @{ Threads = -1 } } }
    ) {
        Get-ErrorId { $given = & $Arguments; Invoke-CompositionTraining @given } | Should -Be $Id
    }

    It 'goes on from where it was stopped, in a folder named from the current one' {
        Push-Location $TestDrive
        try {
            $arguments = $small + @{ MeasureEvery = 5 }
            $all = $task | Invoke-CompositionTraining Curriculum @arguments
            ($task | Invoke-CompositionTraining Curriculum @arguments -CheckpointPath runs | Select-Object -First 1).Step | Should -Be 5
            Get-ChildItem runs -Name | Should -Be 'curriculum-length2-size4-seed1.checkpoint'
            $task | Invoke-CompositionTraining Curriculum @arguments -CheckpointPath runs | Should -Be $all
            $task | Invoke-CompositionTraining Curriculum @arguments -CheckpointPath ./runs | Should -Be $all
            $problem = try { $task | Invoke-CompositionTraining Curriculum @arguments -LearningRate 0.5 -CheckpointPath runs -ErrorAction Stop } catch { $_ }
            $problem.FullyQualifiedErrorId | Should -BeLike 'CheckpointMismatch,*'
            "$problem" | Should -Match 'LearningRate = 0.00625 there, LearningRate = 0.5 here'
        }
        finally { Pop-Location }
    }

    It 'stops at once when Select-Object has enough' {
        (Measure-Command { $script:row = $task | Invoke-CompositionTraining @long | Select-Object -First 1 }).TotalSeconds | Should -BeLessThan 3
        $script:row.Step | Should -Be 1
    }

    It 'shows progress, and stops at Ctrl+C with the finished rows out' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$Manifest'; New-CompositionTask 2 4 | Invoke-CompositionTraining -Steps 1e8 -BatchSize 8 -Width 32 -MeasureSamples 20 -StopAccuracy 2 -MeasureAt 1")
        $rows = [Management.Automation.PSDataCollection[psobject]]::new()
        $null = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $rows)
        [Threading.SpinWait]::SpinUntil({ $rows.Count -ge 2 -and $shell.Streams.Progress.Where{ $_.RecordType -eq 'Processing' } }, 20000) | Should -BeTrue
        (Measure-Command { $shell.Stop() }).TotalSeconds | Should -BeLessThan 3
        $rows | Should -HaveCount 2
        @($shell.Streams.Error) | Should -BeNullOrEmpty
        $shell.Streams.Progress.StatusDescription | Where-Object { $_ -match '^Mixed, seed 1: step \d+ of 100000000$' } | Should -Not -BeNullOrEmpty
        $shell.Dispose()
    }

    It 'completes regimes' {
        Complete 'Invoke-CompositionTraining -Regime ' | Sort-Object | Should -Be 'Curriculum', 'Direct', 'Mixed', 'TheoryCurriculum'
    }
}
