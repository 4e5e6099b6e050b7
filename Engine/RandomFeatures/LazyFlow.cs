using System.Numerics;

namespace ScalingTools.RandomFeatures;

/// <summary>Losses of random features under gradient flow at any time: the mean-field equations are algebraic in the frequency domain and are transformed back.</summary>
/// <remarks>
/// <para>Source: arXiv:2402.01092, its two-time functions, which are <see cref="LazyResponse.Correlations"/>; those of train errors are C_1 = R_1R_1' C_0.</para>
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
                LazyCorrelations c = _response.Correlations(kappa[i], otherKappa, 1 / (sigma[i] * otherSigma));
                Complex mean = c.Cross + (c.Own - c.Cross) / _ensemble;
                test += weight * mean;
                train += weight * mean * _response.SampleResponse(kappa[i]) * _response.SampleResponse(otherKappa);
                norm += weight * c.Weights;
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
