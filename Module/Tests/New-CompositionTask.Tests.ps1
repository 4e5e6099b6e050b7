BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'New-CompositionTask' {
    It 'makes a task of four permutations of eight things' {
        $task = New-CompositionTask
        $task | Should -BeOfType ([ScalingTools.Composition.CompositionTask])
        $task.Length, $task.Size, $task.SequenceLength, $task.ChanceLevel, $task.Seed | Should -Be 4, 8, 32, 0.125, 1
    }

    It 'takes length, size and seed, by place and from a table' {
        $task = New-CompositionTask 8 5 -Seed 3
        $task.Length, $task.Size, $task.Seed | Should -Be 8, 5, 3
        'Length,Size,Seed', '2,6,', ',7,4' | ConvertFrom-Csv | New-CompositionTask | ForEach-Object { "$($_.Length) $($_.Size) $($_.Seed)" } | Should -Be '2 6 1', '4 7 4'
        $task | New-CompositionTask -Size 6 | ForEach-Object { $_.Length, $_.Size, $_.Seed } | Should -Be 8, 6, 3
    }

    It 'is the same for the same seed' {
        New-CompositionTask -Seed 2 | Should -Be (New-CompositionTask -Seed 2)
        New-CompositionTask -Seed 2 | Should -Not -Be (New-CompositionTask -Seed 3)
    }

    It 'takes a length that is no power of two, which prompts have' {
        New-CompositionTask 3 4 | Get-CompositionSample -Count 1 | ForEach-Object HopLength | Should -Be 3
    }

    It 'refuses <Id> by name: <Arguments>' -ForEach @(
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Size = 1 } }
        @{ Id = 'ParameterOutOfRange'; Arguments = @{ Length = 0 } }
        @{ Id = 'TooLarge'; Arguments = @{ Length = 200; Size = 8 } }
    ) {
        Get-ErrorId { New-CompositionTask @Arguments } | Should -Be $Id
    }
}
