namespace ScalingTools.Backends;

/// <summary>A model that a backend trains, step by step; everything goes in and out as plain arrays.</summary>
internal interface IBackendModel : IDisposable
{
    /// <summary>Bytes that parameters and moments take.</summary>
    long Bytes { get; }

    /// <summary>Sets θ, a moment or θ_0: the arrays of the model one after the other, without gaps.</summary>
    void Write(BackendState state, ReadOnlySpan<float> numbers);

    /// <summary>Reads what <see cref="Write"/> sets.</summary>
    void Read(BackendState state, Span<float> numbers);

    /// <summary>The loss of a batch, Σ_r w_r ℓ_r over rows r of the output, and its derivatives, for the <see cref="Update"/> that follows.</summary>
    /// <param name="batch">Inputs and targets.</param>
    /// <param name="outputs">Takes what came out; may be empty.</param>
    /// <exception cref="ScalingException">OutOfDeviceMemory.</exception>
    double Loss(BackendBatch batch, Span<float> outputs);

    /// <summary>One step of the optimiser with the derivatives of the last <see cref="Loss"/>.</summary>
    void Update(OptimizerStep step);

    /// <summary>What comes out.</summary>
    /// <param name="batch">Inputs.</param>
    /// <param name="outputs">Takes it.</param>
    /// <exception cref="ScalingException">OutOfDeviceMemory.</exception>
    void Forward(BackendBatch batch, Span<float> outputs);
}
