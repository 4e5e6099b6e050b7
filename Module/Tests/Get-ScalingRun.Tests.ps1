BeforeAll {
    . $PSScriptRoot/Common.ps1
    $store = "$TestDrive/store"
    $plan = New-ScalingSweep New-PowerLawTask, Invoke-FeatureLearningTraining -Grid @{ Width = 16, 32, 64 } -Fixed @{ Capacity = 1.5; Source = 0.5; ModeCount = 200; Time = 50; Draws = 4 } -Name widths
    $plan | Invoke-ScalingSweep $store | Out-Null
    New-ScalingSweep Invoke-MultilinearTraining -Grid @{ Alpha = 0.5, -1 } -Fixed @{ SkillCount = 10; Time = 5 } -Name other | Invoke-ScalingSweep $store | Out-Null
}

Describe 'Get-ScalingRun' {
    It 'lists runs in the order of the plan, with their parameters' {
        $runs = Get-ScalingRun $store
        $runs | Should -HaveCount 5
        $runs[0..2].Width | Should -Be 16, 32, 64
        $runs[0..2].Configuration | Should -Be $plan.Configuration
        (Get-ScalingRun $store -Sweep widths) | Should -HaveCount 3
        (Get-ScalingRun $store Failed).Alpha | Should -Be (-1)
        (Get-ScalingRun $store Failed, Completed) | Should -HaveCount 5
        (Get-ScalingRun $store -Configuration "$($plan[1].Configuration.Substring(0, 9))*").Width | Should -Be 32
    }

    It 'gives the rows back as the training wrote them, for the cmdlets that measure' {
        $rows = Get-ScalingRun $store -Sweep widths -Result All
        $rows[0].PSObject.BaseObject | Should -BeOfType ([ScalingTools.FeatureLearning.FeatureLearningLoss])
        $direct = New-PowerLawTask -Capacity 1.5 -Source 0.5 -ModeCount 200 | Invoke-FeatureLearningTraining 16 -Time 50 -Draws 4
        $rows[0..($direct.Count - 1)].TestLoss | Should -Be $direct.TestLoss
        $last = Get-ScalingRun $store -Sweep widths -Result Last
        $last.Width | Should -Be 16, 32, 64
        $last.Configuration | Should -Be $plan.Configuration
        ($last | Measure-ScalingExponent -X Width -Y TestLoss).Exponent | Should -BeGreaterThan 0
    }

    It 'goes into Excel and CSV with its parameters' {
        Get-ScalingRun $store -Sweep widths | Export-Csv "$TestDrive/runs.csv"
        (Import-Csv "$TestDrive/runs.csv").Width | Should -Be '16', '32', '64'
        Skip-WithoutExcel
        Get-ScalingRun $store -Sweep widths | Export-Excel "$TestDrive/runs.xlsx" -WarningAction SilentlyContinue
        (Import-Excel "$TestDrive/runs.xlsx").Width | Should -Be 16, 32, 64
    }

    It 'says that it made a damaged index again, and has lost nothing' {
        Copy-Item $store "$TestDrive/damaged" -Recurse
        'no index' | Set-Content "$TestDrive/damaged/index.db"
        $runs = Get-ScalingRun "$TestDrive/damaged" -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match 'damaged; it was made again'
        $runs.Configuration | Should -Be (Get-ScalingRun $store).Configuration
        $runs.State | Should -Be (Get-ScalingRun $store).State
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a folder that is no store'; Id = 'RunNotFound'; Script = { Get-ScalingRun $TestDrive } }
        @{ Name = 'a store of a newer version'; Id = 'StoreVersion'; Script = { $null = New-Item "$TestDrive/new" -ItemType Directory; '{"format":2}' | Set-Content "$TestDrive/new/store.json"; Get-ScalingRun "$TestDrive/new" } }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }
}
