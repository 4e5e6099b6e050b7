# What the scripts on networks on the circle share. Dot-source it.
. "$PSScriptRoot/Comparison.ps1"

# Parameters of rich networks that are trained to a time. Steps of 0.1 are too long in the end: rich kernels grow, and the loss then leaps and begins again.
function Get-CircleNetwork([double] $End, [switch] $Quick, [double] $Rate = ($Quick ? 0.1 : 0.03)) {
    @{
        Width = $Quick ? 128 : 256; GridSize = $Quick ? 256 : 512; LearningRate = $Rate; Steps = [long] ($End / $Rate); Seed = $Quick ? 1..2 : 1..3
        MeasureAt = [ScalingTools.Numerics.LogSpace]::WholeNumbers(10, [long] ($End / $Rate), 50)
    }
}

# The exponent of each group's loss, fitted seed by seed: mean and two standard errors, beside χ or what else is predicted.
function Compare-CircleExponent($Rows, [string] $Quantity, [string] $By, [string] $Symbol, [double] $From, [string] $Predicted = 'RichExponent') {
    foreach ($group in $Rows | Group-Object $By) {
        $fits = $group.Group | Where-Object { $_.Step -gt 0 -and $_.Loss } | Measure-ScalingExponent -X Time -Y Loss -XMin $From -GroupBy Seed
        $over = $fits | Measure-Object Exponent -Average -StandardDeviation
        $half = 2 * $over.StandardDeviation / [Math]::Sqrt($over.Count)
        Compare-Value $Quantity "$Symbol = $($group.Name)" $group.Group[0].$Predicted $over.Average ($over.Average - $half) ($over.Average + $half)
    }
}
