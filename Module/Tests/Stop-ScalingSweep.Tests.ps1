BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Stop-ScalingSweep' {
    It 'stops a sweep of another process within a few seconds, and keeps what it finished' {
        $folder = "$TestDrive/other"
        $script = "Import-Module '$Manifest'; New-ScalingSweep Invoke-SparseParityTraining -Grid @{ Seed = 1..500 } -Fixed @{ Width = 20; Steps = 500; Final = `$true; MeasureSamples = 100; BatchSize = 100 } | Invoke-ScalingSweep '$folder' -ThrottleLimit 1 | ForEach-Object Configuration"
        $process = Start-Process pwsh -ArgumentList '-NoProfile', '-Command', $script -PassThru -RedirectStandardOutput "$TestDrive/reported.txt" -RedirectStandardError "$TestDrive/errors.txt"
        for ($i = 0; $i -lt 600 -and -not (Get-Content "$TestDrive/reported.txt" -ErrorAction Ignore); $i++) { Start-Sleep -Milliseconds 50 }
        Stop-ScalingSweep $folder -WhatIf
        # Between two runs there is none for a moment; a sweep that was stopped would have none for good.
        for ($i = 0; $i -lt 200 -and -not ($running = @(Get-ScalingRun $folder Running)); $i++) { Start-Sleep -Milliseconds 10 }
        $running.Count | Should -Be 1
        $stopped = Stop-ScalingSweep $folder
        $stopped.State | Should -BeIn 'Interrupted', 'Completed'
        $process.WaitForExit(20000) | Should -BeTrue
        Get-ScalingRun $folder Running | Should -BeNullOrEmpty
        @(Get-ScalingRun $folder Completed).Count | Should -BeGreaterOrEqual @(Get-Content "$TestDrive/reported.txt").Count
        @(Get-ScalingRun $folder Planned).Count | Should -BeGreaterThan 0
    }

    It 'has nothing to do where nothing is at work' {
        New-ScalingSweep Invoke-MultilinearTraining -Fixed @{ Alpha = 0.5; SkillCount = 10; Time = 5 } | Invoke-ScalingSweep "$TestDrive/quiet" | Out-Null
        Stop-ScalingSweep "$TestDrive/quiet" | Should -BeNullOrEmpty
    }
}
