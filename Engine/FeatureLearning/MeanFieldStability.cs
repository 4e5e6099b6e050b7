using ScalingTools.RandomFeatures;

namespace ScalingTools.FeatureLearning;

/// <summary>Whether steps of a size are stable in the mean-field equations, and the largest that are.</summary>
/// <remarks>
/// For γ = 0 this is <see cref="LazyStability"/>. Features start at rest, so what is unstable for γ = 0 is so for any γ; beyond it the kernel grows, and stability shows in the run itself.
/// </remarks>
internal static class MeanFieldStability
{
    // A loss that has grown so much above the one of no knowledge is a divergence.
    private const double DivergedLoss = 1e4;
    // Near the edge of stability some runs of features that move stay bounded and some with a smaller η do not.
    private const double Margin = 0.9;
    private const int SearchSteps = 10_000, SearchMarch = 150, SearchHalvings = 12;

    /// <summary>The nodes, if steps are stable for features that stay as they are.</summary>
    /// <exception cref="ScalingException">UnstableLearningRate.</exception>
    public static SpectrumBins Checked(FeatureLearningOptions options, SpectrumBins bins)
    {
        double kernel = InfiniteStart.Of(options).Kernel;
        if (LazyStability.IsStable(bins, options.Width, options.SampleCount, options.BatchSize, options.Momentum, kernel * options.LearningRate))
            return bins;
        throw FeatureLearningPlan.Unstable(options.LearningRate, LazyStability.LargestLearningRate(bins, options.Width, options.SampleCount, options.BatchSize, options.Momentum) / kernel);
    }

    /// <summary>A moment of a run, if its loss has not grown beyond bounds; else η is halved between a stable and an unstable run, and a tenth less than the edge is advised.</summary>
    /// <exception cref="ScalingException">UnstableLearningRate.</exception>
    public static MeanFieldMoment Bounded(FeatureLearningOptions options, MeanFieldMoment moment)
    {
        if (IsBounded(options, moment))
            return moment;
        double low = 0, high = options.LearningRate;
        for (int i = 0; i < SearchHalvings; i++)
        {
            double middle = (low + high) / 2;
            if (StaysBounded(options with { LearningRate = middle }))
                low = middle;
            else
                high = middle;
        }
        throw FeatureLearningPlan.Unstable(options.LearningRate, Margin * low);
    }

    private static bool IsBounded(FeatureLearningOptions options, MeanFieldMoment moment) => Math.Abs(moment.TestLoss) <= DivergedLoss * options.Task.InitialLoss;

    // Infinite numbers for as long as is cheap, then finite ones for a shorter while.
    private static bool StaysBounded(FeatureLearningOptions options)
    {
        SpectrumBins bins = FeatureLearningTheory.Bins(options);
        PopulationSteps steps = new(bins, options.LearningRate, InfiniteStart.Of(options), options.Momentum);
        for (int t = 0; t < Math.Min(options.Time, SearchSteps); t++)
        {
            steps.Step();
            if (!IsBounded(options, steps.Moment()))
                return false;
        }
        return FeatureLearningTheory.IsPopulation(options)
            || new MeanFieldMarch(bins, FeatureLearningTheory.Setting(options with { Time = Math.Min(options.Time, SearchMarch) }, bins)).Moments().All(moment => IsBounded(options, moment));
    }
}
