<#
.SYNOPSIS
    Runs the Pester files of this folder and writes one JSON row per test; Engine.Tests/PowerShell/PesterTests.cs reads it.
.PARAMETER ResultPath
    The JSON file: rows with File, Name, Result (Passed, Failed, Skipped), Message.
.PARAMETER Path
    Which files, all by default.
#>
param([Parameter(Mandatory)] [string] $ResultPath, [string[]] $Path = $PSScriptRoot)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
function Row($File, $Name, $Result, $Message) {
    [ordered]@{ File = [IO.Path]::GetFileName("$File"); Name = "$Name"; Result = "$Result"; Message = "$Message" }
}

$version = [version]::new($PSVersionTable.PSVersion.Major, $PSVersionTable.PSVersion.Minor)
if ($version -lt '7.6') {
    $rows = @(Row 'Module/Tests' "pwsh is version $($PSVersionTable.PSVersion)" 'Skipped' 'PowerShell 7.6 is needed for the tests of the cmdlets.')
}
elseif (-not (Get-Module Pester -ListAvailable | Where-Object Version -ge '5.5')) {
    $rows = @(Row 'Module/Tests' 'Pester 5.5 or later is not installed' 'Skipped' 'Install it with: Install-PSResource Pester')
}
else {
    Import-Module Pester -MinimumVersion 5.5
    $run = Invoke-Pester -Configuration @{
        Run    = @{ Path = $Path; PassThru = $true }
        Output = @{ Verbosity = 'None' }
    }
    $rows = @(
        foreach ($test in $run.Tests) {
            # A test that never ran is one whose block failed to set up.
            $result = $test.Result -in 'Passed', 'Skipped' ? $test.Result : 'Failed'
            $message = ($test.ErrorRecord | ForEach-Object { "$($_.DisplayErrorMessage ?? $_)`n$($_.DisplayStackTrace)" }) -join "`n"
            if ($result -eq 'Failed' -and -not $message) { $message = 'The block around this test failed to set up.' }
            Row $test.ScriptBlock.File $test.ExpandedPath $result $message
        }
        foreach ($block in @($run.FailedBlocks) + @($run.FailedContainers)) {
            Row ($block.ScriptBlock.File ?? $block.Item) ($block.ExpandedPath ?? 'discovery') 'Failed' ($block.ErrorRecord -join "`n")
        }
    )
}
ConvertTo-Json -InputObject $rows -Depth 3 | Set-Content -LiteralPath $ResultPath
