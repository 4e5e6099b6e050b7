namespace ScalingTools.Multilinear;

/// <summary>Where the simulations start and how one skill makes one step.</summary>
internal sealed class MultilinearStart
{
    /// <summary>a b = r and a² - b² = q: a² = (√(q² + 4r²) + q)/2, b² = (√(q² + 4r²) - q)/2.</summary>
    /// <param name="flow">S, r, η and the model.</param>
    /// <param name="imbalance">q = a(0)² - b(0)².</param>
    public MultilinearStart(MultilinearFlow flow, double imbalance)
    {
        Linear = flow.Model == MultilinearModelKind.Linear;
        TargetScale = flow.TargetScale;
        LearningRate = flow.LearningRate;
        if (Linear)
            return; // w = 0
        double r = flow.InitialStrength, sum = Math.Sqrt(imbalance * imbalance + 4 * r * r); // a² + b²
        double larger = Math.Sqrt((sum + Math.Abs(imbalance)) / 2);
        double smaller = imbalance == 0 ? larger : r / larger;
        (A, B) = imbalance >= 0 ? (larger, smaller) : (smaller, larger);
    }

    /// <summary>a(0), or w(0) = 0.</summary>
    public double A { get; }

    /// <summary>b(0).</summary>
    public double B { get; }

    /// <summary>f = Σ w_k g_k instead of Σ a_k b_k g_k.</summary>
    public bool Linear { get; }

    /// <summary>S.</summary>
    public double TargetScale { get; }

    /// <summary>η.</summary>
    public double LearningRate { get; }

    /// <summary>R = ab, or w.</summary>
    public double Strength(double a, double b) => Linear ? a : a * b;

    /// <summary>a ← a + ηρ b (S - ab), b ← b + ηρ a (S - ab), with ρ the weight of the skill in the step's loss.</summary>
    public void Step(ref double a, ref double b, double rate)
    {
        double h = rate * LearningRate;
        if (Linear)
            a += h * (TargetScale - a);
        else
        {
            double g = h * (TargetScale - a * b);
            (a, b) = (a + g * b, b + g * a);
        }
    }
}
