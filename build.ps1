<#
.SYNOPSIS
    Builds, tests, benchmarks or packs ScalingTools.
.DESCRIPTION
    Build compiles the solution; Import-Module ./ScalingTools.psd1 works from then on.
    Test runs every test: the engine's, and through pwsh the module's, the examples' and the help's.
    Bench compares this machine's speed with NumPy's, side by side, and leaves the table in Engine.Benchmarks/results; with -Filter it runs
    those of BenchmarkDotNet's benchmarks instead.
    Pack leaves a publishable module in dist/ScalingTools/<version>.
.PARAMETER Task
    Build, Test, Bench or Pack.
.PARAMETER Configuration
    Debug or Release. Bench and Pack are always Release.
.PARAMETER Filter
    Which tests (a dotnet test filter) or benchmarks (a pattern) to run.
.PARAMETER Destination
    Where Pack leaves the module; dist by default.
.PARAMETER Torch
    Builds, tests, benchmarks or packs the optional backend Torch too, which needs TorchSharp from NuGet; Pack makes it a module of its own, ScalingTools.Torch.
.PARAMETER TorchSharpVersion
    Which TorchSharp, 0.99.6 or newer; that of Engine.Torch by default.
.PARAMETER TorchSharpPackage
    With which libtorch: TorchSharp-cpu (default), TorchSharp-cuda-linux, TorchSharp-cuda-windows, or TorchSharp for that of the system.
.PARAMETER TorchSharpFeed
    A further feed or folder of packages.
.EXAMPLE
    ./build.ps1
    Builds for development.
.EXAMPLE
    ./build.ps1 -Task Pack
    Leaves dist/ScalingTools/<version>, ready for Publish-PSResource or for a folder of $env:PSModulePath.
.EXAMPLE
    ./build.ps1 -Torch -TorchSharpPackage TorchSharp-cuda-linux
    Builds for development, with the backend Torch for NVIDIA GPUs: Get-ScalingBackend then lists it.
#>
#Requires -Version 7.4
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateSet('Build', 'Test', 'Bench', 'Pack')] [string] $Task = 'Build',
    [ValidateSet('Debug', 'Release')] [string] $Configuration = 'Debug',
    [string] $Filter,
    [string] $Destination = "$PSScriptRoot/dist",
    [switch] $Torch,
    [string] $TorchSharpVersion,
    [ValidateSet('TorchSharp-cpu', 'TorchSharp-cuda-linux', 'TorchSharp-cuda-windows', 'TorchSharp')] [string] $TorchSharpPackage,
    [string] $TorchSharpFeed
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = $PSScriptRoot
$Destination = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination)

function Build-Torch([string[]] $Arguments) {
    $versions = foreach ($name in 'TorchSharpVersion', 'TorchSharpPackage', 'TorchSharpFeed') {
        $value = Get-Variable $name -ValueOnly
        if ($value) { "-p:$name=$value" }
    }
    dotnet build "$root/Engine.Torch" --configuration Release @versions @Arguments
}

# The backend is built by itself, so that nothing else ever asks for TorchSharp.
if ($Torch -and $Task -ne 'Pack' -and $PSCmdlet.ShouldProcess('Engine.Torch', 'Build')) { Build-Torch }

switch ($Task) {
    'Build' {
        if ($PSCmdlet.ShouldProcess('ScalingTools.sln', "Build $Configuration")) {
            dotnet build "$root/ScalingTools.sln" --configuration $Configuration
        }
    }
    'Test' {
        if ($PSCmdlet.ShouldProcess('ScalingTools.sln', "Test $Configuration")) {
            $chosen = $Filter ? @('--filter', $Filter) : @()
            dotnet test "$root/ScalingTools.sln" --configuration $Configuration @chosen
        }
    }
    'Bench' {
        if ($PSCmdlet.ShouldProcess('Engine.Benchmarks', 'Run')) {
            $work = $Filter ? @('--filter', $Filter) : @('side-by-side', '--save')
            dotnet run --project "$root/Engine.Benchmarks" --configuration Release -- @work
        }
    }
    'Pack' {
        $version = (Import-PowerShellDataFile "$root/ScalingTools.psd1").ModuleVersion
        $target = "$Destination/ScalingTools/$version"
        if ($PSCmdlet.ShouldProcess($target, 'Pack')) {
            # The folder has the repository's relative layout, so the manifest and the help work unchanged.
            if (Test-Path $target) { Remove-Item $target -Recurse }
            $null = New-Item $target, "$target/Module" -ItemType Directory -Force
            dotnet build "$root/Cmdlets" --configuration Release --output "$target/Module/bin"
            Get-ChildItem "$target/Module/bin" -Recurse -Include *.pdb, ScalingTools.Cmdlets.xml | Remove-Item
            Copy-Item "$root/*" $target -Include ScalingTools.psd1, LICENSE, README.md, CHANGELOG.md
            Copy-Item "$root/Module/*.ps1xml" "$target/Module"
            Copy-Item "$root/en-US" $target -Recurse
            Get-Item $target
        }
        $companion = "$Destination/ScalingTools.Torch/$version"
        if ($Torch -and $PSCmdlet.ShouldProcess($companion, 'Pack')) {
            if (Test-Path $companion) { Remove-Item $companion -Recurse }
            $null = New-Item $companion -ItemType Directory -Force
            Build-Torch "-p:TorchOutput=$companion/bin/"
            Get-ChildItem "$companion/bin" -Recurse -Include *.pdb, *.xml | Remove-Item
            Copy-Item "$root/Engine.Torch/ScalingTools.Torch.psd1", "$root/LICENSE", "$root/Engine.Torch/README.md" $companion
            Get-Item $companion
        }
    }
}
