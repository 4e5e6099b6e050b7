# Sweeps on a real Slurm cluster of one node, started here. Skipped where Slurm is not installed: apt-get install slurm-wlm munge.
BeforeDiscovery {
    $missing = @('sbatch', 'slurmctld', 'slurmd', 'munged').Where({ -not (Get-Command $_ -ErrorAction Ignore) })
    $reason = $missing ? "Slurm is not installed ($($missing -join ', '))" : ''
}
BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/SlurmCluster.ps1
    function Get-Bytes([string] $Store) {
        (Get-ChildItem $Store/runs -Recurse -File | Sort-Object Name | ForEach-Object { "$($_.Name) $((Get-FileHash $_).Hash)" }) -join "`n"
    }
}

Describe 'Sweeps on Slurm' -Skip:($reason -ne '') {
    BeforeAll {
        # munge wants a folder that nobody else can write to, and sockets short paths.
        $folder = (New-Item "/tmp/scaling-slurm-$PID" -ItemType Directory -Force).FullName
        $cluster = Start-SlurmCluster $folder
        $plan = New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 0.2, 0.3, 0.4, -1 } -Fixed @{ SkillCount = 100; Time = 10, 100 }
    }
    AfterAll {
        Stop-SlurmCluster $cluster
        Remove-Item $folder -Recurse -Force -ErrorAction Ignore
    }

    It 'shows the script with -WhatIf and submits nothing' {
        $plan | Invoke-ScalingSweep "$TestDrive/whatif" -Executor Slurm -WhatIf
        squeue -h | Should -BeNullOrEmpty
        (Get-ScalingRun "$TestDrive/whatif").State | Select-Object -Unique | Should -Be 'Planned'
    }

    It 'submits one array, and collects the same bytes as a local sweep leaves' {
        $rows = $plan | Invoke-ScalingSweep "$TestDrive/cluster" -Executor Slurm -Partition main -TimeLimit 120 -RunsPerTask 2 -SlurmOption '--comment=test'
        $rows.State | Select-Object -Unique | Should -Be 'Queued'
        $rows.Job | Should -Be (0, 0, 1, 1 | ForEach-Object { "$($rows[0].Job.Split('_')[0])_$_" })
        Get-Content "$TestDrive/cluster/slurm/*/job.sh" | Should -Contain '#SBATCH --comment=test'
        WaitUntil 'the cluster' { -not (Get-ScalingRun "$TestDrive/cluster" Queued, Running) } 60
        $done = Get-ScalingRun "$TestDrive/cluster"
        $done.State | Should -Be 'Completed', 'Completed', 'Completed', 'Failed'
        $done[3].ErrorId | Should -Be 'AlphaNotPositive'
        $plan | Invoke-ScalingSweep "$TestDrive/local" | Out-Null
        Get-Bytes "$TestDrive/cluster" | Should -Be (Get-Bytes "$TestDrive/local")
    }

    It 'waits for the cluster with -Wait, and does not submit what is finished' {
        $rows = $plan[0..1] | Invoke-ScalingSweep "$TestDrive/wait" -Executor Slurm -Wait
        $rows.State | Should -Be 'Completed', 'Completed'
        $again = $plan[0..1] | Invoke-ScalingSweep "$TestDrive/wait" -Executor Slurm -Wait
        $again.Job | Should -Be $rows.Job
    }

    It 'cancels with Stop-ScalingSweep, and Resume-ScalingSweep does the rest here' {
        $slow = New-ScalingSweep Invoke-SparseParityTraining -Grid @{ Seed = 1..4 } -Fixed @{ Width = 20; Steps = 3000; Final = $true; MeasureSamples = 100; BatchSize = 100 }
        $slow | Invoke-ScalingSweep "$TestDrive/cancelled" -Executor Slurm | Out-Null
        Stop-ScalingSweep "$TestDrive/cancelled" | ForEach-Object State | Should -BeIn 'Interrupted', 'Completed'
        WaitUntil 'an empty queue' { -not (squeue -h) }
        Resume-ScalingSweep "$TestDrive/cancelled" | Out-Null
        (Get-ScalingRun "$TestDrive/cancelled" Completed) | Should -HaveCount 4
    }

    It 'puts runs back that a task left behind, and goes on after a task was requeued' {
        $slow = New-ScalingSweep Invoke-SparseParityTraining -Grid @{ Seed = 1..2 } -Fixed @{ Width = 20; Steps = 3000; Final = $true; MeasureSamples = 100; BatchSize = 100 }
        $rows = $slow | Invoke-ScalingSweep "$TestDrive/lost" -Executor Slurm
        WaitUntil 'a running task' { squeue -h -t R }
        # One task is killed from outside, the other is put back into the queue.
        scancel "$($rows[0].Job)"
        scontrol requeue "$($rows[1].Job)" 2>$null
        WaitUntil 'the cluster' { -not (Get-ScalingRun "$TestDrive/lost" Queued, Running) } 60
        $after = Get-ScalingRun "$TestDrive/lost"
        $after[0].State | Should -BeIn 'Interrupted', 'Completed'
        if ($after[0].State -eq 'Interrupted') { $after[0].ErrorId | Should -Be 'WorkerLost' }
        $after[1].State | Should -Be 'Completed'
        Resume-ScalingSweep "$TestDrive/lost" | Out-Null
        (Get-ScalingRun "$TestDrive/lost" Completed) | Should -HaveCount 2
    }
}

Describe 'Sweeps on Slurm, where it is installed' {
    It 'are tested with a real cluster' {
        $missing = @('sbatch', 'slurmctld', 'slurmd', 'munged').Where({ -not (Get-Command $_ -ErrorAction Ignore) })
        if ($missing) { Set-ItResult -Skipped -Because "Slurm is not installed ($($missing -join ', ')): apt-get install slurm-wlm munge" }
    }

    It 'are refused where it is not' {
        $path = $env:PATH
        try {
            $env:PATH = "$TestDrive"
            Get-ErrorId { New-ScalingSweep Invoke-MultilinearTraining -Fixed @{ Alpha = 0.5 } | Invoke-ScalingSweep "$TestDrive/none" -Executor Slurm } | Should -Be 'SlurmNotFound'
        }
        finally { $env:PATH = $path }
    }
}
