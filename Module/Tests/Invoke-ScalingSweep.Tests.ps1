BeforeAll {
    . $PSScriptRoot/Common.ps1
    $plan = New-ScalingSweep Invoke-MultilinearTraining -Grid ([ordered] @{ Alpha = 0.3, 0.6; SampleCount = 10, 100 }) -Fixed @{ SkillCount = 50; Time = 5, 50; PerSkill = $true }

    # All results of a store, name by name and byte by byte.
    function Get-Bytes([string] $Store) {
        (Get-ChildItem $Store/runs -Recurse -File | Sort-Object Name | ForEach-Object { "$($_.Name) $((Get-FileHash $_).Hash)" }) -join "`n"
    }
}

Describe 'Invoke-ScalingSweep' {
    It 'does every run once and says how each ended' {
        $rows = $plan | Invoke-ScalingSweep "$TestDrive/once"
        $rows | Should -HaveCount 4
        $rows.State | Select-Object -Unique | Should -Be 'Completed'
        $rows[0].RowCount | Should -Be 100
        $again = $plan | Invoke-ScalingSweep "$TestDrive/once"
        $again.Attempts | Should -Be 1, 1, 1, 1
        $again[0].Finished | Should -Be ($rows | Where-Object Configuration -EQ $again[0].Configuration).Finished
        ($plan[0] | Invoke-ScalingSweep "$TestDrive/once" -Force).Attempts | Should -Be 2
    }

    It 'leaves the same bytes whoever does the runs, in whatever order, with however many threads' {
        $plan | Invoke-ScalingSweep "$TestDrive/local" -ThrottleLimit 1 | Out-Null
        $plan[3..0] | Invoke-ScalingSweep "$TestDrive/parallel" -ThrottleLimit 3 -Threads 2 | Out-Null
        $processes = $plan | Invoke-ScalingSweep "$TestDrive/process" -Executor Process -ThrottleLimit 2
        $processes.Executor | Select-Object -Unique | Should -Be 'Process'
        Get-Bytes "$TestDrive/parallel" | Should -Be (Get-Bytes "$TestDrive/local")
        Get-Bytes "$TestDrive/process" | Should -Be (Get-Bytes "$TestDrive/local")
        # and the rows are those of the cmdlet
        $direct = Invoke-MultilinearTraining -Alpha 0.6 -SampleCount 100 -SkillCount 50 -Time 5, 50 -PerSkill
        $stored = Get-ScalingRun "$TestDrive/process" -Result All | Where-Object { $_.Alpha -eq 0.6 -and $_.SampleCount -eq 100 }
        $stored.Strength | Should -Be $direct.Strength
        $stored[0].PSObject.BaseObject.Equals($direct[0]) | Should -BeTrue
    }

    It 'keeps a failed run as a row with its error and does the others, with <_>' -ForEach 'Local', 'Process' {
        $rows = New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 0.5, -1, 0.6 } -Fixed @{ SkillCount = 10; Time = 5 } | Invoke-ScalingSweep "$TestDrive/failed$_" -Executor $_ -ThrottleLimit 1
        $rows.State | Should -Be 'Completed', 'Failed', 'Completed'
        $rows[1].ErrorId, $rows[1].Error | Should -Be 'AlphaNotPositive', 'Alpha must be a positive number, got -1.'
        $rows[1].Advice | Should -Not -BeNullOrEmpty
    }

    It 'fails the run of a process that dies, and goes on with a new one' {
        # A training of a module of its own, which the processes find by its name.
        $module = New-Item "$TestDrive/modules/Dying" -ItemType Directory -Force
        'function Invoke-Dying([int] $N) { if ($N -eq 2) { [Console]::Error.WriteLine("no memory"); [Environment]::Exit(9) }; Write-Host "noise"; [pscustomobject] @{ N = $N; Half = $N / 2; Name = "n$N" } }' | Set-Content "$module/Dying.psm1"
        $before = $env:PSModulePath
        try {
            $env:PSModulePath = "$TestDrive/modules$([IO.Path]::PathSeparator)$before"
            $rows = New-ScalingSweep Invoke-Dying -Grid @{ N = 1..4 } | Invoke-ScalingSweep "$TestDrive/dying" -Executor Process -ThrottleLimit 1
            $rows.State | Should -Be 'Completed', 'Failed', 'Completed', 'Completed'
            $rows[1].ErrorId | Should -Be 'WorkerLost'
            $rows[1].Error | Should -Match 'code 9.*no memory'
            $result = Get-ScalingRun "$TestDrive/dying" -Result All
            $result.Half | Should -Be 0.5, 1.5, 2
            $result[0].Name | Should -Be 'n1'
        }
        finally { $env:PSModulePath = $before }
    }

    It 'runs in the background, and Stop-Job keeps what was finished' {
        $slow = New-ScalingSweep Invoke-SparseParityTraining -Grid @{ Seed = 1..20 } -Fixed @{ Width = 20; Steps = 300; MeasureSamples = 100; Final = $true; BatchSize = 100 }
        $job = $slow | Invoke-ScalingSweep "$TestDrive/job" -AsJob -ThrottleLimit 1
        $job | Should -BeOfType ([Management.Automation.Job])
        for ($i = 0; $i -lt 300 -and $job.ChildJobs.Count + $job.Output.Count -eq 0; $i++) { Start-Sleep -Milliseconds 50 }
        $job | Stop-Job
        $job.State | Should -BeIn 'Stopped', 'Completed'
        $done = @($job | Receive-Job)
        $done.Count | Should -BeGreaterThan 0
        (Get-ScalingRun "$TestDrive/job" Completed).Count | Should -BeGreaterOrEqual $done.Count
        Get-ScalingRun "$TestDrive/job" Running | Should -BeNullOrEmpty
        $job | Remove-Job
        $rest = Resume-ScalingSweep "$TestDrive/job" -AsJob | Wait-Job
        $rest.State | Should -Be 'Completed'
        (Get-ScalingRun "$TestDrive/job" Completed) | Should -HaveCount 20
        $rest | Remove-Job
    }

    It 'only says what it would do with -WhatIf' {
        $plan | Invoke-ScalingSweep "$TestDrive/whatif" -WhatIf
        Test-Path "$TestDrive/whatif" | Should -BeFalse
    }

    It 'makes a training that keeps checkpoints go on from them' {
        $run = New-ScalingSweep Invoke-SparseParityTraining -Fixed @{ Width = 40; Steps = 200000; MeasureEvery = 20000; MeasureSamples = 1000; BatchSize = 200 }
        $folder = "$TestDrive/checkpoints"
        $script = "Import-Module '$Manifest'; New-ScalingSweep Invoke-SparseParityTraining -Fixed @{ Width = 40; Steps = 200000; MeasureEvery = 20000; MeasureSamples = 1000; BatchSize = 200 } | Invoke-ScalingSweep '$folder'"
        # A run that is stopped keeps its state.
        $process = Start-Process pwsh -ArgumentList '-NoProfile', '-Command', $script -PassThru -RedirectStandardOutput "$TestDrive/out.txt"
        for ($i = 0; $i -lt 600 -and -not (Test-Path $folder/store.json); $i++) { Start-Sleep -Milliseconds 50 }
        for ($i = 0; $i -lt 600 -and -not (Get-ScalingRun $folder Running); $i++) { Start-Sleep -Milliseconds 50 }
        (Stop-ScalingSweep $folder).State | Should -Be 'Interrupted'
        $process.WaitForExit(20000) | Should -BeTrue
        Get-ChildItem $folder/checkpoints -Recurse -Filter *.checkpoint | Should -HaveCount 1
        $resumed = Resume-ScalingSweep $folder
        $resumed.State, $resumed.Attempts | Should -Be 'Completed', 2
        $run | Invoke-ScalingSweep "$TestDrive/unbroken" | Out-Null
        Get-Bytes $folder | Should -Be (Get-Bytes "$TestDrive/unbroken")
        Get-ChildItem $folder/checkpoints | Should -BeNullOrEmpty
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a store of a newer version'; Id = 'StoreVersion'; Make = { '{"format":99}' | Set-Content "$TestDrive/bad/store.json" } }
        @{ Name = 'a folder that cannot be written to'; Id = 'PathNotWritable'; Make = { Remove-Item "$TestDrive/bad"; 'a file' | Set-Content "$TestDrive/bad" } }
    ) {
        Remove-Item "$TestDrive/bad" -Recurse -Force -ErrorAction Ignore
        $null = New-Item "$TestDrive/bad" -ItemType Directory
        & $Make
        Get-ErrorId { $plan | Invoke-ScalingSweep "$TestDrive/bad" } | Should -Be $Id
    }

    It 'says so when the disk is full or read-only, loses nothing, and goes on when there is space' {
        # A file system of one megabyte, where this user may mount one.
        $disk = New-Item "$TestDrive/disk" -ItemType Directory
        if (-not $IsLinux -or -not (Get-Command mount -ErrorAction Ignore)) { Set-ItResult -Skipped -Because 'there is no mount here'; return }
        mount -t tmpfs -o size=1m tmpfs $disk 2>$null
        if ($LASTEXITCODE) { Set-ItResult -Skipped -Because 'this user may not mount a file system'; return }
        try {
            $many = New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 1..40 | ForEach-Object { $_ / 50 } } -Fixed @{ SkillCount = 200; Time = 5; PerSkill = $true }
            Get-ErrorId { $many | Invoke-ScalingSweep "$disk/store" | Out-Null } | Should -Be 'PathNotWritable'
            mount -o remount,size=20m $disk
            $done = Get-ScalingRun "$disk/store" Completed
            $done.Count | Should -BeGreaterThan 0
            Resume-ScalingSweep "$disk/store" | Out-Null
            $rows = Get-ScalingRun "$disk/store"
            $rows.Count, @($rows | Where-Object State -EQ Completed).Count | Should -Be 40, 40
            @($rows | Where-Object Attempts -EQ 1).Count | Should -BeGreaterOrEqual $done.Count
            Get-ScalingRun "$disk/store" -Result All | Should -HaveCount 8000
            # What can only be read is read, and not written to.
            mount -o remount,ro $disk
            Get-ScalingRun "$disk/store" Completed | Should -HaveCount 40
            Get-ErrorId { $many | Invoke-ScalingSweep "$disk/store" -Force } | Should -Be 'PathNotWritable'
            Get-ErrorId { Get-ScalingRun "$disk/store" | Remove-ScalingRun "$disk/store" -Confirm:$false } | Should -Be 'PathNotWritable'
        }
        finally { umount $disk }
    }
}
