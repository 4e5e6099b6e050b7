# What the scripts of Figures 1(a), (b) and (c) share. Dot-source it.

# Mean and standard deviation of R_k/S over seeds at each value of a resource, and the model's R_k/S there: the figure's curves.
function Export-EmergenceCurve($Runs, $Prediction, [string] $Resource, [string] $Path) {
    $model = @{}
    foreach ($row in $Prediction) { $model["$($row.Skill), $($row.$Resource)"] = $row.RelativeStrength }
    $Runs | Group-Object Skill, $Resource | ForEach-Object {
        $over = $_.Group | Measure-Object RelativeStrength -Average -StandardDeviation
        [pscustomobject]@{ Skill = $_.Group[0].Skill; $Resource = $_.Group[0].$Resource; Runs = $over.Count; Mean = $over.Average; StandardDeviation = $over.StandardDeviation; Model = $model[$_.Name] }
    } | Export-Csv $Path
}

# Rows of Compare-Emergence as rows of theory and measurement: where skills emerge, or with -Curve how far the curves are apart.
function ConvertTo-Comparison([string] $Quantity, $Compared, [switch] $Curve) {
    foreach ($row in $Compared) {
        $values = $Curve ? @{ Measured = $row.RootMeanSquareError } : @{ Predicted = $row.PredictedOnset; Measured = $row.MeasuredOnset; Low = $row.MeasuredLow; High = $row.MeasuredHigh }
        [ScalingTools.Experiments.TheoryComparison]($values + @{ Quantity = $Quantity; Case = "skill $($row.Skill)" })
    }
}
