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

Describe 'Rows as input' {
    It 'Samples and Parameters of rows are SampleCount and ParameterCount of every cmdlet that has them' {
        foreach ($command in Get-Command -Module ScalingTools | Where-Object Name -NE New-SparseParityDataset) {
            foreach ($name in 'Samples', 'Parameters') {
                $parameter = $command.Parameters[$name -replace 's$', 'Count']
                if ($parameter) { $parameter.Aliases | Should -Contain $name -Because $command.Name }
            }
        }
    }

    It 'the optimum, trained, has the loss it promised' {
        $best = Get-ComputeOptimum -Compute 1e5 -Alpha 0.6
        $run = $best | Invoke-MultilinearTraining
        $run.Compute | Should -Be 1e5
        [Math]::Abs($run.Loss / $best.Loss - 1) | Should -BeLessThan 1e-9
    }

    It 'the budget of a run has an optimum, which is no worse' {
        $run = Invoke-MultilinearTraining -ParameterCount 100 -Time 1e5
        $best = $run | Get-ComputeOptimum
        $best.Compute | Should -Be $run.Compute
        $best.Loss | Should -BeLessThan $run.Loss
    }

    It 'a learning curve has a bottleneck at each time, its exact loss that of the closed form' {
        $runs = Invoke-MultilinearTraining -ParameterCount 100 -Time 1e3, 1e7
        $rows = $runs | Get-ScalingBottleneck
        $rows.Bottleneck | Should -Be Time, Parameters
        foreach ($i in 0, 1) { [Math]::Abs($rows[$i].ExactLoss / $runs[$i].Loss - 1) | Should -BeLessThan 1e-9 }
    }

    It 'a table is a plan of runs; an empty cell is unlimited, or the default' {
        $rows = 'Alpha,Parameters,Samples,Time,LearningRate,Seed,SkillCount', '0.3,100,,1e4,,,', '0.6,,50,1e5,0.1,7,1000' | ConvertFrom-Csv | Invoke-MultilinearTraining
        $rows.Alpha | Should -Be 0.3, 0.6
        $rows.Parameters | Should -Be 100, 1000
        $rows.LearningRate | Should -Be 0.05, 0.1
        $rows[0].Samples | Should -BeNullOrEmpty
        $rows[1].Samples | Should -Be 50
        $rows[1].Seed | Should -Be 7
    }

    It 'a random run comes back from its own row, to the bit' {
        $run = Invoke-MultilinearTraining -SampleCount 1000 -Time 1e4 -Seed 3
        ($run | ConvertTo-Csv | ConvertFrom-Csv | Invoke-MultilinearTraining) | Should -Be $run
    }

    It 'a data set is one, with the changes made on the command line' {
        $data = New-SparseParityDataset -SampleCount 100 -Seed 7
        $row = $data | Invoke-MultilinearTraining -Time 10
        $row.Seed, $row.Samples, $row.TargetScale, $row.SkillCount | Should -Be 7, 100, 5, 5
        $row = $data | Invoke-MultilinearTraining -Time 10 -Seed 2 -SampleCount 50
        $row.Seed, $row.Samples | Should -Be 2, 50
        ($data | Get-ScalingLaw -Law Time).TargetScale | Should -Be 5
    }

    It 'grids are taken for every resource of the bottleneck' {
        Get-ScalingBottleneck -Alpha 0.6 -Time log:1:100:3 -SampleCount log:10:1000:2 -ParameterCount 1, 10 | Should -HaveCount 12
    }

    It 'frequencies without a power law are refused by name: <_>' -ForEach 'Get-ScalingLaw', 'Get-ScalingBottleneck', 'Test-ScalingTheory' {
        $command = $_
        Get-ErrorId { New-SparseParityDataset -Weight 3, 2, 1 | & $command } | Should -Be AlphaNotPositive
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
        @{ Name = 'Invoke-SharedWeightTraining'; Arguments = { @{ Time = 1 } } }
        @{ Name = 'Invoke-SparseParityTraining'; Arguments = { @{ Width = 2; Steps = 2; BatchSize = 5; MeasureSamples = 5 } } }
        @{ Name = 'New-CompositionTask' }
        @{ Name = 'Get-CompositionSample'; Arguments = { @{ Task = New-CompositionTask; Count = 1 } } }
        @{ Name = 'Get-CompositionTheory' }
        @{ Name = 'Invoke-CompositionTraining'; Arguments = { @{ Task = New-CompositionTask 2 3; Steps = 2; BatchSize = 4; MeasureSamples = 4 } } }
        @{ Name = 'Get-ScalingLaw'; Arguments = { @{ Alpha = 0.6; Law = 'Time' } } }
        @{ Name = 'Get-ScalingBottleneck'; Arguments = { @{ Alpha = 0.6 } } }
        @{ Name = 'Get-ComputeOptimum'; Arguments = { @{ Alpha = 0.6; Compute = 1e4 } } }
        @{ Name = 'Get-EmergencePrediction'; Arguments = { @{ Resource = 'Data' } } }
        @{ Name = 'Measure-ScalingExponent'; Records = { 1..5 | ForEach-Object { @{ Time = $_; Loss = 1 / $_ } } } }
        @{ Name = 'Measure-Emergence'; Records = { Invoke-MultilinearTraining -SkillCount 2 -PerSkill } }
        @{ Name = 'Measure-ComputeFrontier'; Records = { Invoke-MultilinearTraining -ParameterCount log:1:1e2:5 } }
        @{ Name = 'Test-ScalingTheory'; Set = 'Multilinear'; Arguments = { @{ Law = 'Parameters' } } }
        @{ Name = 'Test-ScalingTheory'; Set = 'FeatureLearning'; Arguments = { @{ Law = 'Data'; Task = New-PowerLawTask -ModeCount 100; Draws = 2 } } }
        @{ Name = 'Compare-Emergence'; Arguments = { @{ Resource = 'Time' } }; Records = { Invoke-MultilinearTraining -SkillCount 2 -PerSkill } }
        @{ Name = 'Measure-EmergenceCalibration'; Arguments = { @{ Resource = 'Time' } }; Records = { Invoke-MultilinearTraining -SkillCount 2 -PerSkill } }
    ) {
        $command = Get-Command $Name
        $good = $Arguments ? (& $Arguments) : @{}
        $rows = $Records ? @(& $Records) : $null
        $failures = foreach ($parameter in $command.Parameters.Values | Where-Object { $_.Name -notin [Management.Automation.PSCmdlet]::CommonParameters -and -not $_.SwitchParameter -and (-not $Set -or $_.ParameterSets.Keys.Where{ $_ -in $Set, '__AllParameterSets' }) }) {
            $splat = $good.Clone()
            $splat[$parameter.Name] = $null
            $id = Get-ErrorId { if ($rows -and $parameter.Name -ne 'InputObject') { $rows | & $command @splat -WarningAction SilentlyContinue } else { & $command @splat -WarningAction SilentlyContinue } }
            if ($id -eq 'InternalError') { $parameter.Name }
        }
        $failures | Should -BeNullOrEmpty
    }
}
