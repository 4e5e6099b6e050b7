BeforeDiscovery {
    # ../shared/data beside the repository, or further up for a work tree.
    $folder = (Resolve-Path "$PSScriptRoot/../..").Path
    $chinchilla = while ($folder) {
        $folder = Split-Path $folder
        if ($folder -and (Test-Path "$folder/shared/data/chinchilla-245.csv")) { "$folder/shared/data/chinchilla-245.csv"; break }
    }
}
BeforeAll {
    . $PSScriptRoot/Common.ps1

    # y = 3 x^-0.4 with a wiggle that is the same every time
    function New-Curve([int] $Count = 30, [scriptblock] $Loss = { param($x, $i) 3 * [Math]::Pow($x, -0.4) * (1 + 0.05 * [Math]::Sin(7 * $i)) }) {
        1..$Count | ForEach-Object { $x = [Math]::Pow(10, $_ / 5); [pscustomobject]@{ Time = $x; Loss = & $Loss $x $_ } }
    }
    $curve = New-Curve
}

Describe 'Measure-ScalingExponent' {
    It 'writes rows with the promised properties' {
        $row = $curve | Measure-ScalingExponent -X Time -Y Loss
        $row | Should -BeOfType ([ScalingTools.Measurement.ScalingExponent])
        foreach ($name in 'Exponent', 'ExponentLow', 'ExponentHigh', 'Prefactor', 'Offset', 'RSquared', 'Count', 'XMin', 'XMax', 'Outcome', 'TheoryExponent') {
            $row.PSObject.Properties.Name | Should -Contain $name
        }
        $row.Count, $row.XMax, $row.Outcome, $row.Form | Should -Be 30, 1e6, 'Converged', 'PowerLaw'
        0.4 | Should -BeGreaterThan $row.ExponentLow
        0.4 | Should -BeLessThan $row.ExponentHigh
    }

    It 'has the parameter -<_>' -ForEach 'X', 'Y', 'GroupBy', 'Form', 'XMin', 'XMax', 'Window', 'Bootstrap', 'Seed', 'WindowSensitivity', 'LocalSlope' {
        (Get-Command Measure-ScalingExponent).Parameters.Keys | Should -Contain $_
    }

    It 'is the engine''s row' {
        $row = [ScalingTools.Measurement.ScalingMeasurement]::Exponent([double[]]$curve.Time, [double[]]$curve.Loss, [ScalingTools.Measurement.FitOptions]::new())
        $curve | Measure-ScalingExponent | Should -Be $row
    }

    It 'finds exact laws of every form' {
        $row = 1..10 | ForEach-Object { [pscustomobject]@{ Time = $_; Loss = 2 * [Math]::Pow($_, -0.3) } } | Measure-ScalingExponent
        '{0:F10} {1:F10}' -f $row.Exponent, $row.Prefactor | Should -Be '0.3000000000 2.0000000000'
        $row = New-Curve 30 { param($x) 0.5 + 2 * [Math]::Pow($x, -0.7) } | Measure-ScalingExponent -Form Offset
        '{0:F6} {1:F6} {2:F6}' -f $row.Exponent, $row.Prefactor, $row.Offset | Should -Be '0.700000 2.000000 0.500000'
        $row = New-Curve 30 { param($x) [Math]::Pow($x, -0.2) / [Math]::Pow(1 + [Math]::Pow($x / 1000, 2), 0.25) } | Measure-ScalingExponent -Form Broken
        '{0:F3} {1:F3}' -f $row.Exponent, $row.SecondExponent | Should -Be '0.200 0.700'
    }

    It 'puts the theory''s exponent beside the measured one' {
        $row = Invoke-MultilinearTraining -Alpha 0.6 -Time log:1e4:1e8:50 | Measure-ScalingExponent -X Time -Y Loss
        [Math]::Abs($row.Exponent - 0.375) | Should -BeLessThan 1e-10
        $row.TheoryExponent | Should -Be (0.6 / 1.6)
        $size = Invoke-MultilinearTraining -Alpha 0.6 -ParameterCount log:1e3:1e6:20 -Time Infinity | Measure-ScalingExponent -X Parameters
        $size.TheoryExponent | Should -Be 0.6
        [Math]::Abs($size.Exponent - 0.6) | Should -BeLessThan 0.001
    }

    It 'measures groups one by one' {
        $rows = Invoke-MultilinearTraining -Alpha 0.3, 0.6, 0.9 -Time log:1e6:1e9:20 | Measure-ScalingExponent -GroupBy Alpha
        $rows.Group | Should -Be 'Alpha=0.3', 'Alpha=0.6', 'Alpha=0.9'
        '{0:F4} {1:F4} {2:F4}' -f $rows.Exponent | Should -Be '0.2308 0.3750 0.4737'
    }

    It 'uses the window it is given, or finds one' {
        $losses = Invoke-MultilinearTraining -Alpha 0.6 -Time log:1:1e8:50
        $given = $losses | Measure-ScalingExponent -XMin 1e4 -XMax 1e7
        $given.XMin | Should -BeGreaterOrEqual 1e4
        $given.XMax | Should -BeLessOrEqual 1e7
        $given.OutsideWindow + $given.Count | Should -Be 50
        $found = $losses | Measure-ScalingExponent -Window Auto
        $found.XMin | Should -BeGreaterThan 1
        [Math]::Abs($found.Exponent - 0.375) | Should -BeLessThan 0.005
    }

    It 'writes local slopes and the sensitivity to the window' {
        $slopes = $curve | Measure-ScalingExponent -LocalSlope
        $slopes | ForEach-Object { $_ | Should -BeOfType ([ScalingTools.Measurement.LocalSlope]) }
        $slopes.At | Should -Be $curve.Time
        $windows = $curve | Measure-ScalingExponent -WindowSensitivity -WindowSteps 4
        $windows | ForEach-Object { $_ | Should -BeOfType ([ScalingTools.Measurement.WindowSensitivity]) }
        $windows.Count | Should -Be 6
        $windows[0].Exponent | Should -Be ($curve | Measure-ScalingExponent).Exponent
        { $curve | Measure-ScalingExponent -LocalSlope -WindowSensitivity } | Should -Throw -ErrorId 'AmbiguousParameterSet*'
        { $curve | Measure-ScalingExponent -LocalSlope -Bootstrap 5 } | Should -Throw -ErrorId 'AmbiguousParameterSet*'
    }

    It 'gives the same intervals for the same seed, whatever the threads, and others for another' {
        $row = $curve | Measure-ScalingExponent -Bootstrap 200 -Seed 5
        $row.Seed, $row.Replicates, $row.Resampled | Should -Be 5, 200, 'Residuals'
        $curve | Measure-ScalingExponent -Bootstrap 200 -Seed 5 | Should -Be $row
        ($curve | Measure-ScalingExponent -Bootstrap 200 -Seed 6).ExponentLow | Should -Not -Be $row.ExponentLow
        $curve | Export-Csv "$TestDrive/curve.csv"
        $before = $env:DOTNET_PROCESSOR_COUNT
        try {
            $env:DOTNET_PROCESSOR_COUNT = 1
            pwsh -NoProfile -NonInteractive -Command "Import-Module '$Manifest'; (Import-Csv '$TestDrive/curve.csv' | Measure-ScalingExponent -Bootstrap 200 -Seed 5).ExponentLow.ToString('R', [cultureinfo]::InvariantCulture)" |
                Should -Be $row.ExponentLow.ToString('R', [cultureinfo]::InvariantCulture)
        }
        finally { $env:DOTNET_PROCESSOR_COUNT = $before }
    }

    It 'resamples whole runs where there are runs' {
        $rows = Invoke-MultilinearTraining -Alpha 0.6 -SkillCount 1000 -SampleCount 1000 -Time log:1e2:1e3:5 -Seed (1..8)
        $row = $rows | Measure-ScalingExponent -Bootstrap 50
        $row.Runs, $row.Resampled | Should -Be 8, 'Runs'
    }
}

Describe 'Records of every kind' {
    BeforeAll { $expected = ($curve | Measure-ScalingExponent).Exponent }

    It 'from <Name>' -ForEach @(
        @{ Name = 'Import-Csv'; Make = { $curve | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ Name = 'ConvertFrom-Json'; Make = { $curve | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'hashtables'; Make = { $curve | ForEach-Object { @{ time = $_.Time; loss = $_.Loss } } } }
        @{ Name = 'ordered dictionaries'; Make = { $curve | ForEach-Object { [ordered]@{ Time = $_.Time; Loss = $_.Loss } } } }
        @{ Name = 'Select-Object'; Make = { $curve | Select-Object @{ n = 'Time'; e = { $_.Time } }, Loss } }
        @{ Name = 'script properties'; Make = { $curve | ForEach-Object { [pscustomobject]@{ Time = $_.Time; L = $_.Loss } | Add-Member ScriptProperty Loss { $this.L } -PassThru } } }
        @{ Name = 'alias properties'; Make = { $curve | ForEach-Object { [pscustomobject]@{ Time = $_.Time; L = $_.Loss } | Add-Member AliasProperty Loss L -PassThru } } }
        @{ Name = 'objects with a property that throws'; Make = { $curve | ForEach-Object { $_ | Select-Object * | Add-Member ScriptProperty Bad { throw 'no' } -PassThru } } }
        @{ Name = 'the groups of Group-Object'; Make = { ($curve | Group-Object { $_.Time -gt 100 }).Group } }
        @{ Name = 'a data table'; Make = {
                $table = [Data.DataTable]::new(); $null = $table.Columns.Add('Time', [double]); $null = $table.Columns.Add('Loss', [double])
                $curve | ForEach-Object { $null = $table.Rows.Add($_.Time, $_.Loss) }; $table.Rows
            } }
    ) {
        # Groups change the order, and with it the last bit.
        [Math]::Abs((& $Make | Measure-ScalingExponent).Exponent - $expected) | Should -BeLessThan 1e-14
    }

    It 'also where the user''s culture writes a decimal comma' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $text = $curve | ConvertTo-Csv
            $text[1] | Should -Match '\d,\d' -Because 'Export-Csv writes numbers in the culture of the user'
            ($text | ConvertFrom-Csv | Measure-ScalingExponent).Exponent | Should -Be $expected
            ($curve | Measure-ScalingExponent -Verbose 4>&1)[1].Message | Should -Match 'from 1\.585 to 1E\+06'
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }

    It 'by splatting and by position' {
        $arguments = @{ X = 'Time'; Y = 'Loss'; Form = 'PowerLaw' }
        ($curve | Measure-ScalingExponent @arguments).Exponent | Should -Be $expected
        ($curve | Measure-ScalingExponent Time Loss).Exponent | Should -Be $expected
        (Measure-ScalingExponent -InputObject $curve[0] -ErrorAction SilentlyContinue).Outcome | Should -Be 'TooFewPoints'
    }

    It 'a hundred thousand in under three seconds' {
        $many = foreach ($i in 1..100000) { [pscustomobject]@{ Time = $i; Loss = 1 / $i; Run = 'run-1' } }
        # The better of two, for the sake of a busy machine; half a second is usual.
        (1, 2 | ForEach-Object { (Measure-Command { $many | Measure-ScalingExponent }).TotalSeconds } | Measure-Object -Minimum).Minimum | Should -BeLessThan 3
    }
}

Describe 'Bad input of Measure-ScalingExponent' {
    It 'is <Id> by name: <Script>' -ForEach @(
        @{ Id = 'EmptyPipeline'; Script = { @() | Measure-ScalingExponent } }
        @{ Id = 'EmptyPipeline'; Script = { $null | Measure-ScalingExponent } }
        @{ Id = 'PropertyNotFound'; Script = { $curve | Measure-ScalingExponent -Y Lss } }
        @{ Id = 'PropertyNotFound'; Script = { $curve | Measure-ScalingExponent -GroupBy Alpha } }
        @{ Id = 'PropertyNotFound'; Script = { 1, 2, 3 | Measure-ScalingExponent } }
        @{ Id = 'PropertyNotFound'; Script = { $curve | Group-Object Loss | Measure-ScalingExponent } }
        @{ Id = 'TooFewPoints'; Script = { $curve[0] | Measure-ScalingExponent } }
        @{ Id = 'TooFewPoints'; Script = { $curve[0, 1] | Measure-ScalingExponent -Form Offset } }
        @{ Id = 'TooFewPoints'; Script = { $curve[0..3] | Measure-ScalingExponent -Form Broken } }
        @{ Id = 'TooFewPoints'; Script = { $curve | Measure-ScalingExponent -XMin 1e10 } }
        @{ Id = 'TooFewPoints'; Script = { $curve | Measure-ScalingExponent -XMin 1e10 -Window Auto } }
        @{ Id = 'TooFewPoints'; Script = { $curve | Measure-ScalingExponent -XMin 1e10 -LocalSlope } }
        @{ Id = 'TooFewPoints'; Script = { $curve | Measure-ScalingExponent -XMin 1e10 -WindowSensitivity } }
        @{ Id = 'TooFewPoints'; Script = { $curve | ForEach-Object { @{ Time = $_.Time; Loss = 'none' } } | Measure-ScalingExponent -WarningAction SilentlyContinue } }
        @{ Id = 'NotIdentifiable'; Script = { 1..5 | ForEach-Object { @{ Time = 7; Loss = $_ } } | Measure-ScalingExponent } }
        @{ Id = 'InconsistentInput'; Script = { $curve | Measure-ScalingExponent -X Time, Loss } }
        @{ Id = 'InconsistentInput'; Script = { $curve | Measure-ScalingExponent -Form Chinchilla } }
        @{ Id = 'InconsistentInput'; Script = { $curve | Measure-ScalingExponent -XMin 5 -XMax 2 } }
        @{ Id = 'InconsistentInput'; Script = { $curve | Measure-ScalingExponent -X Time, Loss -Form Chinchilla -Window Auto } }
        @{ Id = 'InconsistentInput'; Script = { $curve | Measure-ScalingExponent -X Time, Loss -Form Chinchilla -WindowSensitivity } }
        @{ Id = 'ParameterOutOfRange'; Script = { $curve | Measure-ScalingExponent -Bootstrap -1 } }
        @{ Id = 'ParameterOutOfRange'; Script = { $curve | Measure-ScalingExponent -ConfidenceLevel 95 } }
        @{ Id = 'ParameterOutOfRange'; Script = { $curve | Measure-ScalingExponent -XMin 0 } }
        @{ Id = 'ParameterOutOfRange'; Script = { $curve | Measure-ScalingExponent -LocalSlope -SlopeDecades 0 } }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }

    It 'names the properties there are' {
        $problem = try { $curve | Measure-ScalingExponent -Y Lss } catch { $_ }
        "$problem" | Should -Be "No record has the property 'Lss'."
        $problem.ErrorDetails.RecommendedAction | Should -Be 'The records have Loss, Time.'
        $problem.TargetObject, $problem.CategoryInfo.Category | Should -Be 'Lss', 'ObjectNotFound'
    }

    It 'in single values is left out, counted and told, each kind once' {
        $rows = $curve + ([double]::NaN, [double]::PositiveInfinity, 'text', '', $null, 0, -1, '-2', '1,5' | ForEach-Object { [pscustomobject]@{ Time = 1; Loss = $_ } }) + ([pscustomobject]@{ Time = 1 })
        $warnings = $null
        $row = $rows | Measure-ScalingExponent -WarningVariable warnings -WarningAction SilentlyContinue
        $row.Count, $row.Excluded | Should -Be 30, 10
        $row.Exponent | Should -Be ($curve | Measure-ScalingExponent).Exponent
        $warnings.Count | Should -Be 4
        $told = ($rows | Measure-ScalingExponent -Verbose -WarningAction SilentlyContinue 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Message -match 'left out'
        $told.Count | Should -Be 10
        $told[0] | Should -Be 'Loss of record 31 is NaN: left out.'
    }

    It 'in one group does not lose the others, whose rows come in order' {
        $rows = $curve | ForEach-Object { [pscustomobject]@{ Run = 'good'; Time = $_.Time; Loss = $_.Loss } }
        $errors = $null
        $found = @([pscustomobject]@{ Run = 'bad'; Time = 1; Loss = 1 }) + $rows | Measure-ScalingExponent -GroupBy Run -ErrorAction SilentlyContinue -ErrorVariable errors
        $found.Outcome | Should -Be 'TooFewPoints', 'Converged'
        $errors.Count | Should -Be 1
        "$errors" | Should -Match '^Run=bad: PowerLaw of Loss against Time'
        $errors[0].TargetObject | Should -Be $found[0]
    }

    It 'warns of a fit at its bound' {
        $warnings = $null
        $row = New-Curve 30 { param($x) 2 * [Math]::Pow($x, -0.7) * (1 - 1 / (2 + $x)) } | Measure-ScalingExponent -Form Offset -WarningVariable warnings -WarningAction SilentlyContinue
        if ($row.Outcome -eq 'BoundHit') { "$warnings" | Should -Be $row.Advice } else { $warnings | Should -BeNullOrEmpty }
    }
}

Describe 'Long work of Measure-ScalingExponent' {
    It 'shows progress and stops within a second' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$Manifest'; 1..50 | ForEach-Object { @{ Time = `$_; Loss = 0.1 + 1/`$_ + 0.01 * (`$_ % 3) } } | Measure-ScalingExponent -Form Offset -Bootstrap 100000")
        $null = $shell.BeginInvoke()
        [Threading.SpinWait]::SpinUntil({ $shell.Streams.Progress.Where{ $_.Activity -eq 'Measure-ScalingExponent' }.Count -ge 2 }, 20000) | Should -BeTrue
        (Measure-Command { $shell.Stop() }).TotalSeconds | Should -BeLessThan 1
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Streams.Error | Should -BeNullOrEmpty
        $shell.Dispose()
    }

    It 'says what was decided' {
        $said = ($curve | Measure-ScalingExponent -Bootstrap 50 -Seed 3 -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Message
        $said | Should -Be '30 records arrived.', 'PowerLaw of Loss against Time from 1.585 to 1E+06, 30 records, Converged', '50 bootstrap replicates of Residuals with seed 3'
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Measure-ScalingExponent -Form '; Expected = 'Broken', 'Chinchilla', 'Offset', 'PowerLaw', 'PowerMean' }
        @{ Line = 'Measure-ScalingExponent -Window '; Expected = 'All', 'Auto' }
        @{ Line = 'Get-ComputeOptimum -Compute 1e6 -Alpha 0.6 | Measure-ScalingExponent -X Comp'; Expected = 'Compute', 'ComputeExponent' }
        @{ Line = 'Invoke-MultilinearTraining | Where-Object Loss | Measure-ScalingExponent -Y Los'; Expected = , 'Loss' }
    ) {
        Complete $Line | Sort-Object | Should -Be $Expected
    }
}

Describe 'The golden Chinchilla fit' {
    # The printed B is 2e-4 off the minimum: see Engine.Tests/Measurement/CompositionFitTests.cs.
    It 'has A 477.84, B 2143.86, E 1.81724, exponents 0.34731 and 0.36718, objective 0.001018274' -ForEach @{ Path = "$chinchilla" } {
        if (-not $Path) { Set-ItResult -Skipped -Because 'shared/data/chinchilla-245.csv is not here' }
        $rows = Import-Csv $Path | Sort-Object { [double]$_.Loss } | Select-Object -SkipLast 5
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $size, $tokens = $rows | Measure-ScalingExponent -X Parameters, Tokens -Y Loss -Form Chinchilla
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
        $size.X, $tokens.X, $size.Count | Should -Be 'Parameters', 'Tokens', 240
        $size.Outcome | Should -Be 'Converged'
        [Math]::Abs($size.Prefactor / 477.84 - 1) | Should -BeLessThan 1e-4
        [Math]::Abs($tokens.Prefactor / 2143.86 - 1) | Should -BeLessThan 2.5e-4
        [Math]::Abs($size.Offset - 1.81724) | Should -BeLessThan 5e-5
        [Math]::Abs($size.Exponent - 0.34731) | Should -BeLessThan 1e-5
        [Math]::Abs($tokens.Exponent - 0.36718) | Should -BeLessThan 1e-5
        '{0:F9}' -f $size.Objective | Should -Be '0.001018274'
    }
}
