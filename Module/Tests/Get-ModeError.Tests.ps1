BeforeAll {
    . $PSScriptRoot/Common.ps1
    $task = New-PowerLawTask -Capacity 1.5 -Source 0.5 -ModeCount 200
}

Describe 'Get-ModeError' {
    It 'is 1 at first, and e^-λt where nothing is finite' {
        $rows = $task | Get-ModeError -Mode 1, 8 -Method GradientFlow -LearningRate 1 -Time 5 -MeasureAt 0, 5
        $rows | ForEach-Object { $_ | Should -BeOfType ([ScalingTools.FeatureLearning.ModeError]) }
        ($rows | Where-Object Time -EQ 0).Error | ForEach-Object { [Math]::Abs($_ - 1) | Should -BeLessThan 1e-9 }
        foreach ($row in $rows) {
            [Math]::Abs($row.Eigenvalue - [Math]::Pow($row.Mode, -1.5)) | Should -BeLessThan 1e-12
            [Math]::Abs($row.Error - [Math]::Exp(-$row.Eigenvalue * $row.Time)) | Should -BeLessThan 1e-6
            [Math]::Abs($row.LimitError - [Math]::Exp(-$row.Eigenvalue * $row.Time)) | Should -BeLessThan 1e-12
        }
    }

    It 'levels off for a finite width, in theory and in simulation: <Method>' -ForEach @(@{ Method = 'GradientDescent' }, @{ Method = 'GradientFlow' }) {
        $student = @{ Mode = 1, 5; Width = 40; SampleCount = 60; Method = $Method; Time = 60; MeasureAt = 10, 60 }
        $theory = $task | Get-ModeError @student
        $simulation = $task | Get-ModeError @student -Source Simulation -Draws 80
        "$($simulation | ForEach-Object { "$($_.Mode),$($_.Time)" } | Sort-Object)" | Should -Be "$($theory | ForEach-Object { "$($_.Mode),$($_.Time)" } | Sort-Object)"
        foreach ($row in $theory) {
            $measured = $simulation | Where-Object { $_.Mode -eq $row.Mode -and $_.Time -eq $row.Time }
            # 3.5 standard errors, and O(1/N)
            [Math]::Abs($measured.Error - $row.Error) | Should -BeLessThan (3.5 * $measured.ErrorSd / [Math]::Sqrt(80) + 0.02 * $row.Error)
            $row.Error | Should -BeGreaterThan $row.LimitError
        }
    }

    It 'refuses a mode that is not there' {
        Get-ErrorId { $task | Get-ModeError -Mode 0 } | Should -Be 'ParameterOutOfRange'
        Get-ErrorId { $task | Get-ModeError -Mode 201 } | Should -Be 'ParameterOutOfRange'
    }
}
