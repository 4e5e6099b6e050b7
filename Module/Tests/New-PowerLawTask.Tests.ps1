BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'New-PowerLawTask' {
    It 'makes the same task by capacity and source, and by decays' {
        $task = New-PowerLawTask -Capacity 2 -Source 0.75 -ModeCount 100
        $task | Should -BeOfType ([ScalingTools.RandomFeatures.PowerLawTask])
        $task.Capacity, $task.Source, $task.TargetDecay, $task.SpectrumDecay, $task.ModeCount | Should -Be 2, 0.75, 2.5, 2, 100
        $same = New-PowerLawTask -A 2.5 -B 2 -ModeCount 100
        $same.Eigenvalues() | Should -Be $task.Eigenvalues()
        $same.TargetPowers() | Should -Be $task.TargetPowers()
    }

    It 'has a hard task of ten thousand modes as its default' {
        $task = New-PowerLawTask
        $task.Capacity, $task.Source, $task.ModeCount | Should -Be 1.5, 0.5, 10000
    }

    It 'takes a spectrum from elsewhere' {
        $task = New-PowerLawTask -Eigenvalue 0.1, 3 -TargetPower 1, 2
        $task.Eigenvalues() | Should -Be 3, 0.1
        $task.Trace, $task.InitialLoss, $task.ModeCount | Should -Be 3.1, 3, 2
        $task.Capacity | Should -BeNullOrEmpty
    }

    It 'takes a task, and the row of a table, and changes it' {
        $task = New-PowerLawTask -Capacity 2 -Source 0.75 -ModeCount 100
        ($task | New-PowerLawTask -Source 1.5).TargetDecay | Should -Be 4
        $again = $task | ConvertTo-Csv | ConvertFrom-Csv | New-PowerLawTask
        $again.Capacity, $again.Source, $again.ModeCount | Should -Be 2, 0.75, 100
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'NotTraceClass'; Arguments = @{ Capacity = 1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Source = 0 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ A = 1; B = 2 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ ModeCount = 0 } }
        @{ Id = 'NotPositive'; Arguments = @{ Eigenvalue = 1, 0; TargetPower = 1, 1 } }
        @{ Id = 'InconsistentInput'; Arguments = @{ Eigenvalue = 1, 2; TargetPower = 1 } }
    ) {
        Get-ErrorId { New-PowerLawTask @Arguments } | Should -Be $Id
    }

    It 'allows a kernel whose trace grows, by its decays' {
        (New-PowerLawTask -A 2 -B 1).Source | Should -Be 1
    }
}
