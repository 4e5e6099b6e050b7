BeforeDiscovery { . $PSScriptRoot/Common.ps1 }
BeforeAll { . $PSScriptRoot/Common.ps1 }

Describe 'The module' {
    It 'has a valid manifest' {
        Test-ModuleManifest $Manifest | Should -Not -BeNullOrEmpty
    }

    It 'exports exactly the cmdlets of its assembly' {
        $assembly = (Get-Module ScalingTools).NestedModules[0].ImplementingAssembly
        $inside = $assembly.GetTypes() | ForEach-Object { $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false) } |
            ForEach-Object { "$($_.VerbName)-$($_.NounName)" } | Sort-Object
        (Get-Command -Module ScalingTools).Name | Sort-Object | Should -Be $inside
    }

    It 'uses approved verbs' {
        (Get-Command -Module ScalingTools).Verb | Should -BeIn (Get-Verb).Verb
    }

    It 'does not carry a PowerShell assembly of its own' {
        Get-ChildItem "$Root/Module/bin" -Recurse -Filter System.Management.Automation* | Should -BeNullOrEmpty
    }

    It 'shows its about topic' {
        (Get-Help about_ScalingTools | Out-String) | Should -Match 'about_ScalingTools'
    }

    It 'has table views and display properties for the same types, and only for types of the engine' {
        $format = [xml](Get-Content "$Root/Module/ScalingTools.Format.ps1xml" -Raw)
        $views = $format.SelectNodes('//View/ViewSelectedBy/TypeName').InnerText
        $types = ([xml](Get-Content "$Root/Module/ScalingTools.Types.ps1xml" -Raw)).SelectNodes('/Types/Type/Name').InnerText
        $views | Should -Be $types
        $views | Where-Object { -not ($_ -as [type]) } | Should -BeNullOrEmpty
        foreach ($view in $format.SelectNodes('//View')) {
            $view.SelectNodes('.//PropertyName').InnerText | Should -BeIn ($view.Name -as [type]).GetProperties().Name -Because $view.Name
        }
    }

    # 0.5 s is the figure; a fresh process on an idle machine needs about a third of it.
    It 'imports in under half a second' {
        $seconds = 1..3 | ForEach-Object {
            [double](pwsh -NoProfile -NonInteractive -Command "(Measure-Command { Import-Module '$Manifest' }).TotalSeconds.ToString('R', [cultureinfo]::InvariantCulture)")
        } | Sort-Object
        $seconds[1] | Should -BeLessThan 0.5
    }
}

Describe 'The packed module' {
    BeforeAll {
        $log = & "$Root/build.ps1" -Task Pack -Destination $TestDrive
        $packed = Get-Item "$TestDrive/ScalingTools/*"
        if (-not $packed) { throw $log -join "`n" }
    }

    It 'sits in a folder of its version' {
        $packed.Name | Should -Be (Import-PowerShellDataFile $Manifest).ModuleVersion
        "$packed/LICENSE" | Should -Exist
        "$packed/Module/bin/en-US/ScalingTools.Cmdlets.dll-Help.xml" | Should -Exist
    }

    It 'loads by name in a fresh pwsh, with help and formats' {
        $script = "`$env:PSModulePath = '$TestDrive'; Import-Module ScalingTools; " +
            '$m = Get-Module ScalingTools; $c = $m.ExportedCmdlets.Keys | Sort-Object; ' +
            '"$($m.ModuleBase)|$($c -join ",")|$((Get-Help $c[0]).Synopsis)|$((Get-Help about_ScalingTools) -match "TOPIC")"'
        $base, $cmdlets, $synopsis, $about = (pwsh -NoProfile -NonInteractive -Command $script) -split '\|'
        $base | Should -Be $packed.FullName
        $cmdlets | Should -Be (((Get-Command -Module ScalingTools).Name | Sort-Object) -join ',')
        $synopsis | Should -Not -BeNullOrEmpty
        $synopsis | Should -Not -Match '\[<CommonParameters>\]'
        $about | Should -Not -BeNullOrEmpty
    }

    It 'holds no symbols and no foreign files' {
        (Get-ChildItem $packed -Recurse -File).Extension | Sort-Object -Unique | Should -BeIn '', '.dll', '.md', '.ps1xml', '.psd1', '.txt', '.xml', '.json', '.so', '.dylib'
    }

    It 'has nothing of libtorch in it, which is a module of its own' {
        Get-ChildItem $packed -Recurse -Filter *Torch* | Should -BeNullOrEmpty
        (Test-ModuleManifest "$Root/Engine.Torch/ScalingTools.Torch.psd1").Version | Should -Be $packed.Name
        & "$Root/build.ps1" -Task Pack -Torch -Destination "$TestDrive/none" -WhatIf
        "$TestDrive/none" | Should -Not -Exist
    }

    It 'finds its companion beside it' {
        $torch = Get-ScalingBackend Torch
        if (-not $torch.Available) { Set-ItResult -Skipped -Because $torch.Reason; return }
        $folder = $env:SCALINGTOOLS_TORCH ? $env:SCALINGTOOLS_TORCH : "$(Split-Path ([ScalingTools.Backends.ScalingBackend].Assembly.Location))/torch"
        $before = $env:SCALINGTOOLS_TORCH
        $null = New-Item "$TestDrive/ScalingTools.Torch/$($packed.Name)" -ItemType Directory
        Copy-Item $folder "$TestDrive/ScalingTools.Torch/$($packed.Name)/bin" -Recurse
        $env:SCALINGTOOLS_TORCH = ''
        try { pwsh -NoProfile -Command "Import-Module '$packed/ScalingTools.psd1'; (Get-ScalingBackend Torch).Version" | Should -Be $torch.Version }
        finally { $env:SCALINGTOOLS_TORCH = $before }
    }

    It 'is only described by -WhatIf' {
        & "$Root/build.ps1" -Task Pack -Destination "$TestDrive/none" -WhatIf
        "$TestDrive/none" | Should -Not -Exist
    }
}
