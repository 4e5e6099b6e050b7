BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Compare-ScalingRun' {
    It 'shows only what differs' {
        $rows = Invoke-MultilinearTraining -Alpha 0.3, 0.6 -SkillCount 10 -Time 5
        $shown = $rows | Compare-ScalingRun
        $names = $shown[0].PSObject.Properties.Name
        $names | Should -Contain 'Alpha'
        $names | Should -Contain 'Loss'
        $names | Should -Not -Contain 'SkillCount'
        $names | Should -Not -Contain 'Time'
        $shown.Loss | Should -Be $rows.Loss
    }

    It 'tells with -Verbose what is the same, and keeps asked-for columns' {
        $rows = Invoke-MultilinearTraining -Alpha 0.3, 0.6 -SkillCount 10 -Time 5
        $said = $rows | Compare-ScalingRun -Property SkillCount -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        "$said" | Should -Match 'Time = 5'
        ($rows | Compare-ScalingRun -Property SkillCount)[0].SkillCount | Should -Be 10
    }

    It 'keeps all columns of a single row, and takes rows of any kind' {
        ([pscustomobject] @{ A = 1; B = 2 } | Compare-ScalingRun).B | Should -Be 2
        $mixed = [pscustomobject] @{ A = 1; B = 2 }, [pscustomobject] @{ A = 1; C = 3 } | Compare-ScalingRun
        $mixed[0].PSObject.Properties.Name | Should -Be 'B', 'C'
    }

    It 'refuses an unknown column' {
        Get-ErrorId { [pscustomobject] @{ A = 1 } | Compare-ScalingRun -Property Z } | Should -Be 'PropertyNotFound'
    }
}
