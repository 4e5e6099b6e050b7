using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// The random features of all students of a draw, and the target, as functions of independent standard normal z: features R z with R = A_0 Λ^½ and
/// y = y·z with y_k = λ_k^½ w*_k. Then an error v is u = Λ^½ v, the loss is |u|², and no λ_k is left.
/// </summary>
/// <remarks>
/// Only the EN + 1 directions of z that a feature or the target depends on matter, since z in any orthonormal basis is standard normal. So for EN + 1 &lt; M,
/// R and y are rotated into them: the rows of the lower triangle L of (R; y)(R; y)ᵀ = L Lᵀ. Full-batch training is the same to rounding, training
/// on samples the same in law, and M no longer counts.
/// </remarks>
internal sealed unsafe class StudentFeatures : IDisposable
{
    private readonly DenseRows _rows;

    private StudentFeatures(DenseRows rows, int width, DenseRows spectrum, double trace) => (_rows, Width, Spectrum, SpectrumTrace) = (rows, width, spectrum, trace);

    /// <summary>N; 0 for infinite width, which has no rows.</summary>
    public int Width { get; }

    /// <summary>D, how many directions of z matter: M, or EN + 1.</summary>
    public int Dimension => _rows.Columns;

    /// <summary>R of all students below one another, and y as the last row. Shape (EN + 1, D).</summary>
    public DenseRows Rows => _rows;

    /// <summary>y. Shape (D).</summary>
    public double* Target => _rows.Row(_rows.Rows - 1);

    /// <summary>λ_k; along z only where nothing was rotated. Shape (1, M).</summary>
    public DenseRows Spectrum { get; }

    /// <summary>Σ_k λ_k.</summary>
    public double SpectrumTrace { get; }

    /// <summary>Whether EN + 1 directions are fewer than M.</summary>
    public static bool CanRotate(FeatureLearningOptions options) => options.Width is { } n && (long)options.EnsembleSize * n + 1 < options.Task.ModeCount;

    /// <summary>Draws A_0 of all students.</summary>
    /// <param name="options">The task, N, E and the seed.</param>
    /// <param name="draw">Which draw.</param>
    /// <param name="rotate">Whether to leave out directions that do not matter.</param>
    public static StudentFeatures Draw(FeatureLearningOptions options, int draw, bool rotate)
    {
        int width = options.Width ?? 0, count = checked(width * options.EnsembleSize), modes = checked((int)options.Task.ModeCount);
        DenseRows spectrum = new(1, modes), rows = new(count + 1, modes), roots = new(1, modes);
        options.Task.Eigenvalues().CopyTo(spectrum.AsSpan(0));
        options.Task.TargetPowers().CopyTo(rows.AsSpan(count));
        for (int k = 0; k < modes; k++)
            (roots.Start[k], rows.Row(count)[k]) = (Math.Sqrt(spectrum.Start[k]), Math.Sqrt(rows.Row(count)[k]));
        for (int n = 0; n < count; n++)
        {
            GaussianFill.Fill(rows.AsSpan(n), 0, options.Seed, draw, RandomPurpose.StudentFeatures, n);
            DenseKernel.Scale(rows.Row(n), 1, rows.Row(n), roots.Start, rows.Stride);
        }
        roots.Dispose();
        if (!rotate || !CanRotate(options))
            return new StudentFeatures(rows, width, spectrum, options.Task.Trace);
        DenseRows root = new(count + 1, count + 1) { IsLowerTriangular = true };
        DenseProduct.Gram(rows, root);
        rows.Dispose();
        DenseProduct.Root(root);
        return new StudentFeatures(root, width, spectrum, options.Task.Trace);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        Spectrum.Dispose();
    }
}
