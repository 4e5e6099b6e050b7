# One number beside its prediction, as a row. Dot-source it.
function Compare-Value([string] $Quantity, [string] $Case, $Predicted, $Measured, $Low, $High) {
    [ScalingTools.Experiments.TheoryComparison]@{ Quantity = $Quantity; Case = $Case; Predicted = $Predicted; Measured = $Measured; Low = $Low; High = $High }
}
