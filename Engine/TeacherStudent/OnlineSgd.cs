using ScalingTools.Networks;
using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>
/// v_i(t+1) = v_i + (2η/B) Σ_b e_b r_i [(2σ(z_bi) - z_bi σ'(z_bi)) u_i + σ'(z_bi) x_b], e_b = f*(x_b) - f(x_b), z_bi = ⟨x_b,u_i⟩, in double precision but for samples, whose inputs are normal numbers of single precision: 4Bmd
/// multiplications and no allocation a step. A batch of one scales and shifts each v_i and follows |v_i|² without reading it; of a larger one, threads take
/// samples up to the errors and neurons from there on, so that no sum depends on their number.
/// </summary>
internal sealed unsafe class OnlineSgd : StudentTrajectory
{
    private const int NormRefresh = 1000;
    private const double LookRatio = 1.001, Divergence = 1e6;

    private readonly int _width, _dimension, _directions, _batch;
    private readonly double[] _coefficients;
    private readonly ActivationFunction _activation;
    private readonly DenseRows _weights, _samples, _products, _values, _slopes, _neurons, _target;
    private readonly double[] _errors;
    private readonly long _seed;
    private readonly double* _squares, _shift, _scale;
    private readonly WorkerTeam? _team;
    private readonly Action<int>? _job;
    private readonly int _threads;
    private long _step, _end;

    public OnlineSgd(TeacherStudentOptions options, long seed, int threads) : base(options)
    {
        (_width, _dimension, _directions, _batch, _seed) = (options.Width, options.Dimension, options.Teacher.Directions, options.BatchSize, seed);
        (_coefficients, _activation) = ([.. options.Teacher.GetCoefficients()], options.Teacher.GetActivation());
        _weights = new DenseRows(_width, _dimension);
        _samples = new DenseRows(_batch, _dimension);
        (_products, _values, _slopes) = (new DenseRows(_batch, _width), new DenseRows(_batch, _width), new DenseRows(_batch, _width));
        _neurons = new DenseRows(4, _width);
        _errors = new double[_batch];
        _squares = _neurons.Row(0);
        _shift = _neurons.Row(1);
        _scale = _neurons.Row(2);
        _threads = (int)Math.Clamp(Math.Min(threads, (long)_batch * _width * _dimension >> 18), 1, Math.Max(1, _batch / DenseRows.Lanes));
        _target = new DenseRows(3 * _threads, _directions);
        StudentStart.Draw(_weights, _directions, _dimension, _width, seed);
        for (int i = 0; i < _width; i++)
            DenseKernel.Combine(_weights.Row(i), 0, _weights.Row(i), options.InitialScale, _weights.Stride);
        FindNorms(0, _width);
        if (_threads > 1)
            (_team, _job) = (new WorkerTeam(_threads), Batches);
        Tracker.Look(0, _weights, _squares);
    }

    /// <inheritdoc/>
    public override void AdvanceTo(double time, CancellationToken cancellation)
    {
        long end = (long)time;
        while (_step < end)
        {
            cancellation.ThrowIfCancellationRequested();
            _end = Math.Min(end, (long)(_step * LookRatio) + 1);
            if (_batch == 1)
                for (; _step < _end; _step++)
                    StepOne();
            else
            {
                if (_team is null)
                    Batches(0);
                else
                    _team.Run(_job!);
                _step = _end;
            }
            CheckDivergence();
            Tracker.Look(_step, _weights, _squares);
        }
    }

    /// <inheritdoc/>
    public override StudentState Measure()
    {
        FindNorms(0, _width);
        double[] squares = new ReadOnlySpan<double>(_squares, _width).ToArray();
        using DenseRows u = new(_width, _dimension);
        for (int i = 0; i < _width; i++)
            DenseKernel.Add(u.Row(i), 1 / Math.Sqrt(squares[i]), _weights.Row(i), u.Stride);
        return StudentState.Of(Options.Teacher, u, squares);
    }

    /// <summary>v_i. For tests.</summary>
    internal Span<double> Weights(int i) => _weights.AsSpan(i);

    /// <summary>The samples of the last step. For tests.</summary>
    internal Span<double> Sample(int b) => _samples.AsSpan(b);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _team?.Dispose();
        foreach (DenseRows rows in (DenseRows[])[_weights, _samples, _products, _values, _slopes, _neurons, _target])
            rows.Dispose();
    }

    // A step on one sample. |a v + b x|² = a² r² + 2ab r z + b² |x|².
    private void StepOne()
    {
        if (_step % NormRefresh == 0)
            FindNorms(0, _width);
        double* x = _samples.Start, z = _products.Start, value = _values.Start, slope = _slopes.Start;
        GaussianFillSingle.Fill(new Span<double>(x, _dimension), 0, _seed, 0, RandomPurpose.StudentBatches, _step);
        DenseKernel.Multiply(_weights, 0, _width, x, z);
        for (int i = 0; i < _width; i++)
            z[i] /= Math.Sqrt(_squares[i]);
        double rate = 2 * Options.LearningRate * Error(x, z, value, slope, 0), length = DenseKernel.Dot(x, x, _samples.Stride);
        for (int i = 0; i < _width; i++)
        {
            double norm = Math.Sqrt(_squares[i]), a = 1 + rate * (2 * value[i] - z[i] * slope[i]), b = rate * norm * slope[i];
            (_scale[i], _shift[i]) = (a, b);
            _squares[i] = a * a * _squares[i] + 2 * a * b * norm * z[i] + b * b * length;
        }
        DenseUpdate.ScaleAndAdd(_weights, _scale, _shift, x);
    }

    // Steps up to _end, as one member of the team.
    private void Batches(int member)
    {
        (int first, int last) = Share(_batch, member);
        (int top, int bottom) = Share(_width, member);
        using DenseRows samples = new(_samples.Row(first), last - first, _dimension), products = new(_products.Row(first), last - first, _width);
        long length = (_dimension + GaussianFillSingle.Together - 1) / GaussianFillSingle.Together * (long)GaussianFillSingle.Together;
        for (long step = _step; step < _end; step++)
        {
            for (int b = first; b < last; b++)
                GaussianFillSingle.Fill(_samples.AsSpan(b), b * length, _seed, 0, RandomPurpose.StudentBatches, step);
            if (last > first)
                DenseProduct.MultiplyTransposed(samples, _weights, products);
            for (int b = first; b < last; b++)
                Differentiate(b, member);
            _team?.Meet();
            Update(top, bottom);
            _team?.Meet();
        }
    }

    // Of one sample: e, and for each neuron e (2σ - zσ') and e r σ' in place of σ and σ'.
    private void Differentiate(int b, int member)
    {
        double* z = _products.Row(b), value = _values.Row(b), slope = _slopes.Row(b), norms = _neurons.Row(3);
        for (int i = 0; i < _width; i++)
            z[i] /= norms[i];
        double error = _errors[b] = Error(_samples.Row(b), z, value, slope, member);
        for (int i = 0; i < _width; i++)
        {
            value[i] = error * (2 * value[i] - z[i] * slope[i]);
            slope[i] = error * norms[i] * slope[i];
        }
    }

    // f*(x) - f(x), with σ(z_i) and σ'(z_i)
    private double Error(double* x, double* z, double* value, double* slope, int member)
    {
        double* inputs = _target.Row(3 * member), targets = _target.Row(3 * member + 1), unused = _target.Row(3 * member + 2);
        new Span<double>(x, _directions).CopyTo(new Span<double>(inputs, _directions));
        _activation.Evaluate(inputs, targets, unused, DenseRows.Padded(_directions));
        _activation.Evaluate(z, value, slope, DenseRows.Padded(_width));
        double error = 0;
        for (int p = 0; p < _directions; p++)
            error += _coefficients[p] * targets[p];
        for (int i = 0; i < _width; i++)
            error -= _squares[i] * value[i];
        return error;
    }

    private void Update(int top, int bottom)
    {
        double rate = 2 * Options.LearningRate / _batch;
        new Span<double>(_scale + top, bottom - top).Clear();
        for (int b = 0; b < _batch; b++)
        {
            double* radial = _values.Row(b);
            for (int i = top; i < bottom; i++)
                _scale[i] += radial[i];
        }
        for (int i = top; i < bottom; i++)
            DenseKernel.Combine(_weights.Row(i), 0, _weights.Row(i), 1 + rate * _scale[i], _weights.Stride);
        DenseUpdate.AddProduct(_slopes, _samples, _batch, rate, _weights, top, bottom - top);
        FindNorms(top, bottom);
    }

    // Whole groups of eight, so that the tiles of products do not depend on the number of threads.
    private (int First, int Last) Share(int count, int member)
    {
        int groups = (count + DenseRows.Lanes - 1) / DenseRows.Lanes;
        return (Math.Min(count, groups * member / _threads * DenseRows.Lanes), Math.Min(count, groups * (member + 1) / _threads * DenseRows.Lanes));
    }

    private void FindNorms(int top, int bottom)
    {
        for (int i = top; i < bottom; i++)
        {
            _squares[i] = DenseKernel.Dot(_weights.Row(i), _weights.Row(i), _weights.Stride);
            _neurons.Row(3)[i] = Math.Sqrt(_squares[i]);
        }
    }

    // Σ r² is about 1 where everything is learnt.
    private void CheckDivergence()
    {
        double sum = 0;
        for (int i = 0; i < _width; i++)
            sum += _squares[i];
        if (!(sum <= Divergence * Math.Max(1, _width * Options.InitialScale * Options.InitialScale))) // NaN too
            throw new ScalingException(ScalingError.Diverged, $"Training diverged by step {_step} at LearningRate {Guard.Text(Options.LearningRate)}.",
                "Choose a smaller LearningRate or a larger BatchSize: a step on one sample is about LearningRate * d^(k/2).", Options.LearningRate);
    }
}
