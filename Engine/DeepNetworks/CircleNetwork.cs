using System.Runtime.CompilerServices;
using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>A multilayer network in mean-field parameterisation on points of the circle: forwards, one step of gradient descent, and its tangent kernel.</summary>
/// <remarks>
/// x = (cos θ, sin θ); h_1 = W_1 x, h_l = W_l φ(h_{l-1})/√N, f = w·φ(h_L)/(γ_0 N), φ(h) = s max(h, 0)^{q_φ} with s² E[max(h, 0)^{2q_φ}] = 1 for h ~ N(0, 1). All weights ~ N(0, 1).
/// Source: arXiv:2409.17858, Section 5.1. Products are the same bits on any number of threads, and nothing else is on several.
/// </remarks>
internal sealed unsafe class CircleNetwork : IDisposable
{
    private readonly int _width, _depth, _points;
    private readonly double _power, _richness;
    private readonly float _scale;
    private readonly AlignedMemory[] _weights, _rectified, _features; // of the layers; shapes (N, N), the first (N, 2); (points, N)
    private readonly AlignedMemory _readout, _input, _back, _other, _gradient;
    private readonly MatrixProduct _product;

    /// <summary>A network at its start.</summary>
    /// <param name="width">N.</param>
    /// <param name="depth">L.</param>
    /// <param name="power">q_φ.</param>
    /// <param name="richness">γ_0.</param>
    /// <param name="points">Points at a time.</param>
    /// <param name="seed">Of its weights.</param>
    /// <param name="crew">Threads.</param>
    public CircleNetwork(int width, int depth, double power, double richness, int points, long seed, WorkCrew crew)
    {
        (_width, _depth, _points, _power, _richness) = (width, depth, points, power, richness);
        _scale = (float)Math.Sqrt(Math.Sqrt(Math.PI) / (Math.Pow(2, power - 1) * MathNet.Numerics.SpecialFunctions.Gamma(power + 0.5)));
        _product = new MatrixProduct(crew);
        _weights = [.. Enumerable.Range(0, depth).Select(l => new AlignedMemory(sizeof(float) * (long)width * (l == 0 ? 2 : width)))];
        _rectified = [.. Enumerable.Range(0, depth).Select(_ => Layer())];
        _features = [.. Enumerable.Range(0, depth).Select(_ => Layer())];
        (_readout, _input, _back, _other, _gradient) = (new(sizeof(float) * (long)width), new(sizeof(float) * 2L * points), Layer(), Layer(), new(sizeof(float) * (long)width * width));
        for (int l = 0; l <= depth; l++)
        {
            RandomStream stream = new(seed, purpose: RandomPurpose.Initialization, index: l + 1);
            float* to = l < depth ? _weights[l].Floats : _readout.Floats;
            long count = l == 0 ? 2L * width : l < depth ? (long)width * width : width;
            for (long i = 0; i < count; i++)
                to[i] = (float)stream.NextGaussian();
        }

        AlignedMemory Layer() => new(sizeof(float) * (long)points * width);
    }

    /// <summary>Sets the angles of the points.</summary>
    public void Place(ReadOnlySpan<double> angles)
    {
        for (int i = 0; i < angles.Length; i++)
            (_input.Floats[2 * i], _input.Floats[2 * i + 1]) = ((float)Math.Cos(angles[i]), (float)Math.Sin(angles[i]));
    }

    /// <summary>f at the points.</summary>
    public void Forward(Span<float> output)
    {
        for (int l = 0; l < _depth; l++)
        {
            _product.Multiply(Input(l), Weights(l).Transposed, Matrix(_rectified[l]));
            Activate(_rectified[l].Floats, _features[l].Floats, (long)_points * _width, l == 0 ? 1 : (float)(1 / Math.Sqrt(_width)), _scale, _power);
        }
        float* w = _readout.Floats;
        for (int b = 0; b < _points; b++)
        {
            double sum = 0;
            float* row = _features[^1].Floats + (long)b * _width;
            for (int i = 0; i < _width; i++)
                sum += (double)row[i] * w[i];
            output[b] = (float)(sum / (_richness * _width));
        }
    }

    /// <summary>One step of gradient descent on ½ mean (f - y)², after <see cref="Forward"/>: θ ← θ - ηγ_0² N ∂/∂θ.</summary>
    /// <param name="error">f - y. Shape (points).</param>
    /// <param name="rate">η.</param>
    public void Step(ReadOnlySpan<float> error, double rate)
    {
        float factor = (float)(1 / (_richness * _width * (double)_points)), step = (float)(rate * _richness * _richness * _width);
        AlignedMemory back = _back, other = _other;
        float[] change = new float[_width];
        for (int b = 0; b < _points; b++)
        {
            float e = error[b] * factor;
            float* to = back.Floats + (long)b * _width, from = _features[^1].Floats + (long)b * _width, w = _readout.Floats;
            for (int i = 0; i < _width; i++)
            {
                to[i] = e * w[i];
                change[i] += e * from[i];
            }
        }
        for (int i = 0; i < _width; i++)
            _readout.Floats[i] -= step * change[i];
        for (int l = _depth - 1; l >= 0; l--)
        {
            float root = l == 0 ? 1 : (float)(1 / Math.Sqrt(_width));
            Differentiate(back.Floats, _rectified[l].Floats, (long)_points * _width, _scale, _power);
            SingleMatrix gradient = new(_gradient.Floats, _width, l == 0 ? 2 : _width);
            _product.Multiply(Matrix(back).Transposed, Input(l), gradient);
            if (l > 0)
            {
                _product.Multiply(Matrix(back), Weights(l), Matrix(other));
                Scale(other.Floats, (long)_points * _width, root);
            }
            Subtract(_weights[l].Floats, _gradient.Floats, (long)gradient.Rows * gradient.Columns, step * root);
            (back, other) = (other, back);
        }
    }

    /// <summary>The tangent kernel at the points after <see cref="Forward"/>, γ_0² N Σ_θ ∂f/∂θ ∂f'/∂θ. Shape (points, points).</summary>
    public double[,] Kernel()
    {
        double[,] sum = new double[_points, _points];
        using AlignedMemory one = new(sizeof(float) * (long)_points * _points), two = new(sizeof(float) * (long)_points * _points);
        AlignedMemory back = _back, other = _other;
        Gram(Matrix(_features[^1]), one);
        for (int i = 0; i < _points; i++)
            for (int j = 0; j < _points; j++)
                sum[i, j] = (double)one.Floats[(long)i * _points + j] / _width;
        for (long i = 0; i < (long)_points * _width; i++)
            back.Floats[i] = _readout.Floats[i % _width] / MathF.Sqrt(_width);
        for (int l = _depth - 1; l >= 0; l--)
        {
            Differentiate(back.Floats, _rectified[l].Floats, (long)_points * _width, _scale, _power);
            Gram(Matrix(back), one);
            Gram(Input(l), two);
            double inputs = l == 0 ? 1 : _width;
            for (int i = 0; i < _points; i++)
                for (int j = 0; j < _points; j++)
                    sum[i, j] += (double)one.Floats[(long)i * _points + j] * two.Floats[(long)i * _points + j] / inputs;
            if (l > 0)
            {
                _product.Multiply(Matrix(back), Weights(l), Matrix(other));
                Scale(other.Floats, (long)_points * _width, (float)(1 / Math.Sqrt(_width)));
                (back, other) = (other, back);
            }
        }
        return sum;

        void Gram(SingleMatrix x, AlignedMemory to) => _product.Multiply(x, x.Transposed, new SingleMatrix(to.Floats, _points, _points));
    }

    private SingleMatrix Matrix(AlignedMemory memory) => new(memory.Floats, _points, _width);

    private SingleMatrix Weights(int l) => new(_weights[l].Floats, _width, l == 0 ? 2 : _width);

    private SingleMatrix Input(int l) => l == 0 ? new(_input.Floats, _points, 2) : Matrix(_features[l - 1]);

    // h ← max(root h, 0), u = s h^q
    [MethodImpl(Numerics.Kernel.Method)]
    private static void Activate(float* h, float* u, long count, float root, float scale, double power)
    {
        float p = (float)power;
        for (long i = 0; i < count; i++)
        {
            float x = h[i] * root;
            x = x > 0 ? x : 0;
            h[i] = x;
            u[i] = scale * (power == 1 ? x : power == 1.5 ? x * MathF.Sqrt(x) : power == 2 ? x * x : x > 0 ? MathF.Pow(x, p) : 0);
        }
    }

    // g ← g s q h^{q-1}
    [MethodImpl(Numerics.Kernel.Method)]
    private static void Differentiate(float* g, float* h, long count, float scale, double power)
    {
        float factor = (float)(scale * power), p = (float)power - 1;
        for (long i = 0; i < count; i++)
        {
            float x = h[i];
            g[i] = x > 0 ? g[i] * factor * (power == 1 ? 1 : power == 1.5 ? MathF.Sqrt(x) : power == 2 ? x : MathF.Pow(x, p)) : 0;
        }
    }

    [MethodImpl(Numerics.Kernel.Method)]
    private static void Scale(float* x, long count, float by)
    {
        for (long i = 0; i < count; i++)
            x[i] *= by;
    }

    [MethodImpl(Numerics.Kernel.Method)]
    private static void Subtract(float* x, float* y, long count, float by)
    {
        for (long i = 0; i < count; i++)
            x[i] -= by * y[i];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (AlignedMemory memory in _weights.Concat(_rectified).Concat(_features).Concat([_readout, _input, _back, _other, _gradient]))
            memory.Dispose();
        _product.Dispose();
    }
}
