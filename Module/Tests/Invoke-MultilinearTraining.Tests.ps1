BeforeAll {
    . $PSScriptRoot/Common.ps1

    # Runs a script in a runspace of its own and stops it like Ctrl+C once it is at work; the seconds that stopping took.
    function Measure-Stop([string] $Script) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$Manifest'; $Script")
        $rows = [Management.Automation.PSDataCollection[psobject]]::new()
        $null = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $rows)
        $seen = [Threading.SpinWait]::SpinUntil({ $shell.Streams.Progress.Where{ $_.RecordType -eq 'Processing' } }, 20000)
        $seconds = (Measure-Command { $shell.Stop() }).TotalSeconds
        [pscustomobject]@{ Seconds = $seconds; AtWork = $seen; Progress = @($shell.Streams.Progress); Errors = @($shell.Streams.Error); State = $shell.InvocationStateInfo.State; Rows = $rows }
        $shell.Dispose()
    }
}

Describe 'Invoke-MultilinearTraining' {
    It 'writes loss rows with the properties Time, Samples, Parameters, Compute, Loss' {
        $row = Invoke-MultilinearTraining -Alpha 0.6 -Time 100 -SampleCount 50 -ParameterCount 4 -SkillCount 10
        $row | Should -BeOfType ([ScalingTools.Multilinear.MultilinearLoss])
        $row.Time, $row.Samples, $row.Parameters, $row.Compute | Should -Be 100, 50, 4, 400
        $row.Loss | Should -BeGreaterThan 0
    }

    It 'writes strength rows with -PerSkill' {
        $rows = Invoke-MultilinearTraining -Alpha 0.6 -Time 100, 1000 -SkillCount 3 -TargetScale 2 -PerSkill
        $rows | ForEach-Object { $_ | Should -BeOfType ([ScalingTools.SparseParity.SkillStrength]) }
        $rows.Skill | Should -Be 1, 2, 3, 1, 2, 3
        foreach ($row in $rows) {
            $row.RelativeStrength | Should -Be ($row.Strength / 2)
            [Math]::Abs($row.SkillLoss - [Math]::Pow(2 - $row.Strength, 2) / 2) | Should -BeLessThan 1e-15
        }
        (Invoke-MultilinearTraining -Time 100 -PerSkill -Skill 7, 1000000).Skill | Should -Be 7, 1000000
    }

    It 'has the parameter -<_>' -ForEach 'Dataset', 'Alpha', 'SkillCount', 'TargetScale', 'ParameterCount', 'SampleCount', 'LearningRate', 'InitialStrength', 'Time', 'Method', 'Model', 'Seed', 'PerSkill' {
        (Get-Command Invoke-MultilinearTraining).Parameters.Keys | Should -Contain $_
    }

    It 'is R_k(T) = S/(1 + (S/R_k(0) - 1) exp(-2ηSP_k T)), by hand' {
        $rows = Invoke-MultilinearTraining -Alpha 1 -Time 50 -SkillCount 2 -TargetScale 3 -InitialStrength 0.1 -LearningRate 0.02 -PerSkill
        $p = 0.8, 0.2 # 1 : 1/4
        0, 1 | ForEach-Object { [Math]::Abs($rows[$_].Strength - 3 / (1 + (3 / 0.1 - 1) * [Math]::Exp(-2 * 0.02 * 3 * $p[$_] * 50))) | Should -BeLessThan 1e-14 }
        $loss = (Invoke-MultilinearTraining -Alpha 1 -Time 50 -SkillCount 2 -TargetScale 3 -InitialStrength 0.1 -LearningRate 0.02).Loss
        [Math]::Abs($loss - ($p[0] * $rows[0].SkillLoss + $p[1] * $rows[1].SkillLoss)) | Should -BeLessThan 1e-15
    }

    # lim L (ηST)^(α/(α+1)) at S = 1, r = 0.01 and lim L D^(α/(α+1)) trained to the end
    It 'meets the constants of the time and data laws at Alpha <Alpha>' -ForEach @(
        @{ Alpha = 0.3; TimeConstant = 0.64532; DataConstant = 0.51886 }
        @{ Alpha = 0.6; TimeConstant = 0.60006; DataConstant = 0.43307 }
        @{ Alpha = 0.9; TimeConstant = 0.53034; DataConstant = 0.35924 }
    ) {
        $p = $Alpha / ($Alpha + 1)
        $time = (Invoke-MultilinearTraining -Alpha $Alpha -Time 1e12 -LearningRate 1).Loss * [Math]::Pow(1e12, $p)
        [Math]::Abs($time / $TimeConstant - 1) | Should -BeLessThan 1e-5
        $data = (Invoke-MultilinearTraining -Alpha $Alpha -SampleCount 1e9 -Time Infinity -DataMode Expected).Loss * [Math]::Pow(1e9, $p)
        [Math]::Abs($data / $DataConstant - 1) | Should -BeLessThan 1e-4
    }

    It 'takes arrays as a grid, unlimited values among them' {
        $rows = Invoke-MultilinearTraining -Alpha 0.3, 0.6 -Time 10, 100 -ParameterCount 5, $null -SampleCount $null, 20 -Seed 1, 2 -SkillCount 8
        # Endless data has no seed: 2 α × (2 N × 1 seed + 2 N × 2 seeds) × 2 T
        $rows.Count | Should -Be 24
        $rows | Where-Object Samples -eq $null | ForEach-Object { $_.Seed | Should -BeNullOrEmpty }
        ($rows | Group-Object Alpha, Seed, Samples, Parameters | ForEach-Object Count | Sort-Object -Unique) | Should -Be 2
        $rows.Time | Sort-Object -Unique | Should -Be 10, 100
        (Invoke-MultilinearTraining -Time 0, log:1:100:3).Time | Should -Be 0, 1, 10, 100
        (Invoke-MultilinearTraining -ParameterCount log:1:10:30 -Time 5).Parameters | Should -Be (1..10)
    }

    It 'takes time without end' {
        $row = Invoke-MultilinearTraining -Alpha 0.6 -SkillCount 10 -ParameterCount 4 -Time Infinity
        $row.Time, $row.Compute | Should -Be $null, $null
        $rest = [ScalingTools.SparseParity.ZipfSkills]::new(0.6, 10).Mass(5, $null) / 2
        [Math]::Abs($row.Loss - $rest) | Should -BeLessThan 1e-15
    }

    It 'reads an unset variable as left out' {
        Invoke-MultilinearTraining -Time 10 -ParameterCount $null -SampleCount $null -Seed $null -Skill $null | Should -Be (Invoke-MultilinearTraining -Time 10)
        (Invoke-MultilinearTraining -Time $null).Count | Should -Be 50
        { Invoke-MultilinearTraining -Alpha $null } | Should -Throw -ErrorId 'AlphaNotPositive*'
    }

    It 'takes task, scale, samples and seed from a data set' {
        $data = New-SparseParityDataset -SkillCount 4 -Alpha 0.9 -TargetScale 2 -SampleCount 100 -Seed 7
        $row = $data | Invoke-MultilinearTraining -Time 50
        $row.Alpha, $row.SkillCount, $row.TargetScale, $row.Samples, $row.Seed | Should -Be 0.9, 4, 2, 100, 7
        $row | Should -Be (Invoke-MultilinearTraining -Alpha 0.9 -SkillCount 4 -TargetScale 2 -SampleCount 100 -Seed 7 -Time 50)
        ($data | Invoke-MultilinearTraining -Time 50 -Seed 1, 2 -SampleCount 200).Seed | Should -Be 1, 2
        { Invoke-MultilinearTraining -Dataset $data -Alpha 0.3 } | Should -Throw -ErrorId 'AmbiguousParameterSet*'
    }

    It 'agrees between its three methods' {
        $closed = Invoke-MultilinearTraining -SkillCount 20 -Time 500 -LearningRate 0.01
        $steps = Invoke-MultilinearTraining -SkillCount 20 -Time 500 -LearningRate 0.01 -Method GradientDescent
        $batches = Invoke-MultilinearTraining -SkillCount 20 -Time 500 -LearningRate 0.01 -Method Sgd -BatchSize 4096
        [Math]::Abs($steps.Loss / $closed.Loss - 1) | Should -BeLessThan 0.01
        [Math]::Abs($batches.Loss / $steps.Loss - 1) | Should -BeLessThan 0.02
        (Invoke-MultilinearTraining -SkillCount 20 -Time 500 -Model Linear).Model | Should -Be 'Linear'
    }

    It 'gives the same bits for the same seed, whatever the threads, and others for another' {
        $arguments = @{ Alpha = 0.6; SkillCount = 1000; SampleCount = 500; Time = 10, 1000; Seed = 1, 2 }
        $one = Invoke-MultilinearTraining @arguments
        $one | Should -Be (Invoke-MultilinearTraining @arguments)
        $one[0].Loss | Should -Not -Be $one[2].Loss
        $noisy = @{ Method = 'Sgd'; SkillCount = 50; Time = 200; Seed = 3 }
        Invoke-MultilinearTraining @noisy | Should -Be (Invoke-MultilinearTraining @noisy)
        $script = "Import-Module '$Manifest'; (Invoke-MultilinearTraining -Alpha 0.6 -SkillCount 1000 -SampleCount 500 -Time 10, 1000 -Seed 1, 2).Loss | ForEach-Object { `$_.ToString('R', [cultureinfo]::InvariantCulture) }"
        $before = $env:DOTNET_PROCESSOR_COUNT
        try {
            $env:DOTNET_PROCESSOR_COUNT = 1
            pwsh -NoProfile -NonInteractive -Command $script | Should -Be ($one.Loss | ForEach-Object { $_.ToString('R', [cultureinfo]::InvariantCulture) })
        }
        finally { $env:DOTNET_PROCESSOR_COUNT = $before }
    }

    It 'refuses <Id> by name: <Arguments>' -ForEach @(
        @{ Id = 'AlphaNotPositive'; Arguments = @{ Alpha = 0 } }
        @{ Id = 'AlphaNotPositive'; Arguments = @{ Alpha = -0.6 } }
        @{ Id = 'InitialStrengthOutOfRange'; Arguments = @{ InitialStrength = 1 } }
        @{ Id = 'InitialStrengthOutOfRange'; Arguments = @{ InitialStrength = 0 } }
        @{ Id = 'NegativeTime'; Arguments = @{ Time = -1 } }
        @{ Id = 'NegativeTime'; Arguments = @{ Time = [double]::NaN } }
        @{ Id = 'TooManyParameters'; Arguments = @{ SkillCount = 10; ParameterCount = 11 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ ParameterCount = 0 } }
        @{ Id = 'NoSamples'; Arguments = @{ SampleCount = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ SkillCount = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ TargetScale = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ LearningRate = -1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Method = 'Sgd'; BatchSize = 0; Time = 1 } }
        @{ Id = 'SkillNotFound'; Arguments = @{ SkillCount = 5; PerSkill = $true; Skill = 6 } }
        @{ Id = 'TooLarge'; Arguments = @{ PerSkill = $true } }
        @{ Id = 'TooLarge'; Arguments = @{ SampleCount = 1e12 } }
        @{ Id = 'TooLarge'; Arguments = @{ Method = 'Sgd'; Time = 1e15 } }
        @{ Id = 'TooLarge'; Arguments = @{ Method = 'GradientDescent'; Time = [double]::PositiveInfinity; SkillCount = 5 } }
        @{ Id = 'Diverged'; Arguments = @{ Method = 'GradientDescent'; SkillCount = 5; Time = 100; LearningRate = 100 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ InitialImbalance = 1 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ Method = 'Sgd'; SampleCount = 10; DataMode = 'Expected' } }
    ) {
        Get-ErrorId { Invoke-MultilinearTraining @Arguments } | Should -Be $Id
    }

    It 'advises what to do about skills without end' {
        $problem = try { Invoke-MultilinearTraining -PerSkill -ErrorAction Stop } catch { $_ }
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Name the skills of interest'
        $problem.CategoryInfo.Category | Should -Be 'LimitsExceeded'
    }

    It 'keeps the good combinations beside bad ones' {
        $errors = $null
        $rows = Invoke-MultilinearTraining -Alpha 0.3, -1, 0.9 -Time 10 -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows.Alpha | Should -Be 0.3, 0.9
        $errors.FullyQualifiedErrorId | Should -BeLike 'AlphaNotPositive,*'
        $rows = Invoke-MultilinearTraining -SkillCount 10 -ParameterCount 5, 11, 10 -SampleCount 0, 100 -Time 10 -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows.Parameters | Should -Be 5, 10
        ($errors.FullyQualifiedErrorId -replace ',.*' | Sort-Object -Unique) | Should -Be 'NoSamples', 'TooManyParameters'
        $rows = (New-SparseParityDataset -SkillCount 3), 'no data set', (New-SparseParityDataset -SkillCount 8) |
            Invoke-MultilinearTraining -ParameterCount 3 -Time 10 -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows.SkillCount | Should -Be 3, 8
        $errors.Count | Should -Be 1
    }

    It 'says what was decided' {
        (Invoke-MultilinearTraining -Time 1, 2 -Verbose 4>&1)[0].Message | Should -Be '1 run by ClosedForm, each with 2 times'
        (Invoke-MultilinearTraining -ParameterCount 1, 2 -Verbose 4>&1)[0].Message | Should -Be '2 runs by ClosedForm, each with the default times'
    }

    It 'stops at once when Select-Object has enough' {
        (Measure-Command { $script:row = Invoke-MultilinearTraining -Method Sgd -Time log:1:1e9:3 | Select-Object -First 1 }).TotalSeconds | Should -BeLessThan 1
        $script:row.Time | Should -Be 1
    }

    It 'shows progress, and stops within a second at Ctrl+C: <_>' -ForEach 'Invoke-MultilinearTraining -Method Sgd -Time 1, 1e9', 'Invoke-MultilinearTraining -Method GradientDescent -SkillCount 100000 -Time 1, 1e8' {
        $stop = Measure-Stop $_
        $stop.AtWork | Should -BeTrue
        $stop.Seconds | Should -BeLessThan 1
        $stop.State | Should -Be 'Stopped'
        $stop.Errors | Should -BeNullOrEmpty
        $stop.Rows.Count | Should -Be 1 -Because 'the finished row is out'
        $stop.Progress.StatusDescription | Should -Contain "$(if ($_ -match 'Sgd') { 'Sgd' } else { 'GradientDescent' }), run 1 of 1"
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Invoke-MultilinearTraining -Method '; Expected = 'ClosedForm', 'GradientDescent', 'Sgd' }
        @{ Line = 'Invoke-MultilinearTraining -Model L'; Expected = , 'Linear' }
        @{ Line = 'Invoke-MultilinearTraining -DataMode '; Expected = 'Expected', 'Sampled' }
        @{ Line = 'Invoke-MultilinearTraining -Time '; Expected = 'Infinity', 'log:1:1e6:50' }
        @{ Line = 'Invoke-MultilinearTraining -Alpha '; Expected = '0.3', '0.6', '0.9' }
    ) {
        Complete $Line | Sort-Object | Should -Be $Expected
    }
}
