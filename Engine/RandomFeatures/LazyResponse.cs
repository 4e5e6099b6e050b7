using System.Numerics;

namespace ScalingTools.RandomFeatures;

/// <summary>
/// Random features in the frequency domain: one complex number κ for each frequency says everything about how N features and P samples answer, H_k = κ/(s(κ + λ_k)).
/// </summary>
/// <remarks>
/// <para>
/// Source: arXiv:2402.01092, R_1 = 1 - (1/P) Σ_k λ_k R_1R_3/h_k, R_3 = 1 - (1/N) Σ_k λ_k R_1R_3/h_k, h_k = s + ηλ_k R_1R_3. With σ = s/η and κ = σ/(R_1R_3) both sums are
/// D(κ) = Σ_k λ_k/(λ_k + κ), so that κ (1 - D/N) (1 - D/P) = σ. Discrete steps have σ = (z-1)(z-μ)/(ηz) instead.
/// </para>
/// <para>
/// κ is analytic but for -σ in the spectrum of the students' kernels, on the positive axis, whose upper edge is <see cref="LargestRate"/>.
/// </para>
/// </remarks>
internal sealed class LazyResponse
{
    private const int MostNewtonSteps = 50, PathSteps = 6, Bisections = 200;
    private const double NewtonTolerance = 1e-14;

    private readonly double[] _lambda, _count, _power;
    private readonly double _perWidth, _perSample, _trace;

    /// <summary>The response of N features and P samples; null for infinitely many.</summary>
    public LazyResponse(SpectrumBins bins, double? width, double? samples)
    {
        (_lambda, _count, _power) = (bins.Eigenvalue.ToArray(), bins.Count.ToArray(), bins.Power.ToArray());
        (_perWidth, _perSample, _trace) = (1 / width ?? 0, 1 / samples ?? 0, bins.Trace);
    }

    /// <summary>R_1 = 1 - D(κ)/P.</summary>
    public Complex SampleResponse(Complex kappa) => 1 - _perSample * Degrees(kappa).Value;

    /// <summary>κ along a path of frequencies that starts on the positive axis.</summary>
    /// <param name="start">A positive σ.</param>
    /// <param name="path">σ of the points wanted, each to be reached on a straight line from the last without touching the spectrum.</param>
    /// <exception cref="ScalingException">NotConverged.</exception>
    public Complex[] Along(double start, IReadOnlyList<Complex> path)
    {
        Complex last = start, kappa = OnAxis(start);
        Complex[] found = new Complex[path.Count];
        for (int i = 0; i < found.Length; i++)
        {
            for (int step = 1; step <= PathSteps; step++)
                kappa = Newton(last + (path[i] - last) * step / PathSteps, kappa);
            (found[i], last) = (kappa, path[i]);
        }
        return found;
    }

    /// <summary>κ for σ > 0: the one root with D below N and P.</summary>
    public double OnAxis(double sigma)
    {
        double lower = sigma, upper = sigma + _trace * (_perWidth + _perSample); // D ≤ Σλ/κ
        for (int i = 0; i < Bisections && upper - lower > 1e-15 * upper; i++)
        {
            double middle = lower > 0 && upper > 2 * lower ? Math.Sqrt(lower * upper) : (lower + upper) / 2, degrees = Degrees(middle).Value.Real;
            double features = 1 - _perWidth * degrees, samples = 1 - _perSample * degrees;
            if (features > 0 && samples > 0 && middle * features * samples > sigma)
                upper = middle;
            else
                lower = middle;
        }
        return upper;
    }

    /// <summary>The largest decay rate of any mode at η = 1: the minimum over κ > λ_1 of κ (1 + (1/N) Σ λ/(κ-λ)) (1 + (1/P) Σ λ/(κ-λ)).</summary>
    public double LargestRate()
    {
        double top = _lambda.Max();
        if (_perWidth == 0 && _perSample == 0)
            return top;
        // ln(κ - λ_1), where the function falls and then rises
        double low = Math.Log(top * 1e-12), high = Math.Log(top + _trace * (1 + 10 * (_perWidth + _perSample)));
        const double Golden = 0.6180339887498949;
        while (high - low > 1e-9)
        {
            double left = high - Golden * (high - low), right = low + Golden * (high - low);
            if (Rate(top + Math.Exp(left)) < Rate(top + Math.Exp(right)))
                high = right;
            else
                low = left;
        }
        return Rate(top + Math.Exp((low + high) / 2));

        double Rate(double kappa)
        {
            double sum = 0;
            for (int b = 0; b < _lambda.Length; b++)
                sum += _count[b] * _lambda[b] / (kappa - _lambda[b]);
            return kappa * (1 + _perWidth * sum) * (1 + _perSample * sum);
        }
    }

    /// <summary>The mean-field equations of two frequencies, which are linear.</summary>
    /// <remarks>
    /// With A_p = Σ_k λ_k^p/((κ + λ_k)(κ' + λ_k)) and B_p = e Σ_k λ_k^p (w*_k)²/((κ + λ_k)(κ' + λ_k)), e = 1/(ss') for flow:
    /// C_w (1 - A_2/N) = B_2 + A_1 C_0/P + A_1 D/B, C_0 (1 - A_2/P) = κκ' (B_1 + A_1 C_w/N) + A_2 D/B, where D is the transform of C_0(t, t), and two students lack the
    /// term of C_w.
    /// </remarks>
    /// <param name="kappa">κ.</param>
    /// <param name="other">κ'.</param>
    /// <param name="start">e, the transform of a start at rest.</param>
    public LazyCorrelations Correlations(Complex kappa, Complex other, Complex start)
    {
        Complex linear = 0, square = 0, signal = 0, squareSignal = 0;
        for (int b = 0; b < _lambda.Length; b++)
        {
            Complex product = Reciprocal((kappa + _lambda[b]) * (other + _lambda[b]));
            linear += _count[b] * _lambda[b] * product;
            square += _count[b] * _lambda[b] * _lambda[b] * product;
            signal += _power[b] * product;
            squareSignal += _lambda[b] * _power[b] * product;
        }
        Complex scale = kappa * other, bias = scale * start * signal, push = start * squareSignal;
        Complex width = 1 - _perWidth * square, samples = 1 - _perSample * square;
        Complex spread = _perWidth * scale * linear / width; // C_0 (1 - A_2/P) = κκ'B_1 + spread (B_2 + A_1 C_0/P)
        Complex own = (bias + spread * push) / (samples - spread * _perSample * linear);
        return new(own, bias / samples, (push + _perSample * linear * own) / width, square + spread * linear, square, linear / width);
    }

    // D(κ) and its derivative
    private (Complex Value, Complex Slope) Degrees(Complex kappa)
    {
        Complex value = 0, slope = 0;
        for (int b = 0; b < _lambda.Length; b++)
        {
            Complex part = Reciprocal(kappa + _lambda[b]), term = _count[b] * _lambda[b] * part;
            value += term;
            slope -= term * part;
        }
        return (value, slope);
    }

    private Complex Newton(Complex sigma, Complex kappa)
    {
        if (_perWidth == 0 && _perSample == 0)
            return sigma;
        for (int i = 0; i < MostNewtonSteps; i++)
        {
            (Complex degrees, Complex slope) = Degrees(kappa);
            Complex features = 1 - _perWidth * degrees, samples = 1 - _perSample * degrees;
            Complex step = (kappa * features * samples - sigma) / (features * samples - kappa * slope * (_perWidth * samples + _perSample * features));
            kappa -= step;
            if (Math.Abs(step.Real) + Math.Abs(step.Imaginary) <= NewtonTolerance * (Math.Abs(kappa.Real) + Math.Abs(kappa.Imaginary)))
                return kappa;
        }
        throw new ScalingException(ScalingError.NotConverged, $"The response at the frequency {sigma} was not found.", "This is a defect worth reporting; GradientDescent has another method.", sigma.Magnitude);
    }

    // Numbers here are far from overflow, so that it need not be guarded against as Complex does.
    private static Complex Reciprocal(Complex x)
    {
        double scale = 1 / (x.Real * x.Real + x.Imaginary * x.Imaginary);
        return new Complex(x.Real * scale, -x.Imaginary * scale);
    }
}
