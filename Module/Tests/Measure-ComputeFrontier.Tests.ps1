BeforeAll {
    . $PSScriptRoot/Common.ps1
    $curves = Invoke-MultilinearTraining -Alpha 0.6 -ParameterCount log:10:10000:30 -Time log:10:1e8:100
}

Describe 'Measure-ComputeFrontier' {
    It 'writes the optima of both methods' {
        $rows = $curves | Measure-ComputeFrontier -BudgetCount 10
        $rows | ForEach-Object { $_ | Should -BeOfType ([ScalingTools.Measurement.FrontierOptimum]) }
        $rows.Method | Should -Be (@('Envelope') * 10 + @('IsoFlop') * 10)
        ($curves | Measure-ComputeFrontier IsoFlop -BudgetCount 10).Method | Sort-Object -Unique | Should -Be 'IsoFlop'
    }

    It 'lies beside the exact optimum of Get-ComputeOptimum' {
        $rows = $curves | Measure-ComputeFrontier Envelope | Where-Object { $_.Outcome -eq 'Optimum' -and $_.Compute -gt 1e5 }
        $rows.Count | Should -BeGreaterThan 5
        foreach ($row in $rows) {
            $exact = Get-ComputeOptimum -Compute $row.Compute -Alpha 0.6
            # The best of the sizes tried is above the best of all, and interpolation between times adds little.
            $row.Loss / $exact.Loss | Should -BeGreaterThan 0.99
            $row.Loss / $exact.Loss | Should -BeLessThan 1.05
        }
    }

    It 'fits the exponents beside theory: α/(α+2), -1/(α+2), -(α+1)/(α+2)' {
        $rows = $curves | Measure-ComputeFrontier -Fit
        $rows | ForEach-Object { $_ | Should -BeOfType ([ScalingTools.Measurement.ScalingExponent]) }
        $rows.Y | Should -Be 'Loss', 'Parameters', 'Time', 'Loss', 'Parameters', 'Time'
        $rows.Group | Should -Be (@('Envelope') * 3 + @('IsoFlop') * 3)
        $rows[0].TheoryExponent | Should -Be (0.6 / 2.6)
        $theory = 0.2308, -0.3846, -0.6154
        0..5 | ForEach-Object { [Math]::Abs($rows[$_].Exponent - $theory[$_ % 3]) | Should -BeLessThan 0.03 }
    }

    It 'shows what each exponent is of' {
        $curves | Measure-ComputeFrontier -Fit | Out-String -Width 120 | Should -Match 'Envelope +Parameters +Compute +-0\.3'
    }

    It 'works on Import-Csv output, groups, and other names' {
        $table = $curves | Select-Object @{ n = 'Flops'; e = 'Compute' }, @{ n = 'Width'; e = 'Parameters' }, @{ n = 'Error'; e = 'Loss' }, Alpha | ConvertTo-Csv | ConvertFrom-Csv
        $rows = $table | Measure-ComputeFrontier Envelope -ComputeProperty Flops -SizeProperty Width -LossProperty Error -GroupBy Alpha
        $rows.Group | Sort-Object -Unique | Should -Be 'Alpha=0.6'
        $rows[5].Loss | Should -Be ($curves | Measure-ComputeFrontier Envelope)[5].Loss
        $rows[5].Time | Should -BeNullOrEmpty
    }

    It 'refuses <Id> by name' -ForEach @(
        @{ Id = 'EmptyPipeline'; Script = { @() | Measure-ComputeFrontier } }
        @{ Id = 'PropertyNotFound'; Script = { [pscustomobject]@{ Loss = 1; Parameters = 1 } | Measure-ComputeFrontier } }
        @{ Id = 'ParameterOutOfRange'; Script = { $curves | Measure-ComputeFrontier -BudgetCount 1 } }
        @{ Id = 'ParameterOutOfRange'; Script = { $curves | Measure-ComputeFrontier -ParabolaDecades 0 } }
        @{ Id = 'ParameterOutOfRange'; Script = { $curves | Measure-ComputeFrontier -Fit -ConfidenceLevel 95 } }
        @{ Id = 'TooFewPoints'; Script = { Invoke-MultilinearTraining -Time 1, 10 | Measure-ComputeFrontier -WarningAction SilentlyContinue } }
        @{ Id = 'TooFewPoints'; Script = { $curves | Where-Object Parameters -eq 10 | Measure-ComputeFrontier -Fit } }
    ) {
        Get-ErrorId $Script | Should -Be $Id
    }

    It 'keeps the good groups beside a bad one, and tells what was left out' {
        $warnings = $errors = $null
        $bad = [pscustomobject]@{ Alpha = 9; Compute = 'lots'; Loss = 1; Parameters = 1; Time = 1 }
        $rows = @($bad) + $curves | Measure-ComputeFrontier Envelope -GroupBy Alpha -WarningVariable warnings -WarningAction SilentlyContinue -ErrorVariable errors -ErrorAction SilentlyContinue
        $rows.Group | Sort-Object -Unique | Should -Be 'Alpha=0.6'
        "$errors" | Should -Match '^Alpha=9'
        "$warnings" | Should -Match "'lots'"
    }

    It 'says what was decided' {
        $said = ($curves | Measure-ComputeFrontier -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Message
        $said | Should -Contain "$($curves.Count) records arrived."
        "$said" | Should -Match 'of 48 optima lie inside the sizes tried'
    }

    It 'completes what can be completed' {
        Complete 'Measure-ComputeFrontier -Method ' | Sort-Object | Should -Be 'Envelope', 'IsoFlop'
        Complete 'Invoke-MultilinearTraining | Measure-ComputeFrontier -LossProperty Lo' | Should -Be 'Loss'
    }
}
