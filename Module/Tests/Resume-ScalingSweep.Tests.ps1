BeforeAll {
    . $PSScriptRoot/Common.ps1
    $plan = New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 1..30 | ForEach-Object { $_ / 50 }; } -Fixed @{ SkillCount = 20; Time = 5 }
}

Describe 'Resume-ScalingSweep' {
    It 'does what is left after the pipeline was stopped' {
        $plan | Invoke-ScalingSweep "$TestDrive/stopped" -ThrottleLimit 1 | Select-Object -First 5 | Out-Null
        $before = @(Get-ScalingRun "$TestDrive/stopped" Completed).Count
        $before | Should -BeGreaterOrEqual 5
        $rest = @(Resume-ScalingSweep "$TestDrive/stopped")
        $rest.Count + $before | Should -Be 30
        Resume-ScalingSweep "$TestDrive/stopped" | Should -BeNullOrEmpty
    }

    It 'starts the first missing run of a half-finished sweep of 10,000 in under a second' {
        $many = New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 1..10000 | ForEach-Object { $_ * 1e-4 } } -Fixed @{ SkillCount = 1; Time = 1 }
        $many | Invoke-ScalingSweep "$TestDrive/half" | Select-Object -First 5000 | Out-Null
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $first = Resume-ScalingSweep "$TestDrive/half" | Select-Object -First 1
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 1
        $first.State | Should -Be 'Completed'
    }

    It 'leaves failed runs alone unless asked' {
        New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 0.5, -1 } -Fixed @{ SkillCount = 10; Time = 5 } | Invoke-ScalingSweep "$TestDrive/failed" | Out-Null
        Resume-ScalingSweep "$TestDrive/failed" | Should -BeNullOrEmpty
        $again = Resume-ScalingSweep "$TestDrive/failed" -Failed
        $again.State, $again.Attempts | Should -Be 'Failed', 2
    }

    It 'finds the runs of a process that was killed, and finishes them' {
        $folder = "$TestDrive/killed"
        $script = "Import-Module '$Manifest'; New-ScalingSweep Invoke-SparseParityTraining -Grid @{ Seed = 1..10 } -Fixed @{ Width = 20; Steps = 500; Final = `$true; MeasureSamples = 100; BatchSize = 100 } | Invoke-ScalingSweep '$folder' -ThrottleLimit 1 | ForEach-Object Configuration"
        $process = Start-Process pwsh -ArgumentList '-NoProfile', '-Command', $script -PassThru -RedirectStandardOutput "$TestDrive/reported.txt"
        for ($i = 0; $i -lt 600 -and -not (Get-Content "$TestDrive/reported.txt" -ErrorAction Ignore); $i++) { Start-Sleep -Milliseconds 50 }
        $process.Kill()
        $process.WaitForExit()
        $reported = @(Get-Content "$TestDrive/reported.txt")
        $reported.Count | Should -BeGreaterThan 0
        $done = Get-ScalingRun $folder Completed
        $reported | Where-Object { $_ -notin $done.Configuration } | Should -BeNullOrEmpty
        Get-ScalingRun $folder Running | Should -BeNullOrEmpty
        Resume-ScalingSweep $folder | Out-Null
        (Get-ScalingRun $folder Completed) | Should -HaveCount 10
        (Get-ScalingRun $folder -Result Last) | Should -HaveCount 10
    }

    It 'says so where there is no store' {
        Get-ErrorId { Resume-ScalingSweep "$TestDrive/nothing" } | Should -Be 'RunNotFound'
    }
}
