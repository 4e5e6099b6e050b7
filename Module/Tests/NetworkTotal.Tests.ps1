# Invoke-SparseParityTraining -Total, and what goes on with its rows.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $task = New-SparseParityDataset -SkillCount 4 -SkillBits 12 -SparseBits 2 -Alpha 0.4 -Subsets Random -Labels Binary
    $settings = @{ Width = 24; Steps = 600; BatchSize = 50; Optimizer = 'Adam'; LearningRate = 0.01; Initialization = 'PyTorch'; MeasureEvery = 20; MeasureSamples = 200 }
}

Describe 'Invoke-SparseParityTraining -Total' {
    It 'writes one row for a measurement, the loss of the rows of its skills' {
        $rows = @($task | Invoke-SparseParityTraining @settings -Total)
        $rows | Should -HaveCount 30
        $rows | ForEach-Object { $_ | Should -BeOfType ScalingTools.Networks.NetworkTotal }
        $rows.Loss | Should -Be ($task | Invoke-SparseParityTraining @settings | Where-Object Skill -EQ 1).Loss
        $row = $rows[-1]
        $row.Time, $row.Samples, $row.Parameters | Should -Be 600, $null, (24 * 17 + 2 * 25)
        $rows[0..1].BestLoss | Should -Be $rows[0].Loss, ([Math]::Min($rows[0].Loss, $rows[1].Loss))
    }

    It 'leaves what early stopping leaves in the row that ends a run' {
        $rows = $task | Invoke-SparseParityTraining @settings -Total -SampleCount 100, 200, 400
        $ends = @($rows | Where-Object Outcome -NE Training)
        $ends.SampleCount | Should -Be 100, 200, 400
        foreach ($end in $ends) { $end.BestLoss | Should -Be ($rows | Where-Object Run -EQ $end.Run | Measure-Object Loss -Minimum).Minimum }
    }

    It 'carries the exponents of theory to Measure-ScalingExponent' {
        $rows = $task | Invoke-SparseParityTraining @settings -Total
        ($rows | Measure-ScalingExponent Time).TheoryExponent | Should -Be (0.4 / 1.4)
        $rows = $task | Invoke-SparseParityTraining -Steps 10 -Width 4, 8, 16 -Optimizer Adam -Total
        ($rows | Measure-ScalingExponent Parameters -WarningAction Ignore).TheoryExponent | Should -Be 0.4
    }

    It 'reports a run that diverged once, its rows kept' {
        $rows = @(New-SparseParityDataset -SkillCount 2 -SkillBits 10 |
            Invoke-SparseParityTraining 20 200 -BatchSize 100 -LearningRate 1e4 -InitialScale 0.3 -MeasureAt 1, 100 -Total -ErrorVariable problem -ErrorAction SilentlyContinue)
        $problem | Should -HaveCount 1
        $problem.FullyQualifiedErrorId | Should -Match '^Diverged,'
        $problem[0].TargetObject | Should -Be 1e4 # the learning rate
        $rows[-1].Outcome | Should -Be Diverged
    }
}

Describe 'Emergence of 0/1 labels' {
    It 'finds where the loss falls below 0.1 bit, with 1 - bits as the strength' {
        $rows = 1, 10, 100 | ForEach-Object { [pscustomobject]@{ Skill = 1; Step = $_; SkillLoss = @{ 1 = 1; 10 = 0.4; 100 = 0 }[$_] * [Math]::Log(2) } }
        $onset = $rows | Select-Object *, @{ n = 'Learnt'; e = { 1 - $_.SkillLoss / [Math]::Log(2) } } | Measure-Emergence 0.9 -Y Learnt -X Step
        # 0.4 to 0 between 10 and 100: 0.1 at three quarters of the decade
        [Math]::Abs($onset.Onset / [Math]::Pow(10, 1.75) - 1) | Should -BeLessThan 1e-12
    }
}
