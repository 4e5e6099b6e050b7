using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>One draw of features and samples: trains the students of an ensemble one after the other and measures the mean of their outputs.</summary>
internal static unsafe class TrainingDraw
{
    private const int Reports = 100;

    /// <summary>Trains.</summary>
    /// <param name="plan">Checked options and times.</param>
    /// <param name="draw">Which draw, from 0.</param>
    /// <param name="modes">Modes to follow, from 0, none for losses alone.</param>
    /// <param name="done">Told what part of this draw was done since the last time.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static TrainingCurve Run(FeatureLearningPlan plan, int draw, int[] modes, Action<double> done, CancellationToken cancellation)
    {
        FeatureLearningOptions options = plan.Options;
        IReadOnlyList<double> times = plan.Times;
        int members = TrainingSize.Members(options);
        double end = Math.Max(times[^1], double.Epsilon), before = 0;
        // How far to go before progress is told; a flow chooses its own steps up to the next measurement.
        double stretch = options.Method == FeatureMethod.GradientDescent ? Math.Max(1, Math.Floor(end / Reports)) : double.PositiveInfinity;
        using StudentFeatures features = StudentFeatures.Draw(options, draw, TrainingSize.IsRotated(options, modes.Length > 0));
        using StudentGradient gradient = Gradient(options, draw, features.Dimension);
        using DenseRows means = new(times.Count, features.Dimension);
        TrainingCurve curve = new(new double[times.Count], new double[times.Count], new double[times.Count], new double[times.Count][]);
        for (int member = 0; member < members; member++)
        {
            using StudentTrajectory trajectory = Trajectory(options, features, gradient, member, draw);
            double time = 0;
            for (int i = 0; i < times.Count; i++)
            {
                do
                {
                    time = Math.Min(time + stretch, times[i]);
                    trajectory.AdvanceTo(time, cancellation);
                    double part = (member + time / end) / members;
                    done(part - before);
                    before = part;
                }
                while (time < times[i]);
                DenseKernel.Add(means.Row(i), 1.0 / members, trajectory.Error, means.Stride);
                curve.WeightNorm[i] += trajectory.WeightNorm / members;
            }
        }
        for (int i = 0; i < times.Count; i++)
        {
            double* u = means.Row(i);
            curve.TestLoss[i] = DenseKernel.Dot(u, u, means.Stride);
            curve.TrainLoss[i] = gradient.TrainLoss(u, means.Stride);
            curve.ModeErrors[i] = Array.ConvertAll(modes, k => means.AsSpan(i)[k] / features.Target[k]);
        }
        return curve;
    }

    private static StudentTrajectory Trajectory(FeatureLearningOptions options, StudentFeatures features, StudentGradient gradient, int member, int draw)
    {
        bool frozen = options.Richness == 0 && options.Model != StudentModel.LinearNetwork;
        FixedSampleGradient? samples = gradient as FixedSampleGradient;
        if (options.Method == FeatureMethod.GradientFlow)
            return !frozen ? new FlowTrajectory(options, StudentFlow.Create(options, features, gradient, member, draw))
                : options.Width is null ? new LazyInfiniteTrajectory(options, features, samples) : new SpectralTrajectory(options, features, samples, member);
        return frozen && samples is not null && options.Width is not null ? new SampleTrajectory(options, features, samples, member)
            : new StepTrajectory(options, Student.Create(options, features, member, draw), gradient);
    }

    private static StudentGradient Gradient(FeatureLearningOptions options, int draw, int dimension) =>
        options.SampleCount is { } p ? new FixedSampleGradient(options.Seed, draw, checked((int)p), dimension)
        : options.BatchSize is not { } b ? new PopulationGradient()
        : TrainingSize.Members(options) == 1 ? new FreshGradient(options.Seed, draw, b, dimension) : new FreshSampleGradient(options.Seed, draw, b, dimension);
}
