using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>
/// dv/dt = -η∇L, exact: nothing leaves the span of the teacher's directions and the start, so v has D = P + min(m, d-P) coordinates, whatever d.
/// With v_i = r_i u_i, du_i/dt = -2η (I - u_i u_iᵀ) h_i and d ln r_i/dt = -4η G_i (<see cref="ReferenceStudent.PopulationGradient"/>), which are of order one
/// however small r_i is. A look at the rates costs 3m²D multiplications, half of them for the overlaps u_ij and two halves for h.
/// </summary>
internal sealed unsafe class OverlapFlow : StudentTrajectory
{
    private readonly int _width, _directions, _columns;
    private readonly double[] _coefficients;
    private readonly OverlapKernel _kernel;
    private readonly DenseRows _state; // u_i, and below them ln r_i
    private readonly DenseRows _overlaps, _values, _slopes, _vectors;
    private readonly ChebyshevRungeKutta _solver;

    public OverlapFlow(TeacherStudentPlan plan, long seed) : base(plan.Options)
    {
        (_width, _directions, _columns) = (Options.Width, Options.Teacher.Directions, Math.Max(plan.Span, Options.Width));
        (_coefficients, _kernel) = ([.. Options.Teacher.GetCoefficients()], Options.Teacher.GetActivation().Kernel);
        _state = new DenseRows(_width + 1, _columns);
        (_overlaps, _values, _slopes) = (new DenseRows(_width, _width), new DenseRows(_width, _width), new DenseRows(_width, _width));
        _vectors = new DenseRows(6, _columns);
        StudentStart.Draw(_state, _directions, Options.Dimension, _width, seed);
        _state.AsSpan(_width)[.._width].Fill(Math.Log(Options.InitialScale));
        _solver = new ChebyshevRungeKutta(_state, Rates, Options.Tolerance);
        Look(0);
    }

    /// <inheritdoc/>
    public override void AdvanceTo(double time, CancellationToken cancellation) => _solver.AdvanceTo(time, Look, cancellation);

    /// <inheritdoc/>
    public override StudentState Measure()
    {
        using DenseRows u = new(_width, _columns);
        for (int i = 0; i < _width; i++)
            DenseKernel.Add(u.Row(i), 1 / Math.Sqrt(DenseKernel.Dot(_state.Row(i), _state.Row(i), _state.Stride)), _state.Row(i), _state.Stride);
        double[] squares = new double[_width];
        for (int i = 0; i < _width; i++)
            squares[i] = Math.Exp(2 * _state.Row(_width)[i]);
        return StudentState.Of(Options.Teacher, u, squares);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _solver.Dispose();
        foreach (DenseRows rows in (DenseRows[])[_state, _overlaps, _values, _slopes, _vectors])
            rows.Dispose();
    }

    /// <summary>d/dt of u and ln r.</summary>
    internal void Rates(double* state, double* rates)
    {
        using DenseRows u = new(state, _width, _columns), h = new(rates, _width, _columns);
        double* logs = state + (long)_width * u.Stride, growth = rates + (long)_width * u.Stride;
        double* squares = _vectors.Row(0), radial = _vectors.Row(1), value = _vectors.Row(2), slope = _vectors.Row(3);
        new Span<double>(rates, (_width + 1) * u.Stride).Clear();
        new Span<double>(radial, _width).Clear();
        for (int i = 0; i < _width; i++)
            squares[i] = Math.Exp(2 * logs[i]);
        DenseProduct.Gram(u, _overlaps);
        double own = _kernel.Value(1);
        for (int i = 0; i < _width; i++)
        {
            _kernel.Evaluate(_overlaps.Row(i), _values.Row(i), _slopes.Row(i), DenseRows.Padded(i));
            Couple(i, squares, radial, _values.Row(i), _slopes.Row(i));
            radial[i] += squares[i] * own;
        }
        // h_i = Σ_j r_j² κ'(u_ij) u_j: the matrix of r_j² κ'(u_ij), j ≠ i, is in _values now, row j.
        DenseUpdate.AddProduct(_values, u, _width, 1, h, 0, _width);
        for (int i = 0; i < _width; i++)
        {
            double* row = h.Row(i), direction = u.Row(i);
            _kernel.Evaluate(Copy(direction), value, slope, DenseRows.Padded(_directions));
            for (int p = 0; p < _directions; p++)
            {
                radial[i] -= _coefficients[p] * value[p];
                row[p] -= _coefficients[p] * slope[p];
            }
            growth[i] = -4 * Options.LearningRate * radial[i];
            double along = DenseKernel.Dot(direction, row, h.Stride);
            DenseKernel.Combine(row, 2 * Options.LearningRate * along, direction, -2 * Options.LearningRate, h.Stride);
        }
    }

    // Adds the pairs (i, j), j < i, to G, and leaves r_j² κ' where AddProduct looks for it.
    private void Couple(int i, double* squares, double* radial, double* value, double* slope)
    {
        double sum = 0;
        for (int j = 0; j < i; j++)
        {
            sum += squares[j] * value[j];
            radial[j] += squares[i] * value[j];
            value[j] = squares[i] * slope[j];
            _values.Row(j)[i] = squares[j] * slope[j];
        }
        radial[i] += sum;
        value[i] = 0;
    }

    // The overlaps with the teacher, padded with zeros.
    private double* Copy(double* direction)
    {
        double* rho = _vectors.Row(4);
        new Span<double>(direction, _directions).CopyTo(new Span<double>(rho, _directions));
        return rho;
    }

    private void Look(double time)
    {
        if (Tracker.IsComplete)
            return;
        double* squares = _vectors.Row(5);
        for (int i = 0; i < _width; i++)
            squares[i] = DenseKernel.Dot(_state.Row(i), _state.Row(i), _state.Stride);
        Tracker.Look(time, _state, squares);
    }
}
