# Every PowerShell sample of the README runs, in the order of the page, and writes something other than an error.
BeforeDiscovery {
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    $samples = [regex]::Matches((Get-Content "$root/README.md" -Raw), '(?s)```powershell\n(?<code>.*?)```') |
        ForEach-Object { @{ First = ($_.Groups['code'].Value -split "`n")[0]; Code = $_.Groups['code'].Value } }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Push-Location $TestDrive
}

AfterAll { Pop-Location }

Describe 'README' {
    It 'has samples' -ForEach @{ Count = $samples.Count } { $Count | Should -BeGreaterThan 5 }

    It 'shows figures that scripts made, small ones' {
        $shown = [regex]::Matches((Get-Content "$Root/README.md" -Raw), 'src="(examples/figures/[\w.-]+\.svg)"').ForEach({ $_.Groups[1].Value })
        $shown.Count | Should -BeGreaterOrEqual 4
        foreach ($file in $shown) {
            (Get-Item "$Root/$file").Length | Should -BeLessThan 60KB
            ([xml](Get-Content "$Root/$file" -Raw)).svg.path.Count | Should -BeGreaterThan 4
        }
    }

    It 'runs: <First>' -ForEach $samples {
        if ($Code -match 'Export-Excel|Export-ScalingWorkbook') { Skip-WithoutExcel }
        # It is built by now, and this is not the folder of the manifest.
        $here = $Code -replace '(?m)^dotnet build$' -replace [regex]::Escape('./ScalingTools.psd1'), $Manifest
        $output = & ([scriptblock]::Create($here)) 2>&1 3>$null
        $output | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        $output ?? (Get-ChildItem $TestDrive -Filter *.xlsx) | Should -Not -BeNullOrEmpty
    }
}
