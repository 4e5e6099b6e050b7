namespace ScalingTools.Networks.Autodiff;

/// <summary>The last step of a graph: the sum of the losses of samples. Backwards it begins with the derivative of <see cref="Scale"/> times that sum.</summary>
/// <param name="input">What is judged. Shape (rows, outputs).</param>
internal abstract class LossOperation(Tensor input) : Operation(new Tensor([], false), input)
{
    /// <summary>Σ of the losses of the first <see cref="Count"/> rows.</summary>
    public double Value { get; protected set; }
    /// <summary>What derivatives are multiplied by: 1/B for a mean over B samples.</summary>
    public float Scale { get; set; } = 1;
    /// <summary>Rows that count; the others fill up.</summary>
    public int Count { get; set; } = input.Rows;
}
