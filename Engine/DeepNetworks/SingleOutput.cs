using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>L = f of a single input, so that what is propagated back is ∂f/∂θ.</summary>
internal sealed unsafe class SingleOutput(Tensor output) : LossOperation(output)
{
    /// <inheritdoc/>
    public override void Forward() => Value = Inputs[0].Values[0];

    /// <inheritdoc/>
    public override void Backward() => Inputs[0].Gradient[0] = 1;
}
