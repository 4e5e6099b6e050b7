# What parameters share: logarithmic grids and tab completion.
BeforeDiscovery { . $PSScriptRoot/Common.ps1 }
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $assembly = (Get-Module ScalingTools).NestedModules[0].ImplementingAssembly
    function New-Internal([string] $Name) { [Activator]::CreateInstance($assembly.GetType("ScalingTools.Cmdlets.$Name", $true)) }
    function Get-Ast([string] $Line) { [Management.Automation.Language.Parser]::ParseInput($Line, [ref] $null, [ref] $null) }
}

Describe 'A grid' {
    BeforeAll {
        $numbers = New-Internal LogGridAttribute
        $counts = New-Internal LogGridAttribute
        $counts.GetType().GetProperty('Whole').SetValue($counts, $true)
    }

    It 'log:first:last:count has equal ratios' {
        $x = $numbers.Transform($null, 'log:1:1e6:7')
        , $x | Should -BeOfType ([double[]])
        $x.Count | Should -Be 7
        $x[0], $x[-1] | Should -Be 1, 1e6
        $x[3] | Should -Be 1000
    }

    It 'of counts has whole numbers, each once' {
        $counts.Transform($null, 'log:1:10:20') | Should -Be (1..10)
    }

    It 'is only what begins with log:' {
        $numbers.Transform($null, '1e3') | Should -Be '1e3'
        $numbers.Transform($null, @(1, 2)) | Should -Be 1, 2
        $numbers.Transform($null, [psobject]'log:1:100:3') | Should -Be 1, 10, 100
    }

    It 'that makes no sense is refused with advice: <Text>' -ForEach @(
        @{ Text = 'log:1:10'; Advice = '*log:first:last:count*' }
        @{ Text = 'log:a:10:3'; Advice = '*log:first:last:count*' }
        @{ Text = 'log:1:10:2.5'; Advice = '*log:first:last:count*' }
        @{ Text = 'log:0:10:3'; Advice = '*From must be a positive number*' }
        @{ Text = 'log:1:10:1'; Advice = '*Count must be at least 2*' }
    ) {
        { $numbers.Transform($null, $Text) } | Should -Throw $Advice
    }
}

Describe 'An empty cell of a table' {
    It 'is a missing value, not zero' {
        $data = New-SparseParityDataset
        $data | ConvertTo-Csv | ConvertFrom-Csv | New-SparseParityDataset | Should -Be $data
    }

    It 'is one missing value where many can be given' {
        ([pscustomobject]@{ Time = ''; Samples = '' } | Get-ScalingBottleneck -Alpha 0.6 -ParameterCount 100).Time | Should -BeNullOrEmpty
    }

    It 'is a missing value in every parameter that a column can fill and that can be missing' {
        foreach ($command in Get-Command -Module ScalingTools) {
            foreach ($property in $command.ImplementingType.GetProperties()) {
                $byName = $property.GetCustomAttributes([Management.Automation.ParameterAttribute], $true).ValueFromPipelineByPropertyName -contains $true
                $list = $property.PropertyType.IsArray
                if ($byName -and [Nullable]::GetUnderlyingType($list ? $property.PropertyType.GetElementType() : $property.PropertyType)) {
                    $attribute = $property.GetCustomAttributes($true).Where{ $_.GetType().Name -eq 'EmptyIsMissingAttribute' }
                    $attribute | Should -HaveCount 1 -Because "$command -$($property.Name) can be missing"
                    $attribute[0].List | Should -Be $list -Because "$command -$($property.Name) is $($property.PropertyType)"
                }
            }
        }
    }
}

Describe 'Completion of property names' {
    BeforeAll {
        function Get-Completion([string] $Completer, [string] $Line, [string] $Word) {
            $command = (Get-Ast $Line).FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true) | Select-Object -Last 1
            (New-Internal $Completer).CompleteArgument('', 'X', $Word, $command, @{}).CompletionText
        }
        $rows = Get-RowType
    }

    It 'offers the properties of the nearest known command upstream' {
        foreach ($row in $rows) {
            $names = Get-Completion AnyPropertyCompleter "Get-Process | $($row.Cmdlet) | Sort-Object x | Measure-It -X " ''
            $names | Should -Be ((Get-Command $row.Cmdlet).OutputType.Type.GetProperties().Name | Select-Object -Unique)
        }
    }

    It 'offers numbers only where a number is asked for' {
        foreach ($row in $rows) {
            $names = @(Get-Completion NumericPropertyCompleter "$($row.Cmdlet) | Measure-It -X " '')
            $strings = $row.Type.GetProperties() | Where-Object PropertyType -eq ([string])
            foreach ($property in $strings) { $property.Name | Should -Not -BeIn $names }
        }
    }

    It 'offers the properties of every row type where upstream is unknown' {
        $names = Get-Completion AnyPropertyCompleter 'Import-Csv x.csv | Measure-It -X ' ''
        foreach ($row in $rows) { $row.Type.GetProperties().Name | Should -BeIn $names }
        $names | Select-Object -Unique | Should -HaveCount $names.Count
    }

    It 'completes what was begun, in any case, quoted or not' {
        $all = Get-Completion AnyPropertyCompleter 'Measure-It -X ' ''
        $word = $all[0].Substring(0, 2).ToLowerInvariant()
        $all[0] | Should -BeIn (Get-Completion AnyPropertyCompleter "Measure-It -X $word" $word)
        $all[0] | Should -BeIn (Get-Completion AnyPropertyCompleter "Measure-It -X '$word" "'$word")
        Get-Completion AnyPropertyCompleter 'Measure-It -X qqq' 'qqq' | Should -BeNullOrEmpty
    }
}

Describe 'An unset variable' {
    It 'is never an internal failure of <Name>' -ForEach @(
        @{ Name = 'New-SparseParityDataset' }
        @{ Name = 'Get-SparseParitySample'; Arguments = { @{ Dataset = New-SparseParityDataset; Count = 1 } } }
        @{ Name = 'Invoke-MultilinearTraining'; Arguments = { @{ Time = 1; SkillCount = 5 } } }
        @{ Name = 'Get-ScalingLaw'; Arguments = { @{ Alpha = 0.6; Law = 'Time' } } }
        @{ Name = 'Get-ScalingBottleneck'; Arguments = { @{ Alpha = 0.6 } } }
        @{ Name = 'Get-ComputeOptimum'; Arguments = { @{ Alpha = 0.6; Compute = 1e4 } } }
        @{ Name = 'Get-EmergencePrediction'; Arguments = { @{ Resource = 'Data' } } }
        @{ Name = 'Measure-ScalingExponent'; Records = { 1..5 | ForEach-Object { @{ Time = $_; Loss = 1 / $_ } } } }
        @{ Name = 'Measure-Emergence'; Records = { Invoke-MultilinearTraining -SkillCount 2 -PerSkill } }
        @{ Name = 'Measure-ComputeFrontier'; Records = { Invoke-MultilinearTraining -ParameterCount log:1:1e2:5 } }
        @{ Name = 'Measure-EmergenceCalibration'; Arguments = { @{ Resource = 'Time' } }; Records = { Invoke-MultilinearTraining -SkillCount 2 -PerSkill } }
    ) {
        $command = Get-Command $Name
        $good = $Arguments ? (& $Arguments) : @{}
        $rows = $Records ? @(& $Records) : $null
        $failures = foreach ($parameter in $command.Parameters.Values | Where-Object { $_.Name -notin [Management.Automation.PSCmdlet]::CommonParameters -and -not $_.SwitchParameter }) {
            $splat = $good.Clone()
            $splat[$parameter.Name] = $null
            $id = Get-ErrorId { if ($rows -and $parameter.Name -ne 'InputObject') { $rows | & $command @splat -WarningAction SilentlyContinue } else { & $command @splat -WarningAction SilentlyContinue } }
            if ($id -eq 'InternalError') { $parameter.Name }
        }
        $failures | Should -BeNullOrEmpty
    }
}
