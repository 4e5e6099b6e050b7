namespace ScalingTools.Networks;

/// <summary>The path of α, β, γ and c under gradient descent, θ ← θ - η ∂L/∂θ, or gradient flow, dθ/dT = -η ∂L/∂θ.</summary>
internal static class SharedWeightTrajectory
{
    // Steps of the flow are Accuracy/(η · the largest of 1, S, α², β², γ², |c|). The fastest rate is about ten times that scale, so a step moves
    // nothing by more than 5 %, and four-stage Runge-Kutta keeps nine digits (tested against half the step and another code).
    private const double Accuracy = 0.005;
    private const int StepsBetweenChecks = 1 << 14;

    /// <summary>θ at each of the ascending times.</summary>
    /// <param name="start">θ(0).</param>
    /// <param name="options">S, η and the method.</param>
    /// <param name="times">Ascending; whole numbers for gradient descent.</param>
    /// <param name="advance">Told the time reached; throws to stop.</param>
    /// <param name="refine">Divides the steps of the flow.</param>
    public static IEnumerable<SharedWeights> At(SharedWeights start, SharedWeightOptions options, IEnumerable<double> times, Action<double> advance,
        double refine = 1)
    {
        bool descent = options.Method == SharedWeightMethod.GradientDescent;
        SharedWeights now = start;
        double reached = 0;
        bool still = false;
        long steps = 0;
        foreach (double time in times)
        {
            for (double left = time - reached; left > 0 && !still;)
            {
                SharedWeights before = now;
                double whole = descent ? 1 : FlowStep(now, options) / refine, step = Math.Min(left, whole);
                now = descent ? now.Plus(1, Velocity(now, options)) : RungeKutta(now, step, options);
                still = now == before && step == whole; // a whole step that moves nothing: nothing moves any more
                left -= step;
                if (++steps % StepsBetweenChecks == 0)
                    advance(time - left);
            }
            reached = time;
            advance(time);
            yield return now;
        }
    }

    private static SharedWeights Velocity(SharedWeights at, SharedWeightOptions options)
    {
        SharedWeights gradient = SharedWeightNetwork.Gradient(at, options.TargetScale);
        return default(SharedWeights).Plus(-options.LearningRate, gradient);
    }

    private static double FlowStep(SharedWeights at, SharedWeightOptions options)
    {
        double largest = Math.Max(Math.Abs(at.Alpha), Math.Max(Math.Abs(at.Beta), Math.Abs(at.Gamma)));
        return Accuracy / (options.LearningRate * Math.Max(Math.Max(1, options.TargetScale), Math.Max(largest * largest, Math.Abs(at.Bias))));
    }

    private static SharedWeights RungeKutta(SharedWeights at, double step, SharedWeightOptions options)
    {
        SharedWeights first = Velocity(at, options);
        SharedWeights second = Velocity(at.Plus(step / 2, first), options);
        SharedWeights third = Velocity(at.Plus(step / 2, second), options);
        SharedWeights fourth = Velocity(at.Plus(step, third), options);
        return at.Plus(step / 6, first).Plus(step / 3, second).Plus(step / 3, third).Plus(step / 6, fourth);
    }
}
