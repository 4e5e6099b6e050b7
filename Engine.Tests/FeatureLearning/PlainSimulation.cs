using ScalingTools.FeatureLearning;
using ScalingTools.Numerics;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.FeatureLearning;

/// <summary>The model of arXiv:2409.17858, Eq. 3–5, as it is written: an oracle for the mean-field equations.</summary>
internal static class PlainSimulation
{
    /// <summary>Mean losses and weight norms over draws of A and Ψ, and mean v_k/w*_k of the first mode. Shape (T+1) each.</summary>
    public static (double[] Test, double[] Train, double[] Norm, double[] FirstMode) Mean(PowerLawTask task, MeanFieldSetting setting, int students, int draws)
    {
        double[][] results = [.. Enumerable.Range(0, 4).Select(_ => new double[setting.Steps + 1])];
        object gate = new();
        (double[] Test, double[] Train, double[] Norm, double[] FirstMode)[] all = new (double[], double[], double[], double[])[draws];
        Parallel.For(0, draws, draw => all[draw] = One(task, setting, students, draw));
        foreach ((double[] test, double[] train, double[] norm, double[] mode) in all)
            for (int t = 0; t <= setting.Steps; t++)
            {
                results[0][t] += test[t] / draws;
                results[1][t] += train[t] / draws;
                results[2][t] += norm[t] / draws;
                results[3][t] += mode[t] / draws;
            }
        return (results[0], results[1], results[2], results[3]);
    }

    private static (double[] Test, double[] Train, double[] Norm, double[] FirstMode) One(PowerLawTask task, MeanFieldSetting setting, int students, int draw)
    {
        double[] lambda = task.Eigenvalues(), target = [.. task.TargetPowers().Zip(lambda, (p, l) => Math.Sqrt(p / l))];
        int modes = lambda.Length, width = setting.Width!.Value, samples = (int?)setting.SampleCount ?? setting.BatchSize!.Value;
        RandomStream stream = new(1, draw);
        double[][] psi = Draw(samples);
        Student[] team = [.. Enumerable.Range(0, students).Select(_ => new Student(width, modes, stream))];
        double[] test = new double[setting.Steps + 1], train = new double[test.Length], norm = new double[test.Length], first = new double[test.Length];
        double eta = setting.LearningRate;
        for (int t = 0; t <= setting.Steps; t++)
        {
            double[][] errors = [.. team.Select(s => s.Error(target))];
            double[] mean = [.. Enumerable.Range(0, modes).Select(k => errors.Average(v => v[k]))];
            test[t] = mean.Select((v, k) => lambda[k] * v * v).Sum();
            train[t] = setting.SampleCount is null ? test[t] : psi.Average(x => Square(Dot(x, mean)));
            norm[t] = team[0].Weights.Sum(w => w * w) / width;
            first[t] = mean[0] / target[0];
            if (setting.SampleCount is null && t > 0)
                psi = Draw(samples);
            for (int e = 0; e < students; e++)
            {
                double[] v2 = new double[modes];
                foreach (double[] x in psi)
                {
                    double residual = Dot(x, errors[e]) / samples;
                    for (int k = 0; k < modes; k++)
                        v2[k] += residual * x[k];
                }
                team[e].Step(v2, eta, setting.Richness, setting.Momentum);
            }
        }
        return (test, train, norm, first);

        double[][] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => lambda.Select(l => Math.Sqrt(l) * stream.NextGaussian()).ToArray())];
    }

    private static double Square(double x) => x * x;

    private static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
            sum += x[k] * y[k];
        return sum;
    }

    private sealed class Student(int width, int modes, RandomStream stream)
    {
        private readonly double[][] _initial = [.. Enumerable.Range(0, width).Select(_ => Enumerable.Range(0, modes).Select(_ => stream.NextGaussian()).ToArray())];
        private readonly double[] _velocity = new double[width];
        private double[][]? _moved;

        public double[] Weights { get; } = new double[width];

        // A, which is A(0) for γ = 0
        private double[][] Features => _moved ?? _initial;

        // v = w* - Aᵀw/N
        public double[] Error(double[] target)
        {
            double[] error = [.. target];
            for (int i = 0; i < width; i++)
                for (int k = 0; k < modes; k++)
                    error[k] -= Features[i][k] * Weights[i] / width;
            return error;
        }

        // w += η A v2, A += ηγ w v2ᵀ A(0)ᵀA(0)/N
        public void Step(double[] v2, double eta, double richness, double momentum)
        {
            double[] push = [.. Features.Select(row => Dot(row, v2))];
            if (richness > 0)
            {
                _moved ??= [.. _initial.Select(row => row.ToArray())];
                double[] v3 = [.. _initial.Select(row => Dot(row, v2))], v4 = new double[modes];
                for (int i = 0; i < width; i++)
                    for (int k = 0; k < modes; k++)
                        v4[k] += _initial[i][k] * v3[i] / width;
                for (int i = 0; i < width; i++)
                    for (int k = 0; k < modes; k++)
                        _moved[i][k] += eta * richness * Weights[i] * v4[k];
            }
            for (int i = 0; i < width; i++)
            {
                _velocity[i] = momentum * _velocity[i] + push[i];
                Weights[i] += eta * _velocity[i];
            }
        }
    }
}
