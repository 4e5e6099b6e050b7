BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Invoke-ScalingWorker' {
    It 'does the runs of a task that have no result yet' {
        $store = "$TestDrive/store"
        $plan = New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 0.3, 0.4, 0.5, -1 } -Fixed @{ SkillCount = 10; Time = 5 }
        $plan[0] | Invoke-ScalingSweep $store | Out-Null
        $plan | ForEach-Object { $_.ToConfiguration().Canonical } | Set-Content "$TestDrive/plan.jsonl"
        $said = 0, 1 | ForEach-Object { Invoke-ScalingWorker -Store $store -Plan "$TestDrive/plan.jsonl" -Task $_ -RunsPerTask 2 }
        $said | Should -HaveCount 3
        $said[2] | Should -Match 'cfg-\w+ Failed: Alpha must be'
        @(Get-ChildItem $store/runs -Recurse -Filter *.jsonl).Count | Should -Be 4
        Invoke-ScalingWorker -Store $store -Plan "$TestDrive/plan.jsonl" -Task 0 -RunsPerTask 2 | Should -BeNullOrEmpty
    }
}
