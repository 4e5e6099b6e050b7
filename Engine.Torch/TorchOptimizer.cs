using ScalingTools.Backends;
using ScalingTools.Networks;
using static TorchSharp.torch;

namespace ScalingTools.Torch;

/// <summary>The step of an optimiser on one array, in place: the formulas of the engine's <see cref="ParameterUpdate"/>, so that runs can go from one backend to the other.</summary>
/// <remarks>
/// g ← g + λθ. Sgd: θ ← θ - η g; with momentum μ the buffer is m ← μm + g and θ ← θ - ηm. Adam at its t-th step: m ← β_1 m + (1-β_1) g,
/// v ← β_2 v + (1-β_2) g², θ ← θ - η/(1-β_1^t) · m / (√v/√(1-β_2^t) + ε). AdamW leaves g alone and begins with θ ← (1 - ηλ) θ.
/// </remarks>
internal static class TorchOptimizer
{
    /// <summary>θ, m and v after the step. Called without derivatives, in a scope.</summary>
    /// <param name="step">The step.</param>
    /// <param name="parameter">θ.</param>
    /// <param name="gradient">g.</param>
    /// <param name="first">m, where there is one.</param>
    /// <param name="second">v, where there is one.</param>
    public static void Apply(OptimizerStep step, Tensor parameter, Tensor gradient, Tensor? first, Tensor? second)
    {
        Tensor g = gradient;
        if (step.WeightDecay != 0 && step.Optimizer != NetworkOptimizer.AdamW)
            g = g.add(parameter, step.WeightDecay);
        if (step.Optimizer == NetworkOptimizer.Sgd)
        {
            if (first is not null)
            {
                first.mul_(step.Momentum).add_(g);
                g = first;
            }
            parameter.add_(g, -step.Rate);
            return;
        }
        if (step.WeightDecay != 0 && step.Optimizer == NetworkOptimizer.AdamW)
            parameter.mul_(1 - step.Rate * step.WeightDecay);
        double t = step.Step + 1, rate = step.Rate / (1 - Math.Pow(ParameterUpdate.Beta1, t)), scale = 1 / Math.Sqrt(1 - Math.Pow(step.SecondDecay, t));
        first!.mul_(ParameterUpdate.Beta1).add_(g, 1 - ParameterUpdate.Beta1);
        second!.mul_(step.SecondDecay).addcmul_(g, g, 1 - step.SecondDecay);
        parameter.addcdiv_(first, second.sqrt().mul_(scale).add_(ParameterUpdate.Epsilon), -rate);
    }
}
