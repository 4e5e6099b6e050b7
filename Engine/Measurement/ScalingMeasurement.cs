namespace ScalingTools.Measurement;

/// <summary>
/// Measuring scaling laws: exponents with error bars, local slopes, sensitivity to the window, emergence, compute frontiers. Each measurement takes
/// arrays, or records with named columns (<see cref="MeasurementRecord"/>) of which several groups may be measured at once.
/// </summary>
/// <remarks>
/// Values that cannot be used (missing, text, NaN, infinite, not positive where a logarithm is taken) are left out, counted on the row and told to the
/// <c>excluded</c> callback. A group without enough observations gives a row with the outcome TooFewPoints, so that it does not lose the others.
/// </remarks>
public static partial class ScalingMeasurement
{
    /// <summary>The exponent of y = f(x).</summary>
    /// <param name="x">Resource.</param>
    /// <param name="y">Quantity, as many.</param>
    /// <param name="options">Form, window, bootstrap; the column names label the row.</param>
    /// <param name="run">Run of each observation, for a bootstrap over runs; null for none.</param>
    /// <exception cref="ScalingException">InconsistentInput for lengths that differ or contradictory options, ParameterOutOfRange.</exception>
    public static ScalingExponent Exponent(
        IReadOnlyList<double> x, IReadOnlyList<double> y, FitOptions? options = null, IReadOnlyList<string>? run = null) =>
        Exponents(Records(options ??= new(), run, (options.X, x), (options.Y, y)), options).Single();

    /// <summary>The exponents of L = f(N, D), one row per resource.</summary>
    /// <param name="n">First resource.</param>
    /// <param name="d">Second resource, as many.</param>
    /// <param name="loss">Loss, as many.</param>
    /// <param name="options">Form (Chinchilla by default here), bootstrap; the column names label the rows.</param>
    /// <param name="run">Run of each observation, for a bootstrap over runs; null for none.</param>
    /// <exception cref="ScalingException">InconsistentInput for lengths that differ or contradictory options, ParameterOutOfRange.</exception>
    public static IReadOnlyList<ScalingExponent> Exponents(
        IReadOnlyList<double> n, IReadOnlyList<double> d, IReadOnlyList<double> loss, FitOptions? options = null, IReadOnlyList<string>? run = null)
    {
        options ??= new() { Form = ScalingForm.Chinchilla, X = "Parameters", SecondX = "Tokens" };
        options.Validate();
        return [.. Exponents(Records(options, run, (options.X, n), (options.SecondX ?? "", d), (options.Y, loss)), options)];
    }

    /// <summary>The exponents of every group of records.</summary>
    /// <param name="records">Records; read to the end first.</param>
    /// <param name="options">Columns, groups, form, window, bootstrap.</param>
    /// <param name="excluded">Told of every record that is left out.</param>
    /// <param name="progress">Told after every group and during the bootstrap.</param>
    /// <param name="cancellation">Stops between groups and between bootstrap replicates.</param>
    /// <exception cref="ScalingException">EmptyPipeline, PropertyNotFound, InconsistentInput, ParameterOutOfRange.</exception>
    public static IEnumerable<ScalingExponent> Exponents(
        IEnumerable<MeasurementRecord> records, FitOptions options, Action<ExcludedValue>? excluded = null,
        IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default) =>
        ByGroup(records, options.Validate(), excluded, progress,
            (name, o, report) => ExponentMeasurement.Rows(name, o, options, report, cancellation), cancellation);

    /// <summary>The local exponent of y at every distinct x.</summary>
    /// <param name="x">Resource.</param>
    /// <param name="y">Quantity, as many.</param>
    /// <param name="options">XMin, XMax and SlopeDecades.</param>
    public static IReadOnlyList<LocalSlope> LocalSlopes(IReadOnlyList<double> x, IReadOnlyList<double> y, FitOptions? options = null) =>
        [.. LocalSlopes(Records(options ??= new(), null, (options.X, x), (options.Y, y)), options)];

    /// <summary>The local exponents of every group of records.</summary>
    /// <param name="records">Records; read to the end first.</param>
    /// <param name="options">Columns, groups, XMin, XMax and SlopeDecades; a form of one resource.</param>
    /// <param name="excluded">Told of every record that is left out.</param>
    /// <param name="progress">Told after every group.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <exception cref="ScalingException">EmptyPipeline, PropertyNotFound, InconsistentInput, ParameterOutOfRange.</exception>
    public static IEnumerable<LocalSlope> LocalSlopes(
        IEnumerable<MeasurementRecord> records, FitOptions options, Action<ExcludedValue>? excluded = null,
        IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default) =>
        ByGroup(records, OneResource(options), excluded, progress, (name, o, _) => LocalSlopeMeasurement.Rows(name, o, options, cancellation), cancellation);

    /// <summary>The exponent against the window.</summary>
    /// <param name="x">Resource.</param>
    /// <param name="y">Quantity, as many.</param>
    /// <param name="options">Form, XMin, XMax and WindowSteps.</param>
    public static IReadOnlyList<WindowSensitivity> WindowSensitivity(IReadOnlyList<double> x, IReadOnlyList<double> y, FitOptions? options = null) =>
        [.. WindowSensitivity(Records(options ??= new(), null, (options.X, x), (options.Y, y)), options)];

    /// <summary>The exponent against the window for every group of records.</summary>
    /// <param name="records">Records; read to the end first.</param>
    /// <param name="options">Columns, groups, form of one resource, XMin, XMax and WindowSteps.</param>
    /// <param name="excluded">Told of every record that is left out.</param>
    /// <param name="progress">Told after every group.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="ScalingException">EmptyPipeline, PropertyNotFound, InconsistentInput, ParameterOutOfRange.</exception>
    public static IEnumerable<WindowSensitivity> WindowSensitivity(
        IEnumerable<MeasurementRecord> records, FitOptions options, Action<ExcludedValue>? excluded = null,
        IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default) =>
        ByGroup(records, OneResource(options), excluded, progress, (name, o, _) => WindowScan.Rows(name, o, options, cancellation), cancellation);

    private static FitOptions OneResource(FitOptions options) => options.Validate().HasTwoResources
        ? throw new ScalingException(ScalingError.InconsistentInput, $"The form {options.Form} has two resources.",
            "Local slopes and windows need one: choose PowerLaw, Offset or Broken.", options.Form)
        : options;

    private static IEnumerable<TRow> ByGroup<TRow>(
        IEnumerable<MeasurementRecord> records, FitOptions options, Action<ExcludedValue>? excluded,
        IProgress<ScalingProgress>? progress, Func<string, Observations, Action<double>, IEnumerable<TRow>> measure, CancellationToken cancellation)
    {
        string[] names = options.SecondX is { } second ? [options.X, second, options.Y] : [options.X, options.Y];
        IReadOnlyList<RecordGroup> groups = RecordGroup.Split([.. records], options.GroupBy, names);
        MeasurementColumn[] columns = [.. names.Select(name => new MeasurementColumn(name))];
        for (int i = 0; i < groups.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int done = i;
            void Report(double fraction) => progress?.Report(new ScalingProgress((done + fraction) / groups.Count, groups[done].Name));
            foreach (TRow row in measure(groups[i].Name, groups[i].Read(columns, options.RunColumn, excluded), Report))
                yield return row;
            Report(1);
        }
    }

    // Arrays as records, so that there is one path
    private static IEnumerable<MeasurementRecord> Records(
        FitOptions options, IReadOnlyList<string>? run, params IReadOnlyList<(string Name, IReadOnlyList<double> Values)> columns)
    {
        int n = columns[0].Values.Count;
        foreach ((string name, IReadOnlyList<double> values) in columns)
            if (values.Count != n || (run is not null && run.Count != n))
                throw new ScalingException(ScalingError.InconsistentInput,
                    $"{name} has {values.Count} values, {columns[0].Name} has {n}{(run is null ? "" : $", run has {run.Count}")}.",
                    "Give one value of each per observation.");
        return Enumerable.Range(0, n).Select(i => new MeasurementRecord(
            columns.Select(c => KeyValuePair.Create(c.Name, (object?)c.Values[i])).Append(KeyValuePair.Create(options.RunColumn, (object?)run?[i]))));
    }
}
