BeforeAll {
    . $PSScriptRoot/Common.ps1
    $rows = @(Invoke-MultilinearTraining -Alpha 0.9, 0.3 -Time log:1:1e6:40)
}

Describe 'Show-ScalingPlot' {
    It 'draws axes, curves and a legend in order, as wide as it was told' {
        $lines = @($rows | Show-ScalingPlot Time Loss -Width 70 -Height 20)
        $plain = $lines -replace '\e\[[\d;]*m'
        ($plain | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 70
        $lines.Count | Should -BeLessOrEqual 20
        $plain[0] | Should -Be 'loss L'
        $plain[-1] | Should -Be '⠶⠶ Alpha = 0.3   ⠶⠶ Alpha = 0.9'
        $plain -match '10⁻¹ ┤' | Should -HaveCount 1
        $plain -match '[⠁-⣿]' | Should -Not -BeNullOrEmpty
    }

    It 'finds the columns itself' {
        ($rows | Show-ScalingPlot) -replace '\e\[[\d;]*m' | Should -Be (($rows | Show-ScalingPlot Time Loss) -replace '\e\[[\d;]*m')
        ([pscustomobject]@{ Step = 1; TestLoss = 2 }, [pscustomobject]@{ Step = 2; TestLoss = 1 } | Show-ScalingPlot)[0] | Should -Be 'test loss'
    }

    It 'has colours unless NO_COLOR or $PSStyle says otherwise' {
        # Whoever runs the tests may have said otherwise.
        $rendering, $noColor = $PSStyle.OutputRendering, $env:NO_COLOR
        try {
            $PSStyle.OutputRendering, $env:NO_COLOR = 'Host', $null
            ($rows | Show-ScalingPlot) -join '' | Should -Match '\e\[38;2;'
            $env:NO_COLOR = '1'
            ($rows | Show-ScalingPlot) -join '' | Should -Not -Match '\e'
            $PSStyle.OutputRendering, $env:NO_COLOR = 'PlainText', $null
            ($rows | Show-ScalingPlot) -join '' | Should -Not -Match '\e'
        }
        finally { $PSStyle.OutputRendering, $env:NO_COLOR = $rendering, $noColor }
    }

    It 'takes any table, with decimal commas too, and hashtables' {
        $table = 1..20 | ForEach-Object { [pscustomobject]@{ Width = $_; Error = 3 / $_ } }
        $expected = $table | Show-ScalingPlot Width Error
        $table | ConvertTo-Csv | ConvertFrom-Csv | Show-ScalingPlot Width Error | Should -Be $expected
        $table | ForEach-Object { @{ Width = $_.Width; Error = $_.Error } } | Show-ScalingPlot Width Error | Should -Be $expected
    }

    It 'fits laws and draws slopes' {
        $last = ($rows | Where-Object Alpha -EQ 0.3 | Show-ScalingPlot -Fit -FitMin 1e3 -ReferenceSlope -0.5 -Width 100)[-1] -replace '\e\[[\d;]*m'
        $last | Should -Match '^⠶⠶ Loss +── slope −0\.23\d ± .* +·· slope −0\.5$'
    }

    It 'warns of what a logarithmic axis leaves out' {
        $null = @([pscustomobject]@{ Time = 0; Loss = 1 }; $rows) | Show-ScalingPlot -WarningVariable said -WarningAction SilentlyContinue
        $said | Should -Match 'Time of record 1 is 0; a logarithm needs a positive number: left out'
        $null = [pscustomobject]@{ Time = 1; Loss = 'none' }, [pscustomobject]@{ Time = 2; Loss = 3 } | Show-ScalingPlot -WarningVariable said -WarningAction SilentlyContinue
        $said | Should -Match "Loss of record 1 is 'none', not a number"
    }

    It 'refuses <what>' -ForEach @(
        @{ What = 'nothing'; Script = { @() | Show-ScalingPlot }; Id = 'EmptyPipeline' }
        @{ What = 'a column that is not there'; Script = { $rows | Show-ScalingPlot Time Strength }; Id = 'PropertyNotFound' }
        @{ What = 'values without a logarithm'; Script = { [pscustomobject]@{ Time = 1; Loss = -1 } | Show-ScalingPlot -YScale Logarithmic -WarningAction Ignore }; Id = 'TooFewPoints' }
        @{ What = 'a window too small to draw in'; Script = { $rows | Show-ScalingPlot -Width 10 }; Id = 'ParameterOutOfRange' }
        @{ What = 'rows of kinds that have no column in common'; Script = { 'text', 5 | Show-ScalingPlot Time Loss }; Id = 'PropertyNotFound' }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }

    It 'is done in 50 ms once the rows are there' {
        $null = $rows | Show-ScalingPlot
        $times = 1..5 | ForEach-Object { (Measure-Command { $null = $rows | Show-ScalingPlot Time Loss -Width 120 -Height 30 }).TotalMilliseconds }
        ($times | Measure-Object -Minimum).Minimum | Should -BeLessThan 50
    }

    It 'completes properties of the rows before it' {
        Complete 'Invoke-MultilinearTraining | Show-ScalingPlot -X Comp' | Should -Contain 'Compute'
    }
}
