# Driven by what the module exports: a new cmdlet is covered the moment it is in the manifest.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $cmdlets = Get-Command -Module ScalingTools | ForEach-Object { @{ Name = $_.Name } }
    $examples = foreach ($cmdlet in $cmdlets) {
        $number = 0
        foreach ($example in (Get-Help $cmdlet.Name).Examples.Example) {
            $number++
            @{ Name = $cmdlet.Name; Number = $number; Code = $example.Code }
        }
    }
}
BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'Help of <Name>' -ForEach $cmdlets {
    BeforeAll {
        $help = Get-Help $Name -Full
        $command = Get-Command $Name
    }

    It 'has a synopsis, a description, an example and an output' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -Match '\[<CommonParameters>\]' -Because 'that is what PowerShell invents where no help is found'
        $help.Description.Text | Should -Not -BeNullOrEmpty
        $help.Examples.Example | Should -Not -BeNullOrEmpty
        $help.ReturnValues.ReturnValue.Type.Name | Should -Be $command.OutputType.Name
    }

    It 'describes every parameter, and no other' {
        $common = [Management.Automation.PSCmdlet]::CommonParameters
        $parameters = $command.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object
        $help.Parameters.Parameter.Name | Sort-Object | Should -Be $parameters
        foreach ($parameter in $help.Parameters.Parameter) { $parameter.Description.Text | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) needs a text" }
    }

    It 'shows a syntax for every parameter set' {
        @($help.Syntax.SyntaxItem).Count | Should -Be $command.ParameterSets.Count
    }

    It 'tells the defaults that the cmdlet has' {
        $fresh = $command.ImplementingType::new()
        foreach ($parameter in $help.Parameters.Parameter | Where-Object Required -eq 'false') {
            $value = $fresh.($parameter.Name)
            if ($null -eq $value -or $value -is [switch]) { continue }
            $text = ($value | ForEach-Object { [Convert]::ToString($_, [cultureinfo]::InvariantCulture) }) -join ', '
            if (-not $text) { continue }
            $parameter.DefaultValue | Should -Be $text -Because "that is what -$($parameter.Name) is when left out (<value> in the source)"
        }
    }
}

Describe 'Example <Number> of <Name>' -ForEach $examples {
    It 'runs' {
        if ($Code -match 'Export-Excel|Import-Excel|Export-ScalingWorkbook') { Skip-WithoutExcel }
        Push-Location $TestDrive
        try {
            $output = @(& ([scriptblock]::Create($Code)) 2>&1)
            $output | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
            # An example shows something or leaves a file; what -WhatIf says goes to the host.
            if ($Code -notmatch '-WhatIf') { $output.Count + @(Get-ChildItem $TestDrive).Count | Should -BeGreaterThan 0 }
        }
        finally { Pop-Location }
    }
}
