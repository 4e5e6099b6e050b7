using ScalingTools.Composition;
using ScalingTools.Multilinear;
using ScalingTools.Sweeps;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Plotting;

/// <summary>Which sheet a row goes to.</summary>
/// <remarks>
/// By its type: what Measurement and Experiments make are fits; laws, optima and times are theory; rows of a simulation are curves, and theory where their Source says so. Rows that PowerShell has
/// selected from or sent between processes keep their type's name behind "Selected." or "Deserialized.", and their sheet.
/// </remarks>
internal static class WorkbookKinds
{
    private const string Own = "ScalingTools.";

    private static readonly HashSet<string> Theories = new(StringComparer.Ordinal)
    {
        typeof(ScalingLaw).FullName!, typeof(ScalingBottleneck).FullName!, typeof(ComputeOptimum).FullName!, typeof(EmergenceTime).FullName!,
        typeof(TeacherStudent.EmergencePrediction).FullName!, typeof(TeacherStudentLaw).FullName!, typeof(CompositionTheory).FullName!, typeof(FeatureLearning.ScalingRegime).FullName!,
    };

    private static readonly HashSet<string> Fits = new(StringComparer.Ordinal)
    {
        typeof(ActivationExponent).FullName!, typeof(HermiteCoefficient).FullName!, typeof(CompositionThreshold).FullName!, typeof(SweepCost).FullName!, typeof(SingleIndexPhase).FullName!, typeof(DeepNetworks.TaskExponent).FullName!,
    };

    /// <summary>The sheet of a row.</summary>
    /// <param name="typeName">Full name of its type.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="source">The text of its column Source; null without one.</param>
    public static WorkbookSheetKind Of(string typeName, IEnumerable<string> columns, string? source)
    {
        string name = Plain(typeName);
        if (!name.StartsWith(Own, StringComparison.Ordinal))
            return WorkbookSheetKind.Data;
        if (name == typeof(ScalingRun).FullName)
            return WorkbookSheetKind.Runs;
        if (Theories.Contains(name) || source == "Theory")
            return WorkbookSheetKind.Theory;
        if (Fits.Contains(name) || name.StartsWith($"{Own}Measurement.", StringComparison.Ordinal) || name.StartsWith($"{Own}Experiments.", StringComparison.Ordinal))
            return WorkbookSheetKind.Fits;
        return columns.Contains("Run") ? WorkbookSheetKind.Curves : WorkbookSheetKind.Data;
    }

    /// <summary>The name of a type without what PowerShell puts before it.</summary>
    public static string Plain(string typeName)
    {
        foreach (string prefix in (string[])["Selected.", "Deserialized."])
            if (typeName.StartsWith(prefix, StringComparison.Ordinal))
                return Plain(typeName[prefix.Length..]);
        return typeName;
    }
}
