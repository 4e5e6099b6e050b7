using System.Numerics;

namespace ScalingTools.RandomFeatures;

/// <summary>Losses of random features under gradient flow at any time: the mean-field equations are algebraic in the frequency domain and are transformed back.</summary>
/// <remarks>
/// <para>
/// Source: arXiv:2402.01092, its two-time functions. In the notation of <see cref="LazyResponse"/> and <see cref="LazyPair"/>, with B_0 = κκ'/(ss') Σ λ w*²/(…) and
/// B_2 = κκ'/(ss') Σ λ² w*²/(…), the correlations of errors C_0, of train errors C_1 = R_1R_1' C_0 and of weights C_w are
/// </para>
/// <para>C_w (1 - A_2/N) = B_2/(κκ') + A_1 C_0/P,  C_0 (1 - A_2/P) = B_0 + κκ' A_1 C_w/N,  and C_0 (1 - A_2/P) = B_0 between two students.</para>
/// <para>Losses are C(t, t), by a transform in each of the two frequencies: right to 1e-8 of the loss (tested against closed forms and the time domain).</para>
/// </remarks>
internal sealed class LazyFlow
{
    private readonly SpectrumBins _bins;
    private readonly LazyResponse _response;
    private readonly double _rate, _perWidth, _perSample, _ensemble;

    /// <summary>Gradient flow of N features on P samples, both null for infinitely many.</summary>
    public LazyFlow(SpectrumBins bins, double learningRate, int? width, long? samples, int ensembleSize)
    {
        (_bins, _rate, _ensemble) = (bins, learningRate, ensembleSize);
        (_perWidth, _perSample) = (1.0 / width ?? 0, 1.0 / samples ?? 0);
        _response = new(bins, width, samples);
    }

    /// <summary>Test loss, train loss and |w|²/N at a time.</summary>
    public (double Test, double Train, double Norm) At(double time)
    {
        if (time == 0 || (_perWidth == 0 && _perSample == 0))
            return Population(time);
        // σ = s/η: time in units of 1/η
        double t = _rate * time;
        (Complex[] sigma, Complex[] kappa) = Frequencies(t);
        Complex test = 0, train = 0, norm = 0;
        for (int i = 0; i < sigma.Length; i++)
            for (int j = 0; j < 2 * sigma.Length; j++)
            {
                bool conjugate = j >= sigma.Length;
                int m = conjugate ? j - sigma.Length : j;
                Complex weight = Weight(i) * (conjugate ? Complex.Conjugate(Weight(m)) : Weight(m)) / (t * t);
                Complex otherSigma = conjugate ? Complex.Conjugate(sigma[m]) : sigma[m], otherKappa = conjugate ? Complex.Conjugate(kappa[m]) : kappa[m];
                (Complex c0, Complex cross, Complex cw) = Correlations(sigma[i], kappa[i], otherSigma, otherKappa);
                Complex mean = cross + (c0 - cross) / _ensemble;
                test += weight * mean;
                train += weight * mean * _response.SampleResponse(kappa[i]) * _response.SampleResponse(otherKappa);
                norm += weight * cw;
            }
        return (2 * test.Real, 2 * train.Real, 2 * norm.Real);

        static Complex Weight(int i) => TalbotContour.Nodes[i].Weight;
    }

    /// <summary>Mode errors H_k(t) = E v_k(t)/w*_k at a time, from H_k(s) = κ/(s(κ + λ_k)).</summary>
    public double[] ModeErrors(double time, IReadOnlyList<double> eigenvalues)
    {
        if (time == 0 || (_perWidth == 0 && _perSample == 0))
            return [.. eigenvalues.Select(lambda => Math.Exp(-_rate * lambda * time))];
        double t = _rate * time;
        (Complex[] sigma, Complex[] kappa) = Frequencies(t);
        return [.. eigenvalues.Select(lambda => 2 / t * sigma.Select((s, i) => TalbotContour.Nodes[i].Weight * kappa[i] / (s * (kappa[i] + lambda))).Aggregate(Complex.Add).Real)];
    }

    private (Complex[] Sigma, Complex[] Kappa) Frequencies(double t)
    {
        Complex[] sigma = [.. TalbotContour.Nodes.Select(node => node.Point / t)];
        return (sigma, _response.Along(TalbotContour.Crossing / t, sigma));
    }

    private (Complex Own, Complex Cross, Complex Weights) Correlations(Complex sigma, Complex kappa, Complex otherSigma, Complex otherKappa)
    {
        LazyPair pair = _response.Pair(kappa, otherKappa);
        Complex scale = kappa * otherKappa, times = sigma * otherSigma;
        Complex bias = scale / times * pair.Signal, push = pair.SquareSignal / times; // B_0, B_2/(κκ')
        Complex width = 1 - _perWidth * pair.Square, samples = 1 - _perSample * pair.Square;
        Complex spread = _perWidth * scale * pair.Linear / width; // C_0 (1 - A_2/P) = B_0 + spread (push + A_1 C_0/P)
        Complex own = (bias + spread * push) / (samples - spread * _perSample * pair.Linear);
        return (own, bias / samples, (push + _perSample * pair.Linear * own) / width);
    }

    // v_k = w*_k e^{-ηλt}
    private (double Test, double Train, double Norm) Population(double time)
    {
        double test = 0, norm = 0;
        for (int b = _bins.Length - 1; b >= 0; b--)
        {
            double exponent = -_rate * _bins.Eigenvalue[b] * time, learnt = Numerics.Elementary.Expm1(exponent);
            test += _bins.Power[b] * Math.Exp(2 * exponent);
            norm += _bins.Power[b] / _bins.Eigenvalue[b] * learnt * learnt;
        }
        return (test, test, norm);
    }
}
