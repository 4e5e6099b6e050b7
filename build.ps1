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
.EXAMPLE
    ./build.ps1
    Builds for development.
.EXAMPLE
    ./build.ps1 -Task Pack
    Leaves dist/ScalingTools/<version>, ready for Publish-PSResource or for a folder of $env:PSModulePath.
#>
#Requires -Version 7.4
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateSet('Build', 'Test', 'Bench', 'Pack')] [string] $Task = 'Build',
    [ValidateSet('Debug', 'Release')] [string] $Configuration = 'Debug',
    [string] $Filter,
    [string] $Destination = "$PSScriptRoot/dist"
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = $PSScriptRoot

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
    }
}
