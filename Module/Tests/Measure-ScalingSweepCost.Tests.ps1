BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Measure-ScalingSweepCost' {
    It 'estimates a sweep from a few short timing runs' {
        $plan = New-ScalingSweep Invoke-SparseParityTraining -Grid @{ Steps = 1000, 4000, 16000; Seed = 1..5 } -Fixed @{ Width = 100; BatchSize = 100; Final = $true; MeasureSamples = 100 }
        $cost = $plan | Measure-ScalingSweepCost -ProbeSeconds 1 -ThrottleLimit 1
        $cost.PSObject.BaseObject | Should -BeOfType ([ScalingTools.Sweeps.SweepCost])
        $cost.Runs, $cost.Kind | Should -Be 15, 'all'
        # beside one run of each kind
        $seconds = foreach ($steps in 1000, 4000, 16000) { (Measure-Command { Invoke-SparseParityTraining 100 $steps -BatchSize 100 -Final -MeasureSamples 100 -Threads 1 }).TotalSeconds }
        $truth = 5 * ($seconds | Measure-Object -Sum).Sum
        $cost.ProcessorSeconds | Should -BeGreaterThan ($truth / 3)
        $cost.ProcessorSeconds | Should -BeLessThan ($truth * 3)
    }

    It 'has a row for each kind with -Detailed' {
        $rows = New-ScalingSweep Invoke-MultilinearTraining -Grid @{ SkillCount = 10, 1000; Alpha = 0.5, 0.6 } -Fixed @{ Time = 5 } | Measure-ScalingSweepCost -ProbeSeconds 0.2 -Detailed
        $rows | Should -HaveCount 5
        $rows[-1].Kind | Should -Be 'all'
        $rows[0].Kind | Should -Match 'Alpha=.* SkillCount='
    }

    It 'says why when the runs fail' {
        Get-ErrorId { New-ScalingSweep Invoke-MultilinearTraining -Fixed @{ Alpha = -1 } | Measure-ScalingSweepCost } | Should -Be 'NotIdentifiable'
    }
}
