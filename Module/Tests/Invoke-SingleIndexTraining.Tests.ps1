BeforeAll {
    . $PSScriptRoot/Common.ps1
}

Describe 'Invoke-SingleIndexTraining' {
    It 'searches for long and descends at once' {
        $rows = Invoke-SingleIndexTraining he3 64 -InitialOverlap 0.05
        $rows[0].Time, $rows[0].InformationExponent | Should -Be 0, 3
        $rows[-1].Overlap | Should -BeGreaterThan 0.98
        $phase = Invoke-SingleIndexTraining he3 64 -InitialOverlap 0.05 -Phase
        $phase.SearchSteps | Should -BeGreaterThan (2 * $phase.DescentSteps)
        # the population dynamics from the same start
        [Math]::Abs([Math]::Log($phase.SearchSteps / $phase.FlowSearchSteps)) | Should -BeLessThan ([Math]::Log(2))
    }

    It 'has a row for each dimension and seed, and the theory''s exponent' {
        $rows = Invoke-SingleIndexTraining he3 -Dimension 16, 32 -Seed (1..3) -InitialOverlap 0.3 -Phase
        $rows | Should -HaveCount 6
        $rows.Dimension | Select-Object -Unique | Should -Be 16, 32
        $rows[0].DimensionExponent | Should -Be (-2)
    }

    It 'has the same bits for the same seed' {
        (Invoke-SingleIndexTraining he3 16 -Seed 3 -Steps 1000 -Threads 1)[-1].Overlap | Should -Be (Invoke-SingleIndexTraining he3 16 -Seed 3 -Steps 1000)[-1].Overlap
    }

    It 'takes a script block' {
        $rows = Invoke-SingleIndexTraining { $_ * $_ * $_ - 3 * $_ } 8 -InitialOverlap 0.5 -Steps 50 -LearningRate 0.001
        $rows[0].InformationExponent | Should -Be 3
        $rows[-1].Time | Should -Be 50
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a constant'; Id = 'InconsistentInput'; Script = { Invoke-SingleIndexTraining { 1 } } }
        @{ Name = 'a script block that returns text'; Id = 'FunctionFailed'; Script = { Invoke-SingleIndexTraining { 'one' } } }
        @{ Name = 'one dimension'; Id = 'ParameterOutOfRange'; Script = { Invoke-SingleIndexTraining he3 1 } }
        @{ Name = 'an overlap of 1'; Id = 'ParameterOutOfRange'; Script = { Invoke-SingleIndexTraining he3 -InitialOverlap 1 } }
        @{ Name = 'a step that diverges'; Id = 'Diverged'; Script = { Invoke-SingleIndexTraining he3 16 -Plain -LearningRate 100 } }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }
}
