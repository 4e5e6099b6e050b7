using ScalingTools.RandomFeatures;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// The mean-field equations of discrete steps, solved in one pass through time: row t of every matrix follows from the rows before it, so nothing is iterated.
/// </summary>
/// <remarks>
/// <para>
/// Source: arXiv:2409.17858, App. C and D. With Θ(t, s) = η for s &lt; t, X_&lt; the part below the diagonal, and R_1 = I, C_1 = diag(C_0), P = B for fresh samples:
/// </para>
/// <para>
/// H_w = Θ + ηγ Θ C_3&lt; H_w, C_w = H_w C_3 H_wᵀ, G = H_w + ηγ C_w&lt;, K = G R_3 R_1, H_k = (I + λ_k K)^-1, S_p = Σ_k λ_k^p H_k;
/// R_1 = I - S_1 G R_3 R_1/P, R_3 = I - R_1 S_1 G R_3/N;
/// V_k = H_k [w*_k² 11ᵀ + G C_3 Gᵀ/N + λ_k G R_3 C_1 (G R_3)ᵀ/P] H_kᵀ, W_p = Σ_k λ_k^p V_k;
/// C_0 = W_1, C_1 = R_1 C_0 R_1ᵀ, C_3 = R_3 C_2 R_3ᵀ, C_2 = R_1 W_2 R_1ᵀ - [J C_1 + (J C_1)ᵀ]/P + S C_1/P with J = R_1 S_2 G R_3 and S = Σ_k λ_k.
/// </para>
/// <para>
/// G and K have nothing on the diagonal, R_1 and R_3 ones. Two students with features of their own share the noise of the samples alone: their covariance obeys the
/// same equations without C_3. Work is O(nodes T³), shared by threads over nodes, whose sums are taken in order: bits do not depend on threads. Memory is 8 T² bytes a
/// node, and 12 T² for an ensemble.
/// </para>
/// </remarks>
internal sealed class MeanFieldMarch
{
    // Below this many products a row, threads cost more than they bring.
    private const int LeastParallelWork = 1 << 16;
    private const int SharedMatrices = 13;

    private readonly MeanFieldSetting _setting;
    private readonly MeanFieldNode[] _nodes;
    private readonly MeanFieldSums _sums;
    private readonly int _length, _threads;
    private readonly double _perWidth, _perSample, _trace;
    private readonly bool _reuse;
    // By the symbols above; of the symmetric ones the lower half.
    private readonly CausalMatrix _hw, _g, _gr3, _k, _r1, _r3, _c0, _c1, _c2, _c3, _s1g, _s2gr3, _j, _w2, _cross0, _cross1;
    private readonly double[] _d, _crossD, _featureNoise, _sampleNoise, _crossNoise, _cw, _x, _y, _z;
    private readonly double[][] _scratch;

    /// <summary>Ready for t = 0.</summary>
    /// <param name="bins">Modes.</param>
    /// <param name="setting">T, η, γ, μ, N, P, B.</param>
    public MeanFieldMarch(SpectrumBins bins, MeanFieldSetting setting)
    {
        _setting = setting;
        _reuse = setting.SampleCount is not null;
        int times = setting.Steps + 1;
        _length = CausalMatrix.Padded(times);
        _perWidth = 1.0 / setting.Width ?? 0;
        _perSample = 1.0 / setting.SampleCount ?? 1.0 / setting.BatchSize ?? 0;
        _nodes = [.. Enumerable.Range(0, bins.Length).Select(i => new MeanFieldNode(bins.Eigenvalue[i], bins.Count[i], bins.Power[i], times, setting.Ensemble))];
        _trace = bins.Trace;
        _sums = new(_length);
        _threads = Math.Min(_nodes.Length, setting.Threads > 0 ? setting.Threads : Environment.ProcessorCount);
        _scratch = [.. Enumerable.Range(0, _threads).Select(_ => new double[5 * _length])];
        (_d, _crossD, _featureNoise, _sampleNoise, _crossNoise) = (Vector(), Vector(), Vector(), Vector(), Vector());
        (_cw, _x, _y, _z) = (Vector(), Vector(), Vector(), Vector());
        (_hw, _g, _gr3, _k, _r3, _c2, _c3) = (Matrix(true), Matrix(true), Matrix(true), Matrix(true), Matrix(true), Matrix(true), Matrix(true));
        (_r1, _c0, _c1, _s1g, _s2gr3, _j, _w2) = (Matrix(_reuse), Matrix(_reuse), Matrix(_reuse), Matrix(_reuse), Matrix(_reuse), Matrix(_reuse), Matrix(_reuse));
        (_cross0, _cross1) = (Matrix(_reuse && setting.Ensemble), Matrix(_reuse && setting.Ensemble));

        double[] Vector() => new double[_length];
        CausalMatrix Matrix(bool used) => new(used ? times : 1);
    }

    /// <summary>About how many bytes a march keeps.</summary>
    public static double Bytes(int nodes, long times, bool ensemble) => 8.0 * (nodes * MeanFieldNode.Size(times, ensemble) + SharedMatrices * CausalMatrix.Size(times));

    /// <summary>K, as far as it is solved: H_k = (I + λ_k K)^-1.</summary>
    public CausalMatrix Kernel => _k;

    /// <summary>Losses at t = 0, 1, …, T in turn.</summary>
    /// <param name="ensembleSize">E; a setting that is not of an ensemble has one student.</param>
    public IEnumerable<MeanFieldMoment> Moments(double ensembleSize = 1)
    {
        for (int t = 0; t <= _setting.Steps; t++)
        {
            MoveWeights(t);
            MakeNoise(t);
            AdvanceNodes(t);
            double test = _sums.Covariance[t], train = test, cross = _sums.Cross[t], crossTrain = cross;
            _d[t] = test;
            _crossD[t] = cross;
            if (_reuse)
                (train, crossTrain) = ReuseSamples(t);
            else
                TakeFreshSamples(t);
            if (_perWidth == 0)
                Copy(_c2.Row(t), _c3.Row(t));
            else
                Congruence(_r3, _c2, t, _c3.Row(t));
            yield return new MeanFieldMoment(Mean(test, cross), Mean(train, crossTrain), _cw[t]);
        }

        // E students: the mean of E² correlations, E of them of a student with itself
        double Mean(double own, double cross) => _setting.Ensemble ? cross + (own - cross) / ensembleSize : own;
    }

    // H_w(t, ·) = H_w(t-1, ·) + η e_{t-1} + η²γ C_3<(t-1, ·) H_w, C_w = H_w C_3 H_wᵀ, G = H_w + ηγ C_w<, K = G R_3 R_1
    private void MoveWeights(int t)
    {
        Span<double> hw = _hw.Row(t), g = _g.Row(t);
        if (t > 0 && _setting.Richness > 0)
        {
            Strict(_c3.Row(t - 1), t - 1, _x);
            _hw.LeftProduct(t - 1, _x, _y);
            double rate = _setting.LearningRate * _setting.LearningRate * _setting.Richness;
            Span<double> last = _hw.Row(t - 1);
            for (int s = 0; s < t - 1; s++)
                hw[s] = last[s] + rate * _y[s];
            hw[t - 1] = _setting.LearningRate;
        }
        else
            for (int s = 0; s < t; s++)
                hw[s] = _setting.Response(t - s);
        Congruence(_hw, _c3, t, _cw);
        for (int s = 0; s < t; s++)
            g[s] = hw[s] + _setting.LearningRate * _setting.Richness * _cw[s];
        if (_perWidth == 0)
            Copy(g, _gr3.Row(t));
        else
            Multiply(_r3, t, g, _gr3.Row(t));
        if (_reuse)
            Multiply(_r1, t, _gr3.Row(t), _k.Row(t));
        else
            Copy(_gr3.Row(t), _k.Row(t));
    }

    // Rows of G C_3 Gᵀ/N, of G R_3 C_1 (G R_3)ᵀ/P, and of the latter for two students.
    private void MakeNoise(int t)
    {
        if (_perWidth > 0)
            Scale(_perWidth, Congruence(_g, _c3, t, _featureNoise), t);
        if (_perSample == 0)
            return;
        if (_reuse)
            Scale(_perSample, Congruence(_gr3, _c1, t, _sampleNoise), t);
        else
            Scale(_perSample, DiagonalCongruence(_d, t, _sampleNoise), t);
        if (!_setting.Ensemble)
            return;
        if (_reuse)
            Scale(_perSample, Congruence(_gr3, _cross1, t, _crossNoise), t);
        else
            Scale(_perSample, DiagonalCongruence(_crossD, t, _crossNoise), t);
    }

    private void AdvanceNodes(int t)
    {
        int threads = (long)t * t * _nodes.Length > LeastParallelWork ? _threads : 1;
        if (threads == 1)
            Advance(0, 1);
        else
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread => Advance(thread, threads));
        _sums.Clear();
        foreach (MeanFieldNode node in _nodes)
            node.AddTo(t, _sums);

        void Advance(int thread, int of)
        {
            for (int i = thread; i < _nodes.Length; i += of)
                _nodes[i].Advance(t, _k.Row(t), _featureNoise, _sampleNoise, _crossNoise, _scratch[thread]);
        }
    }

    // R_1 = I: R_3 = I - S_1 G R_3/N, C_2 = W_2 - [S_2 K D + (S_2 K D)ᵀ]/B + S D/B
    private void TakeFreshSamples(int t)
    {
        if (_perWidth > 0)
        {
            _g.LeftProduct(t + 1, _sums.Response, _x);
            AnswerFeatures(t, _x);
        }
        Span<double> c2 = _c2.Row(t);
        Copy(_sums.SquareCovariance.AsSpan(0, c2.Length), c2);
        if (_perSample == 0)
            return;
        _k.LeftProduct(t + 1, _sums.SquareResponse, _x);
        for (int s = 0; s < t; s++)
            c2[s] -= _perSample * _x[s] * _d[s];
        c2[t] += _perSample * _trace * _d[t];
    }

    private (double Train, double CrossTrain) ReuseSamples(int t)
    {
        // R_1(t, ·) = e_t - (S_1 G R_3)(t, ·) R_1/P, R_3(t, ·) = e_t - R_1(t, ·) (S_1 G) R_3/N
        _gr3.LeftProduct(t + 1, _sums.Response, _x);
        Strict(_x, t, _y);
        Span<double> r1 = _r1.Row(t);
        Multiply(_r1, t, _y, r1);
        Scale(-_perSample, r1, t);
        r1[t] = 1;
        Multiply(_g, t + 1, _sums.Response, _s1g.Row(t));
        if (_perWidth > 0)
        {
            _s1g.LeftProduct(t + 1, r1, _x);
            AnswerFeatures(t, _x);
        }

        // C_1 = R_1 C_0 R_1ᵀ
        Copy(_sums.Covariance, _c0.Row(t));
        Congruence(_r1, _c0, t, _c1.Row(t));
        if (_setting.Ensemble)
        {
            Copy(_sums.Cross, _cross0.Row(t));
            Congruence(_r1, _cross0, t, _cross1.Row(t));
        }

        // C_2 = R_1 W_2 R_1ᵀ - [J C_1 + (J C_1)ᵀ]/P + S C_1/P
        Copy(_sums.SquareCovariance, _w2.Row(t));
        Span<double> c2 = _c2.Row(t), c1 = _c1.Row(t);
        Congruence(_r1, _w2, t, c2);
        Multiply(_gr3, t + 1, _sums.SquareResponse, _s2gr3.Row(t));
        Multiply(_s2gr3, t + 1, r1, _j.Row(t));
        _c1.SymmetricProduct(t + 1, _j.Row(t), _x, _z);
        _j.Product(t + 1, c1, _y);
        for (int s = 0; s <= t; s++)
            c2[s] += _perSample * (_trace * c1[s] - _x[s] - _y[s]);
        return (c1[t], _setting.Ensemble ? _cross1[t, t] : 0);
    }

    // R_3(t, ·) = e_t - x R_3/N
    private void AnswerFeatures(int t, double[] x)
    {
        Strict(x, t, _y);
        Span<double> r3 = _r3.Row(t);
        Multiply(_r3, t, _y, r3);
        Scale(-_perWidth, r3, t);
        r3[t] = 1;
    }

    // Row t of L S Lᵀ, up to t; a missing row t of S is met by a 0 on the diagonal of L.
    private Span<double> Congruence(CausalMatrix l, CausalMatrix s, int t, Span<double> result)
    {
        s.SymmetricProduct(t + 1, l.Row(t), _x, _z);
        return Finish(l, t, result);
    }

    // Row t of K D Kᵀ
    private Span<double> DiagonalCongruence(double[] d, int t, Span<double> result)
    {
        Span<double> k = _k.Row(t);
        for (int s = 0; s <= t; s++)
            _x[s] = k[s] * d[s];
        return Finish(_k, t, result);
    }

    // L x, cut to times up to t
    private Span<double> Finish(CausalMatrix l, int t, Span<double> result)
    {
        _x.AsSpan(t + 1).Clear();
        l.Product(t + 1, _x, _y);
        _y.AsSpan(0, t + 1).CopyTo(result);
        return result;
    }

    // x L, from the first rows
    private void Multiply(CausalMatrix l, int rows, ReadOnlySpan<double> x, Span<double> result)
    {
        l.LeftProduct(rows, x, _z);
        _z.AsSpan(0, Math.Min(result.Length, CausalMatrix.Padded(rows))).CopyTo(result);
    }

    private static void Copy(ReadOnlySpan<double> from, Span<double> to) => from[..to.Length].CopyTo(to);

    private static void Strict(ReadOnlySpan<double> row, int count, double[] result)
    {
        Array.Clear(result);
        row[..count].CopyTo(result);
    }

    private static void Scale(double factor, Span<double> row, int last)
    {
        for (int s = 0; s <= last; s++)
            row[s] *= factor;
    }
}
