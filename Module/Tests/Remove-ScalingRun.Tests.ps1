BeforeAll {
    . $PSScriptRoot/Common.ps1
    $store = "$TestDrive/store"
    New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 0.3, 0.5, 0.7 } -Fixed @{ SkillCount = 10; Time = 5 } | Invoke-ScalingSweep $store | Out-Null
}

Describe 'Remove-ScalingRun' {
    It 'asks first' {
        (Get-Command Remove-ScalingRun).ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $false).ConfirmImpact | Should -Be 'High'
        Get-ScalingRun $store | Remove-ScalingRun $store -WhatIf
        (Get-ScalingRun $store) | Should -HaveCount 3
    }

    It 'removes the run, its result and its checkpoints; planned again, it is done again' {
        $run = Get-ScalingRun $store | Where-Object Alpha -EQ 0.5
        $run | Remove-ScalingRun $store -Confirm:$false
        (Get-ScalingRun $store).Alpha | Should -Be 0.3, 0.7
        @(Get-ChildItem $store/runs -Recurse -File).Count | Should -Be 2
        ($run | Invoke-ScalingSweep $store).Attempts | Should -Be 1
        @(Get-ChildItem $store/runs -Recurse -File).Count | Should -Be 3
    }

    It 'says so where the store has no such run' {
        $other = New-ScalingSweep Invoke-MultilinearTraining -Fixed @{ Alpha = 0.9 }
        Get-ErrorId { $other | Remove-ScalingRun $store -Confirm:$false } | Should -Be 'RunNotFound'
    }
}
