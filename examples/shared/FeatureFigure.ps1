# What the scripts on random features and feature learning share. Dot-source it.
. "$PSScriptRoot/Comparison.ps1"

# Losses of a simulation beside those of the theory for the same students at the same times; Low and High: two standard errors.
function Compare-Loss($Simulation, $Theory, [string[]] $By, [string] $Loss = 'TestLoss') {
    $predicted = @{}
    foreach ($row in $Theory) { $predicted["$($By.ForEach({ "$_ = $($row.$_ ?? '∞')" }) -join ', '), t = $($row.Time)"] = $row.$Loss }
    foreach ($row in $Simulation) {
        $case = "$($By.ForEach({ "$_ = $($row.$_ ?? '∞')" }) -join ', '), t = $($row.Time)"
        $half = 2 * $row."${Loss}Sd" / [Math]::Sqrt($row.Draws)
        Compare-Value $Loss $case $predicted[$case] $row.$Loss ($row.$Loss - $half) ($row.$Loss + $half)
    }
}

# A fitted exponent beside the predicted one.
function Compare-Exponent([string] $Quantity, [string] $Case, $Predicted, $Fit) { Compare-Value $Quantity $Case $Predicted $Fit.Exponent $Fit.ExponentLow $Fit.ExponentHigh }
