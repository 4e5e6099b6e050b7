namespace ScalingTools.Numerics;

/// <summary>
/// dy/dt = F(y) for flows down a gradient, whose Jacobian has real eigenvalues from -λ to about 0 with λ large: the stabilised Runge–Kutta–Chebyshev method of order
/// 2. A step of s stages is stable to τλ ≈ 0.65 s², so that a long step costs √(τλ) looks at F, where an ordinary method needs τλ.
/// </summary>
/// <remarks>
/// Steps are as long as the relative error ‖e‖/‖y‖ of one allows, e = (12(y_0 - y_1) + 6τ(F_0 + F_1))/15; λ comes from differences of F along the direction that
/// grows, found again every 25 steps and after a refusal. Source: Sommeijer, Shampine and Verwer, RKC: an explicit solver for parabolic PDEs, J. Comput. Appl. Math. 88 (1998).
/// </remarks>
internal sealed unsafe class ChebyshevRungeKutta : IDisposable
{
    private const double FirstStep = 1e-4, Damping = 2.0 / 13, Safety = 1.2;
    private const int MostStages = 200, RadiusEvery = 25, PowerIterations = 30;

    private readonly DenseRows _state, _rows;
    private readonly DormandPrince.Rates _rates;
    private readonly double _tolerance;
    private readonly int _length;
    private readonly double* _first, _change, _before, _now, _next, _direction; // F_0, F_j, Y_{j-2}, Y_{j-1}, Y_j
    private double* _oldest, _older, _newest;
    private double _step = FirstStep, _radius;
    private int _sinceRadius;
    private bool _started;

    /// <summary>A solution from a state that is moved in place.</summary>
    /// <param name="state">y(0). The caller's.</param>
    /// <param name="rates">F.</param>
    /// <param name="tolerance">Relative error of a step.</param>
    public ChebyshevRungeKutta(DenseRows state, DormandPrince.Rates rates, double tolerance)
    {
        (_state, _rates, _tolerance, _length) = (state, rates, tolerance, checked(state.Rows * state.Stride));
        _rows = new DenseRows(6, _length);
        _first = _rows.Row(0);
        _change = _rows.Row(1);
        _before = _oldest = _rows.Row(2);
        _now = _older = _rows.Row(3);
        _next = _newest = _rows.Row(4);
        _direction = _rows.Row(5);
    }

    /// <summary>t.</summary>
    public double Time { get; private set; }

    /// <summary>How often F was looked at.</summary>
    public long Evaluations { get; private set; }

    /// <summary>To a later time, step by step.</summary>
    /// <param name="time">Where to.</param>
    /// <param name="stepped">Told the time after each step, when the state is that of this time.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="ScalingException">NotConverged where steps would be too short to count.</exception>
    public void AdvanceTo(double time, Action<double>? stepped, CancellationToken cancellation)
    {
        if (!_started)
        {
            Look(_state.Start, _first);
            Copy(_first, _direction);
            FindRadius();
            _started = true;
        }
        while (Time < time)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_sinceRadius >= RadiusEvery)
                FindRadius();
            double longest = 0.65 * MostStages * MostStages / Math.Max(_radius, double.Epsilon);
            _step = Math.Min(_step, longest);
            bool last = Time + _step >= time;
            double step = last ? time - Time : _step, error = Try(step, Math.Max(2, 1 + (int)Math.Sqrt(1.54 * step * _radius + 1)));
            double factor = Math.Clamp(0.8 * Math.Pow(error, -1.0 / 3), 0.1, 5);
            if (error <= 1)
            {
                Time = last ? time : Time + step;
                Copy(_newest, _state.Start);
                Copy(_change, _first);
                _step = last ? Math.Max(_step, step * factor) : step * factor;
                _sinceRadius++;
                stepped?.Invoke(Time);
            }
            else if (step > 1e-14 * Time)
            {
                _step = step * (double.IsFinite(factor) ? factor : 0.1);
                if (_sinceRadius > 0)
                    FindRadius();
            }
            else
                throw new ScalingException(ScalingError.NotConverged, $"The flow changes too fast to be followed at time {Guard.Text(Time)}.", "Choose a smaller LearningRate.", Time);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    // Y_s in _newest and F(Y_s) in _change; the error in units of what is allowed.
    private double Try(double step, int stages)
    {
        double w0 = 1 + Damping / (stages * (double)stages);
        // T_j, T_j' and T_j'' at w_0
        (double t0, double t1, double d0, double d1, double dd0, double dd1) = (1, w0, 0, 1, 0, 0);
        for (int j = 2; j <= stages; j++)
            ((t0, t1), (d0, d1), (dd0, dd1)) = ((t1, 2 * w0 * t1 - t0), (d1, 2 * w0 * d1 - d0 + 2 * t1), (dd1, 2 * w0 * dd1 - dd0 + 4 * d1));
        double w1 = d1 / dd1, b0 = 1 / (4 * w0 * w0), b1 = 1 / w0, first = b1 * w1; // b_0 = b_2 = T_2''/T_2'²
        Copy(_state.Start, _oldest = _before);
        Copy(_state.Start, _older = _now);
        DenseKernel.Add(_older, first * step, _first, _length);
        _newest = _next;
        (t0, t1, d0, d1, dd0, dd1) = (1, w0, 0, 1, 0, 0);
        double a = 1 - b1 * w0;
        for (int j = 2; j <= stages; j++)
        {
            ((t0, t1), (d0, d1), (dd0, dd1)) = ((t1, 2 * w0 * t1 - t0), (d1, 2 * w0 * d1 - d0 + 2 * t1), (dd1, 2 * w0 * dd1 - dd0 + 4 * d1));
            double b = dd1 / (d1 * d1), mu = 2 * b * w0 / b1, nu = -b / b0, scale = 2 * b * w1 / b1;
            Look(_older, _change);
            // Y_j = (1-μ-ν) Y_0 + μ Y_{j-1} + ν Y_{j-2} + μ̃τ F_{j-1} - a_{j-1} μ̃τ F_0
            Copy(_state.Start, _newest);
            DenseKernel.Combine(_newest, mu, _older, 1 - mu - nu, _length);
            DenseKernel.Add(_newest, nu, _oldest, _length);
            DenseKernel.Add(_newest, scale * step, _change, _length);
            DenseKernel.Add(_newest, -a * scale * step, _first, _length);
            (a, b0, b1) = (1 - b * t1, b1, b);
            if (j < stages)
                Rotate();
        }
        Look(_newest, _change);
        double* error = _oldest;
        Copy(_state.Start, error);
        DenseKernel.Combine(error, -0.8, _newest, 0.8, _length);
        DenseKernel.Add(error, 0.4 * step, _first, _length);
        DenseKernel.Add(error, 0.4 * step, _change, _length);
        double size = Math.Max(DenseKernel.Dot(_newest, _newest, _length), DenseKernel.Dot(_state.Start, _state.Start, _length)), square = DenseKernel.Dot(error, error, _length);
        return square == 0 ? 0 : Math.Sqrt(square / size) / _tolerance is var ratio && double.IsNaN(ratio) ? double.PositiveInfinity : ratio;
    }

    private void Rotate()
    {
        double* free = _oldest;
        _oldest = _older;
        _older = _newest;
        _newest = free;
    }

    // λ by the power method on J x ≈ (F(y + δx) - F(y))/δ.
    private void FindRadius()
    {
        double* trial = _before, change = _now;
        double size = Math.Sqrt(DenseKernel.Dot(_state.Start, _state.Start, _length)), delta = 1.5e-8 * Math.Max(size, 1), before = 0;
        _sinceRadius = 0;
        for (int i = 0; i < PowerIterations; i++)
        {
            double norm = Math.Sqrt(DenseKernel.Dot(_direction, _direction, _length));
            if (norm == 0)
                break;
            Copy(_state.Start, trial);
            DenseKernel.Add(trial, delta / norm, _direction, _length);
            Look(trial, change);
            DenseKernel.Add(change, -1, _first, _length);
            double radius = Math.Sqrt(DenseKernel.Dot(change, change, _length)) / delta;
            Copy(change, _direction);
            _radius = Safety * radius;
            if (i > 1 && Math.Abs(radius - before) < 0.02 * radius)
                return;
            before = radius;
        }
    }

    private void Look(double* state, double* rates)
    {
        _rates(state, rates);
        Evaluations++;
    }

    private void Copy(double* from, double* to) => new Span<double>(from, _length).CopyTo(new Span<double>(to, _length));
}
