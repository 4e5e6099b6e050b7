using MathNet.Numerics.LinearAlgebra;
using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>What students with frozen random features R = A_0 Λ^½ share: at the start K = RᵀR/N.</summary>
internal abstract unsafe class RandomFeatureStudent : Student
{
    private readonly DenseRows _vectors;

    /// <summary>A student of the ensemble with w = 0.</summary>
    protected RandomFeatureStudent(FeatureLearningOptions options, StudentFeatures features, int member) : base(features, options.LearningRate)
    {
        (Width, First) = (features.Width, member * features.Width);
        _vectors = new DenseRows(2, Width);
    }

    /// <summary>N.</summary>
    protected int Width { get; }

    /// <summary>The first row of R that is this student's.</summary>
    protected int First { get; }

    /// <summary>w. Shape (N).</summary>
    public double* Weights => _vectors.Start;

    /// <summary>h = Rĝ = A_0 g of this step. Shape (N).</summary>
    protected double* Seen => _vectors.Row(1);

    /// <summary>N, padded.</summary>
    protected int PaddedWidth => _vectors.Stride;

    /// <inheritdoc/>
    public override double WeightNorm => DenseKernel.Dot(Weights, Weights, PaddedWidth) / Width;

    /// <inheritdoc/>
    public override void ApplyKernel(double* g, double* to)
    {
        new Span<double>(to, Length).Clear();
        DenseKernel.MultiplyBoth(Features.Rows, First, Width, g, Seen, 1.0 / Width, to);
    }

    /// <inheritdoc/>
    public override double KernelTrace()
    {
        double sum = 0;
        for (int i = First; i < First + Width; i++)
            sum += DenseKernel.Dot(Features.Rows.Row(i), Features.Rows.Row(i), Features.Rows.Used(i));
        return sum / Width;
    }

    /// <inheritdoc/>
    public override double[] KernelEigenvalues()
    {
        using DenseRows own = new(Features.Rows.Row(First), Width, Features.Dimension), gram = new(Width, Width);
        DenseProduct.Gram(own, gram);
        Matrix<double> kernel = Matrix<double>.Build.Dense(Width, Width, (i, j) => (i > j ? gram.Row(i)[j] : gram.Row(j)[i]) / Width);
        return [.. kernel.Evd(Symmetricity.Symmetric).EigenValues.Select(eigenvalue => eigenvalue.Real)];
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _vectors.Dispose();
        base.Dispose();
    }
}
