using System.Text.Json;
using ScalingTools.Networks;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Networks;

/// <summary>The readable trainer against finite differences, and against PyTorch (Reference/two_layer_torch.py, float64).</summary>
public class ReferenceTrainerTests
{
    private static readonly JsonElement Torch = JsonDocument.Parse(File.ReadAllText(Repository.Path("Engine.Tests", "Reference", "two-layer-torch.json"))).RootElement;

    private static readonly string[] Parts = ["hidden", "hiddenBias", "output", "outputBias"];

    public static TheoryData<string> Cases => [.. Torch.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_is_that_of_PyTorch(string name)
    {
        JsonElement run = Torch.GetProperty("cases").EnumerateArray().First(c => c.GetProperty("name").GetString() == name);
        TrainingSettings settings = Settings(run);
        ReferenceTrainer trainer = new(settings, Start(settings));
        double[] expected = Numbers(run, "losses"), rates = Numbers(run, "learningRates");
        SparseParityBatch batch = Points(settings);
        for (int t = 0; t < settings.Steps; t++)
        {
            Assert.Equal(rates[t], settings.RateAt(t), 1e-15);
            Assert.Equal(expected[t], trainer.Step(batch), 1e-12 * expected[0]);
        }
        double[] final = [.. Parts.SelectMany(part => Numbers(run.GetProperty("final"), part))];
        for (int i = 0; i < final.Length; i++)
            Assert.Equal(final[i], trainer.Parameters[i], 1e-11);
    }

    [Theory]
    [InlineData("mse", "halfMse")]
    [InlineData("crossEntropy", "crossEntropy")]
    public void The_gradient_is_that_of_PyTorch_and_of_finite_differences(string problem, string loss)
    {
        TrainingSettings settings = Settings(Torch.GetProperty("cases").EnumerateArray().First(run => run.GetProperty("loss").GetString() == loss));
        ReferenceTrainer trainer = new(settings, Start(settings));
        SparseParityBatch batch = Points(settings);
        double[] gradient = trainer.Gradient(batch).Gradient;
        double[] torch = [.. Parts.SelectMany(part => Numbers(Torch.GetProperty(problem).GetProperty("gradient"), part))];
        const double Step = 1e-5; // less than the distance of any z from 0, so that the loss is smooth between
        for (int i = 0; i < gradient.Length; i++)
        {
            double at = trainer.Parameters[i];
            trainer.Parameters[i] = at + Step;
            double above = trainer.Gradient(batch).Loss;
            trainer.Parameters[i] = at - Step;
            double below = trainer.Gradient(batch).Loss;
            trainer.Parameters[i] = at;
            Assert.Equal((above - below) / (2 * Step), gradient[i], 1e-8);
            Assert.Equal(torch[i], gradient[i], 1e-13);
        }
    }

    private static TrainingSettings Settings(JsonElement run)
    {
        string loss = run.GetProperty("loss").GetString()!;
        (LearningRateKind kind, long warmup) = run.GetProperty("schedule").GetString() switch
        {
            "halving" => (LearningRateKind.Step, 0L),
            "cosine" => (LearningRateKind.Cosine, 0L),
            "warmup" => (LearningRateKind.Constant, 10L),
            _ => (LearningRateKind.Constant, 0L),
        };
        return new TrainingSettings
        {
            Task = new SparseParityDataset(Torch.GetProperty("skillCount").GetInt64(), Torch.GetProperty("skillBits").GetInt64(), Torch.GetProperty("sparseBits").GetInt32(),
                targetScale: Torch.GetProperty("targetScale").GetDouble(), labels: loss == "crossEntropy" ? LabelConvention.Binary : LabelConvention.Signed),
            Width = Torch.GetProperty("width").GetInt32(), BatchSize = Torch.GetProperty("samples").GetInt32(), Steps = run.GetProperty("steps").GetInt64(),
            Loss = loss switch { "halfMse" => NetworkLoss.HalfSquaredError, "mse" => NetworkLoss.SquaredError, _ => NetworkLoss.CrossEntropy },
            Optimizer = run.GetProperty("optimizer").GetString() == "adam" ? NetworkOptimizer.Adam : NetworkOptimizer.Sgd,
            LearningRate = run.GetProperty("learningRate").GetDouble(), Momentum = run.GetProperty("momentum").GetDouble(), WeightDecay = run.GetProperty("weightDecay").GetDouble(),
            Schedule = new() { Kind = kind, Period = 20, WarmupSteps = warmup },
        };
    }

    private static TwoLayerWeights Start(TrainingSettings settings)
    {
        JsonElement initial = Torch.GetProperty(settings.Loss == NetworkLoss.CrossEntropy ? "crossEntropy" : "mse").GetProperty("initial");
        TwoLayerWeights network = new(settings.Width, settings.SkillCount, settings.SkillBits, settings.OutputCount);
        Copy("hidden", network.Hidden);
        Copy("hiddenBias", network.HiddenBias);
        Copy("output", network.Output);
        Copy("outputBias", network.OutputBias);
        return network;

        void Copy(string part, float[] to) => Array.ConvertAll(Numbers(initial, part), x => (float)x).CopyTo(to, 0);
    }

    // The points of the file; their labels are worked out here, and are the file's.
    private static SparseParityBatch Points(TrainingSettings settings)
    {
        int[] skills = Array.ConvertAll(Numbers(Torch, "skills"), x => (int)x);
        ulong[] bits = Array.ConvertAll(Numbers(Torch, "bits"), x => (ulong)x);
        double[] labels = [.. skills.Select((k, b) => settings.Task.Label(k, bits.AsSpan(b, 1)))];
        double[] parity = Numbers(Torch, "parity");
        Assert.Equal(parity.Select(p => settings.Loss == NetworkLoss.CrossEntropy ? p : settings.Task.TargetScale * (1 - 2 * p)), labels);
        return new SparseParityBatch(skills, bits, labels);
    }

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];
}
