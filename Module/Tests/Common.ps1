# What every Pester file starts with: the module, and a few helpers.
#   BeforeAll { . $PSScriptRoot/Common.ps1 }
# $env:SCALINGTOOLS_MODULE names another manifest to test, such as that of the packed module.

$Root = (Resolve-Path "$PSScriptRoot/../..").Path
$Manifest = $env:SCALINGTOOLS_MODULE ? $env:SCALINGTOOLS_MODULE : "$Root/ScalingTools.psd1"
Import-Module $Manifest -ErrorAction Stop

# The texts that Tab offers at the end of a command line.
function Complete([string] $Line) {
    (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
}

# The error id, without the class name after the comma, of the first error that a script block writes or ends with.
function Get-ErrorId([scriptblock] $Script) {
    $problem = try { & $Script 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | Select-Object -First 1 } catch { $_ }
    $problem.FullyQualifiedErrorId -replace ',.*'
}

# The types of rows that the exported cmdlets say they write, each once, with one of the cmdlets. (Compare-ScalingRun makes rows of the columns that differ; Invoke-ScalingWorker says lines for a log.)
function Get-RowType {
    Get-Command -Module ScalingTools -CommandType Cmdlet | ForEach-Object {
        foreach ($type in $_.OutputType.Type) { [pscustomobject]@{ Type = $type; Cmdlet = $_.Name } }
    } | Where-Object { $_.Type -and $_.Type -notin [psobject], [string], [IO.FileInfo] } | Sort-Object { $_.Type.FullName } -Unique
}

# Marks the running test as skipped, by name, where ImportExcel is missing.
function Skip-WithoutExcel {
    if (-not (Get-Module ImportExcel -ListAvailable)) { Set-ItResult -Skipped -Because 'ImportExcel is not installed' }
}
