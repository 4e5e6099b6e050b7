namespace ScalingTools.Numerics;

/// <summary>dy/dt = F(y) by the pair of Dormand and Prince (1980), order 5 with error of order 4; a step is as long as the relative error ‖e‖/‖y‖ of one allows.</summary>
internal sealed unsafe class DormandPrince : IDisposable
{
    private const int Stages = 7;
    private const double FirstStep = 1e-4;

    // y_i = y + dt Σ_{j<i} a_ij F_j; the last row is the solution, so that its F is the first of the next step.
    private static readonly double[][] Table =
    [
        [], [1.0 / 5], [3.0 / 40, 9.0 / 40], [44.0 / 45, -56.0 / 15, 32.0 / 9], [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
        [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656], [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
    ];

    // The solution of order 5 less that of order 4.
    private static readonly double[] ErrorWeights = [71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40];

    private readonly DenseRows _state, _slopes, _trial;
    private readonly Rates _rates;
    private readonly double _tolerance;
    private readonly int _length;
    private double _step = FirstStep;
    private bool _hasSlope;

    /// <summary>F: from a state to its rates of change, both in the layout of the state; padding stays 0.</summary>
    public delegate void Rates(double* state, double* rates);

    /// <summary>A solution from a state that is moved in place.</summary>
    /// <param name="state">y(0). The caller's.</param>
    /// <param name="rates">F.</param>
    /// <param name="tolerance">Relative error of a step.</param>
    public DormandPrince(DenseRows state, Rates rates, double tolerance)
    {
        (_state, _rates, _tolerance, _length) = (state, rates, tolerance, checked(state.Rows * state.Stride));
        (_slopes, _trial) = (new DenseRows(Stages, _length), new DenseRows(2, _length));
    }

    /// <summary>t.</summary>
    public double Time { get; private set; }

    /// <summary>To a later time.</summary>
    /// <exception cref="ScalingException">NotConverged where steps would be too short to count.</exception>
    public void AdvanceTo(double time, CancellationToken cancellation = default)
    {
        if (!_hasSlope)
            _rates(_state.Start, _slopes.Row(0));
        _hasSlope = true;
        while (Time < time)
        {
            cancellation.ThrowIfCancellationRequested();
            bool last = Time + _step >= time;
            double step = last ? time - Time : _step, error = Try(step);
            double factor = Math.Clamp(0.9 * Math.Pow(error, -0.2), 0.2, 5);
            if (error <= 1)
            {
                Time = last ? time : Time + step;
                new Span<double>(_trial.Start, _length).CopyTo(new Span<double>(_state.Start, _length));
                new Span<double>(_slopes.Row(Stages - 1), _length).CopyTo(new Span<double>(_slopes.Row(0), _length));
                _step = last ? Math.Max(_step, step * factor) : step * factor;
            }
            else if (step > 1e-14 * Time)
                _step = step * (double.IsFinite(factor) ? factor : 0.2);
            else
                throw new ScalingException(ScalingError.NotConverged, $"The flow changes too fast to be followed at time {Guard.Text(Time)}.", "Choose a smaller Richness.", Time);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _slopes.Dispose();
        _trial.Dispose();
    }

    // The error of a step in units of what is allowed; its end is in the first row of _trial.
    private double Try(double step)
    {
        double* trial = _trial.Start, error = _trial.Row(1);
        for (int stage = 1; stage < Stages; stage++)
        {
            Add(trial, _state.Start, step, Table[stage]);
            _rates(trial, _slopes.Row(stage));
        }
        Add(error, null, step, ErrorWeights);
        double size = Math.Max(DenseKernel.Dot(trial, trial, _length), DenseKernel.Dot(_state.Start, _state.Start, _length)), square = DenseKernel.Dot(error, error, _length);
        return square == 0 ? 0 : Math.Sqrt(square / size) / _tolerance is var ratio && double.IsNaN(ratio) ? double.PositiveInfinity : ratio;
    }

    // to = from + dt Σ_j c_j F_j
    private void Add(double* to, double* from, double step, double[] weights)
    {
        if (from is null)
            new Span<double>(to, _length).Clear();
        else
            new Span<double>(from, _length).CopyTo(new Span<double>(to, _length));
        for (int j = 0; j < weights.Length; j++)
            if (weights[j] != 0)
                DenseKernel.Add(to, step * weights[j], _slopes.Row(j), _length);
    }
}
