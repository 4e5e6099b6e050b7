BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Get-CompositionSample' {
    It 'writes prompts with a path and its end' {
        $rows = New-CompositionTask 4 5 | Get-CompositionSample -Count 30
        $rows | Should -HaveCount 30
        $rows | Should -BeOfType ([ScalingTools.Composition.CompositionSample])
        foreach ($row in $rows) {
            $row.Prompt | Should -Match '^(\d( \d){4}( \| )?){4}$'
            $path = $row.Path -split ' > '
            $path | Should -HaveCount 9
            $path[0], $path[-1] | Should -Be $row.Start, $row.Label
            # Every second step is in the prompt: σ_i(π_i) is the next thing.
            $blocks = $row.Prompt -split ' \| '
            foreach ($i in 0..3) { ($blocks[$i] -split ' ')[[int] $path[2 * $i + 1] - 1] | Should -Be $path[2 * $i + 2] }
        }
        (New-CompositionTask | Get-CompositionSample) | Should -HaveCount 10
    }

    It 'gives the same hidden step for the same thing in every prompt' {
        $steps = New-CompositionTask 2 4 -Seed 5 | Get-CompositionSample -Count 50 | ForEach-Object { ($_.Path -split ' > ')[0, 1] -join '>' } | Sort-Object -Unique
        $steps | Should -HaveCount 4
    }

    It 'gives partial answers' {
        $row = New-CompositionTask 4 5 | Get-CompositionSample -Count 1 -HopLength 2 -Block 3
        $row.HopLength, $row.Block | Should -Be 2, 3
        $row.Path -split ' > ' | Should -HaveCount 5
    }

    It 'asks in English where there are names' {
        $row = New-CompositionTask 2 3 | Get-CompositionSample -Count 1
        $row.Text | Should -Match '^\w+ plays .*game is on .*On what day does \w+ play\? \w+day\.$'
        (New-CompositionTask 2 8 | Get-CompositionSample -Count 1).Text | Should -Be ''
        (New-CompositionTask 4 3 | Get-CompositionSample -Count 1).Text | Should -Be ''
    }

    It 'gives the same prompts for the same seed, and others for another' {
        $one, $same, $other = 1, 1, 2 | ForEach-Object { , (New-CompositionTask -Seed $_ | Get-CompositionSample) }
        $one | Should -Be $same
        $one.Prompt | Should -Not -Be $other.Prompt
    }

    It 'refuses a hop that is not there and keeps the good tasks' {
        $errors = $null
        $rows = (New-CompositionTask 2 4), (New-CompositionTask 8 4) | Get-CompositionSample -Count 1 -HopLength 4 -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows.Length | Should -Be 8
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'ParameterOutOfRange,*'
        Get-ErrorId { New-CompositionTask | Get-CompositionSample -Count -1 } | Should -Be ParameterOutOfRange
        Get-ErrorId { New-CompositionTask | Get-CompositionSample -Block 2 } | Should -Be ParameterOutOfRange
    }
}
