using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>
/// w(t+1) = w + (2η/B) Σ_b e_b σ'(z_b) x_b in two numbers, w = α θ + β n with n a unit vector across θ: a step sees x_θ = ⟨x,θ⟩ and x_n, z = α x_θ + β x_n; what the
/// other d-2 inputs add to w is Gaussian given these, so that β'² = (β + Σ g_b x_bn)² + Σ g_b² χ², g_b = (2η/B) e_b σ'(z_b), χ² of d-2 degrees of freedom. The law
/// of (α, β) is that of d inputs, at three random numbers for each sample.
/// </summary>
internal sealed class SingleIndexSgd
{
    private readonly ActivationFunction _link;
    private readonly RandomStream _stream;
    private readonly int _dimension, _batch;
    private readonly double _rate;
    private readonly bool _spherical;
    private double _along, _across;

    public SingleIndexSgd(SingleIndexOptions options, int dimension, double rate, long seed, double overlap)
    {
        (_link, _dimension, _batch, _rate, _spherical) = (options.Link, dimension, options.BatchSize, rate, options.Spherical);
        _stream = new RandomStream(seed, dimension, RandomPurpose.StudentBatches);
        (_along, _across) = (overlap, Math.Sqrt(1 - overlap * overlap));
    }

    /// <summary>⟨w,θ⟩/|w|.</summary>
    public double Overlap => _along / Norm;

    /// <summary>|w|.</summary>
    public double Norm => Math.Sqrt(_along * _along + _across * _across);

    /// <summary>One step.</summary>
    public void Step()
    {
        double along = 0, across = 0, rest = 0;
        for (int b = 0; b < _batch; b++)
        {
            double x = _stream.NextGaussian(), y = _stream.NextGaussian(), z = _along * x + _across * y;
            double g = 2 * _rate / _batch * (_link.Value(x) - _link.Value(z)) * _link.Derivative(z);
            along += g * x;
            across += g * y;
            rest += g * g;
        }
        if (_dimension > 2)
            rest *= ChiSquareSampler.Next(_stream, _dimension - 2);
        else
            rest = 0;
        double radial = _spherical ? along * _along + across * _across : 0; // the part along w, which the sphere takes away
        along += _along * (1 - radial);
        across += _across * (1 - radial);
        (_along, _across) = (along, Math.Sqrt(across * across + rest));
        if (!_spherical)
            return;
        double norm = Norm;
        (_along, _across) = (_along / norm, _across / norm);
    }
}
