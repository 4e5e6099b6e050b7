using System.Numerics;
using MathNet.Numerics.Interpolation;

namespace ScalingTools.RandomFeatures;

/// <summary>
/// Losses of random features under discrete steps, with momentum, fresh batches or samples that are used again, at any number of steps: the mean-field equations in the
/// frequency domain, z instead of s.
/// </summary>
/// <remarks>
/// <para>
/// Source: arXiv:2402.01092, its equations of discrete time. Responses depend on differences of times alone for γ = 0, so with f(z, z') = Σ f(t, t') z^-t z'^-t' the same
/// equations hold as for flow (<see cref="LazyResponse.Correlations"/>), with σ = (z-1)(z-μ)/(ηz) and e = zz'/((z-1)(z'-1)). Noise of batches is proportional to the loss of
/// its time, C_0(t, t) = F(t) + Σ_{s&lt;t} k(t-s) C_0(s, s), a sum over one time.
/// </para>
/// <para>
/// The first times come from a circle |z| > 1, by discrete Fourier transform; once everything that oscillates has died out, later ones from Talbot's contour for
/// u = ln z. Where every time is wanted, F and k are smooth and interpolated in ln t. Right to 1e-6 (tested against <c>MeanFieldMarch</c>).
/// </para>
/// </remarks>
internal sealed class LazySteps
{
    private const int LeastCircle = 128, MostCircle = 1024, Chunks = 16, PerFold = 16;
    // r^n of the circle: aliases are smaller by this.
    private const double Alias = 1e10, DiedOut = 1e-9;

    private readonly LazyResponse _response;
    private readonly double _rate, _momentum, _perBatch, _ensemble;
    private readonly bool _reuse;
    private readonly int _circle, _threads;
    private readonly Lazy<Moments[]> _first;

    // C_0, C_0 of two students, C_1, C_1 of two students, C_w; what noise adds to C_0, C_0 of two students, C_w
    private readonly record struct Moments(double Own, double Cross, double Train, double CrossTrain, double Weights, double OwnNoise, double CrossNoise, double WeightNoise);

    /// <summary>Steps on N features, with P samples or batches of B; null for infinite.</summary>
    public LazySteps(SpectrumBins bins, double learningRate, double momentum, int? width, long? samples, int? batch, int ensembleSize, double steps, int threads = 0)
    {
        (_rate, _momentum, _ensemble, _reuse) = (learningRate, momentum, ensembleSize, samples is not null);
        _perBatch = 1.0 / batch ?? 0;
        _response = new(bins, width, samples);
        _threads = threads > 0 ? threads : Environment.ProcessorCount;
        double decay = SlowestOscillation();
        Circle = decay > 0 ? Math.Max(LeastCircle, Math.Ceiling(Math.Log(DiedOut) / Math.Log(decay))) : LeastCircle;
        _circle = (int)Math.Min(Math.Min(Circle, MostCircle), Math.Max(8, steps));
        _first = new(OnCircle);
    }

    /// <summary>The time from which nothing oscillates any more.</summary>
    public double Circle { get; }

    /// <summary>Whether so many steps can be had: oscillations have to die out within 1,024 steps.</summary>
    public bool Reaches(double steps) => steps <= MostCircle || Circle <= MostCircle;

    /// <summary>Test loss, train loss and |w|²/N at ascending whole times.</summary>
    public IEnumerable<(double Test, double Train, double Norm)> At(IReadOnlyList<double> times, CancellationToken cancellation = default)
    {
        if (_perBatch > 0)
            return WithNoise(times, cancellation);
        return times.Select(time =>
        {
            Moments m = Noiseless(time);
            double test = Mean(m.Own, m.Cross);
            return (test, _reuse ? Mean(m.Train, m.CrossTrain) : test, m.Weights);
        });
    }

    /// <summary>Mode errors H_k(t), from H_k(z) = z κ/((z - 1)(κ + λ_k)).</summary>
    public double[] ModeErrors(double time, IReadOnlyList<double> eigenvalues)
    {
        Complex[] z, weights;
        if (time <= _circle)
        {
            z = CirclePoints();
            weights = [.. z.Select(point => Complex.Pow(point, time) / (2 * z.Length))];
        }
        else
            (z, weights) = TalbotPoints(time);
        Complex[] kappa = _response.Along(Sigma(z[0].Magnitude).Real, [.. z.Select(Sigma)]);
        return [.. eigenvalues.Select(lambda => 2 * z.Select((point, i) => weights[i] * point / (point - 1) * kappa[i] / (kappa[i] + lambda)).Aggregate(Complex.Add).Real)];
    }

    private double Mean(double own, double cross) => cross + (own - cross) / _ensemble;

    private Complex Sigma(Complex z) => (z - 1) * (z - _momentum) / (_rate * z);

    // |z| of the slowest singularity off the positive axis: z² - (1 + μ - ηx) z + μ = 0 for a rate x of the students' kernels
    private double SlowestOscillation()
    {
        double middle = _rate * _response.LargestRate() - 1 - _momentum, pair = Math.Sqrt(_momentum);
        return middle <= 2 * pair ? (_momentum > 0 || middle <= 0 ? pair : middle) : (middle + Math.Sqrt(middle * middle - 4 * _momentum)) / 2;
    }

    // D(t) = F(t) + Σ_{s<t} k(t-s) D(s) of one student and of two; weights at the times wanted alone
    private IEnumerable<(double, double, double)> WithNoise(IReadOnlyList<double> times, CancellationToken cancellation)
    {
        int steps = (int)times[^1];
        Moments[] all = Everything(steps);
        double[] own = Feed(all, m => m.Own, m => m.OwnNoise), cross = _ensemble > 1 ? Feed(all, m => m.Cross, m => m.CrossNoise) : own;
        foreach (double time in times)
        {
            int t = (int)time;
            double norm = all[t].Weights;
            for (int s = 0; s < t; s++)
                norm += _perBatch * all[t - s].WeightNoise * own[s];
            double loss = Mean(own[t], cross[t]);
            yield return (loss, loss, norm);
        }

        double[] Feed(Moments[] moments, Func<Moments, double> direct, Func<Moments, double> noise)
        {
            double[] result = [.. moments.Select(direct)], reversed = [.. moments.Reverse().Select(m => _perBatch * noise(m))];
            for (int t = 1; t <= steps; t++)
            {
                result[t] += Dot(reversed.AsSpan(steps - t, t), result.AsSpan(0, t)); // k(t-s) is reversed[steps-t+s]
                if (t % 1024 == 0)
                    cancellation.ThrowIfCancellationRequested();
            }
            return result;
        }
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector<double> sum = default, other = default;
        int i = 0, width = Vector<double>.Count;
        for (; i + 2 * width <= x.Length; i += 2 * width)
        {
            sum += new Vector<double>(x[i..]) * new Vector<double>(y[i..]);
            other += new Vector<double>(x[(i + width)..]) * new Vector<double>(y[(i + width)..]);
        }
        double total = Vector.Sum(sum + other);
        for (; i < x.Length; i++)
            total += x[i] * y[i];
        return total;
    }

    // t = 0 … steps: the circle, and beyond it a spline in ln t through Talbot's values
    private Moments[] Everything(int steps)
    {
        Moments[] first = _first.Value;
        if (steps <= _circle)
            return first[..(steps + 1)];
        List<double> x = [];
        List<Moments> y = [];
        for (double t = _circle / 2; t <= _circle; t = Math.Max(t + 1, Math.Floor(t * Math.Exp(1.0 / PerFold))))
        {
            x.Add(Math.Log(t));
            y.Add(first[(int)t]);
        }
        int points = (int)Math.Ceiling(Math.Log(steps / (double)_circle) * PerFold) + 3;
        for (int i = 1; i <= points; i++)
        {
            x.Add(Math.Log(_circle) + i / (double)PerFold);
            y.Add(OnTalbot(Math.Exp(x[^1])));
        }
        Func<double, double> own = Spline(m => m.Own), cross = Spline(m => m.Cross), weights = Spline(m => m.Weights);
        Func<double, double> ownNoise = Spline(m => m.OwnNoise), crossNoise = Spline(m => m.CrossNoise), weightNoise = Spline(m => m.WeightNoise);
        return [.. first, .. Enumerable.Range(_circle + 1, steps - _circle).Select(t => Math.Log(t)).Select(u => new Moments(own(u), cross(u), 0, 0, weights(u), ownNoise(u), crossNoise(u), weightNoise(u)))];

        // Powers of t are lines in logarithms.
        Func<double, double> Spline(Func<Moments, double> value)
        {
            double[] values = [.. y.Select(value)];
            if (values.Any(v => v <= 0))
                return CubicSpline.InterpolateNatural(x, values).Interpolate;
            CubicSpline spline = CubicSpline.InterpolateNatural(x, values.Select(v => Math.Log(v)));
            return u => Math.Exp(spline.Interpolate(u));
        }
    }

    private Moments Noiseless(double time) => time <= _circle ? _first.Value[(int)time] : OnTalbot(time);

    // z = e^u, f(t) = (1/2πi) ∫ F(e^u) e^{ut} du
    private static (Complex[] Z, Complex[] Weights) TalbotPoints(double time) =>
        ([.. TalbotContour.Nodes.Select(node => Complex.Exp(node.Point / time))], [.. TalbotContour.Nodes.Select(node => node.Weight / time)]);

    private Moments OnTalbot(double time)
    {
        (Complex[] z, Complex[] weights) = TalbotPoints(time);
        Complex[] kappa = _response.Along(Sigma(Math.Exp(TalbotContour.Crossing / time)).Real, [.. z.Select(Sigma)]);
        double[] sums = new double[8];
        for (int i = 0; i < z.Length; i++)
            for (int j = 0; j < z.Length; j++)
            {
                Add(sums, 2 * weights[i] * weights[j], Values(z[i], kappa[i], z[j], kappa[j]));
                Add(sums, 2 * weights[i] * Complex.Conjugate(weights[j]), Values(z[i], kappa[i], Complex.Conjugate(z[j]), Complex.Conjugate(kappa[j])));
            }
        return Read(sums);

        static void Add(double[] sums, Complex weight, Complex[] values)
        {
            for (int v = 0; v < values.Length; v++)
                sums[v] += (weight * values[v]).Real;
        }
    }

    // z_j = r e^{2πi(j+½)/n} of the upper half, n = 4 times the last time, r^n = 10^10
    private Complex[] CirclePoints()
    {
        int n = 4 * _circle;
        return [.. Enumerable.Range(0, n / 2).Select(j => Complex.FromPolarCoordinates(Math.Pow(Alias, 1.0 / n), 2 * Math.PI * (j + 0.5) / n))];
    }

    // f(t, t) = n^-2 Σ_ij F(z_i, z_j) (z_i z_j)^t, whose pairs of one i + j go together
    private Moments[] OnCircle()
    {
        Complex[] z = CirclePoints(), kappa = _response.Along(Sigma(z[0].Magnitude).Real, [.. z.Select(Sigma)]);
        int half = z.Length, n = 2 * half;
        Complex[][][] parts = new Complex[Chunks][][];
        Parallel.For(0, Chunks, new ParallelOptions { MaxDegreeOfParallelism = _threads }, chunk =>
        {
            Complex[][] sums = [.. Enumerable.Range(0, 8).Select(_ => new Complex[n])];
            for (int i = chunk; i < half; i += Chunks)
                for (int j = 0; j < n; j++)
                {
                    bool upper = j < half;
                    Complex otherZ = upper ? z[j] : Complex.Conjugate(z[n - 1 - j]), otherKappa = upper ? kappa[j] : Complex.Conjugate(kappa[n - 1 - j]);
                    Complex[] values = Values(z[i], kappa[i], otherZ, otherKappa);
                    for (int v = 0; v < 8; v++)
                        sums[v][(i + j + 1) % n] += values[v];
                }
            parts[chunk] = sums;
        });
        Complex[] roots = [.. Enumerable.Range(0, n).Select(d => Complex.FromPolarCoordinates(1, 2 * Math.PI * d / n))];
        Complex[][] total = [.. Enumerable.Range(0, 8).Select(v => Enumerable.Range(0, n).Select(d => parts.Aggregate(Complex.Zero, (sum, part) => sum + part[v][d])).ToArray())];
        return [.. Enumerable.Range(0, _circle + 1).Select(t =>
        {
            double scale = 2 * Math.Pow(Alias, 2.0 * t / n) / ((double)n * n);
            return Read([.. total.Select(sum => scale * Enumerable.Range(0, n).Sum(d => (sum[d] * roots[(int)((long)d * t % n)]).Real))]);
        })];
    }

    private Complex[] Values(Complex z, Complex kappa, Complex otherZ, Complex otherKappa)
    {
        LazyCorrelations c = _response.Correlations(kappa, otherKappa, z * otherZ / ((z - 1) * (otherZ - 1)));
        Complex train = _reuse ? _response.SampleResponse(kappa) * _response.SampleResponse(otherKappa) : 1;
        return [c.Own, c.Cross, train * c.Own, train * c.Cross, c.Weights, c.OwnNoise, c.CrossNoise, c.WeightNoise];
    }

    private static Moments Read(double[] sums) => new(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]);
}
