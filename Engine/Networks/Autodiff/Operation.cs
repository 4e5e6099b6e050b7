namespace ScalingTools.Networks.Autodiff;

/// <summary>One step of a <see cref="Graph"/>: forwards values, backwards derivatives by the chain rule.</summary>
/// <param name="output">What it makes.</param>
/// <param name="inputs">What it reads, that has values.</param>
internal abstract class Operation(Tensor output, params Tensor[] inputs)
{
    /// <summary>What it makes.</summary>
    public Tensor Output { get; } = output;
    /// <summary>What it reads.</summary>
    public Tensor[] Inputs { get; } = inputs;

    /// <summary>Values of <see cref="Output"/> from those of <see cref="Inputs"/>.</summary>
    public abstract void Forward();

    /// <summary>Derivatives of <see cref="Inputs"/> from those of <see cref="Output"/>.</summary>
    public abstract void Backward();
}
