using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>How much memory a draw takes and so how many go on side by side.</summary>
internal static class TrainingSize
{
    private const long LargestCount = 1 << 30;
    private const int FlowStages = 10; // the state, seven slopes, a trial and an error

    /// <summary>E; 1 for infinite width, where all students are the same.</summary>
    public static int Members(FeatureLearningOptions options) => options.Width is null ? 1 : options.EnsembleSize;

    /// <summary>Whether directions that do not matter are left out: not for modes, which are asked for by name, nor for linear networks, which use them all.</summary>
    public static bool IsRotated(FeatureLearningOptions options, bool modes) => !modes && options.Model != StudentModel.LinearNetwork && StudentFeatures.CanRotate(options);

    /// <summary>Threads that fit.</summary>
    /// <exception cref="ScalingException">TooLarge where not even one draw fits in half of the memory.</exception>
    public static int Threads(FeatureLearningOptions options, int draws, int times, bool modes)
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        double bytes = Bytes(options, times, modes);
        bool counts = options.Task.ModeCount <= LargestCount && (options.SampleCount ?? 0) <= LargestCount && (double)(options.Width ?? 0) * options.EnsembleSize <= LargestCount;
        if (!counts || bytes > available)
            throw new ScalingException(ScalingError.TooLarge, $"A draw of this size takes about {bytes / (1 << 30):F1} GiB, more than half of the memory there is.",
                options.Width is null && options.Richness > 0 ? "The kernel of infinite width has M² entries: choose a smaller ModeCount, or theory." : "Choose a smaller Width, ModeCount, EnsembleSize or SampleCount, or theory.", bytes);
        int wanted = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        return (int)Math.Clamp(available / Math.Max(1, bytes), 1, Math.Min(wanted, draws));
    }

    private static double Bytes(FeatureLearningOptions options, int times, bool modes)
    {
        double m = options.Task.ModeCount, n = options.Width ?? 0, rows = n * options.EnsembleSize + 1;
        bool rotated = IsRotated(options, modes), flow = options.Method == FeatureMethod.GradientFlow, rich = options.Richness > 0;
        double d = rotated ? rows : m;
        double student = options.Width is null ? rich ? m * m : 0
            : options.Model == StudentModel.LinearNetwork ? n * d
            : !rich ? n * (options.SampleCount ?? 0) + (flow ? 4 * n * n / FlowStages : 0) : flow || options.Model == StudentModel.RotatedFeatures ? n * n : n * d;
        double samples = options.SampleCount ?? (Members(options) > 1 ? options.BatchSize ?? 0 : 0);
        return sizeof(double) * (rows * m + (rotated ? rows * rows : 0) + student * (flow ? FlowStages : 1) + (samples + times + 2 * FlowStages) * d);
    }
}
