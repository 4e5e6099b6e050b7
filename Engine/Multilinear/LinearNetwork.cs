using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using ScalingTools.Numerics;
using static ScalingTools.RowValue;

namespace ScalingTools.Multilinear;

/// <summary>
/// The two-layer linear network f(x) = W_2 W_1 x trained on any input-output correlation Σ = E[x f*(x)ᵀ] = U Λ Vᵀ: its modes
/// a_k b_k(T) = λ_k / (1 + (λ_k/(a_k b_k(0)) - 1) e^{-2ηλ_k T}) grow as those of the multilinear model with λ_k in place of P_s(k)S.
/// </summary>
/// <remarks>
/// Source: Saxe, McClelland and Ganguli 2014; Nam et al. 2024, App. B.2, Eq. 45–48. Inputs are white, E[x xᵀ] = 1, and the loss is
/// ½ E|f* - f|² = ½ |Σᵀ - W_2 W_1|² + constant. Gradient descent starts balanced and aligned with the modes,
/// W_1 = Q diag(√r) Uᵀ, W_2 = V diag(√r) Qᵀ with a random rotation Q, as Eq. 47 supposes; it differs from the closed form by O(η).
/// </remarks>
public static class LinearNetwork
{
    /// <summary>One row for each of the min(d_1, d_3) modes, time after time; modes beyond d_2 stay at 0.</summary>
    /// <param name="options">Σ, d_2, r, η, times and method.</param>
    /// <param name="progress">Told how far the run is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">An option out of range; gradient descent diverged.</exception>
    public static IEnumerable<LinearNetworkMode> Run(LinearNetworkOptions options,
        IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Rows();

        IEnumerable<LinearNetworkMode> Rows()
        {
            Modes modes = Decompose(options);
            bool descent = options.Method == MultilinearMethod.GradientDescent;
            double[] times = [.. options.Times.Select(t => Guard.Time(t)).Select(t => descent ? Math.Round(t) : t).Distinct().Order()];
            if (times.Length == 0)
                throw Guard.OutOfRange(nameof(options.Times), "none", "a list of at least one time");
            if (descent && double.IsPositiveInfinity(times[^1]))
                throw new ScalingException(ScalingError.TooLarge, "Gradient descent cannot make infinitely many steps.", "Use Method ClosedForm for T = infinity.");
            string id = RunId.Of(nameof(LinearNetwork), options.Method, options.Seed, modes.Width, options.InitialStrength, options.LearningRate,
                string.Join(',', options.Correlation.Cast<double>()));
            IEnumerable<Func<int, double>> strengths = descent
                ? Descend(options, modes, times, cancellation)
                : times.Select(t => new Func<int, double>(k => ClosedForm(options, modes, k, t)));
            int j = 0;
            foreach (Func<int, double> strength in strengths)
            {
                for (int k = 0; k < modes.Lambda.Count; k++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    double value = strength(k), lambda = modes.Lambda[k];
                    yield return new LinearNetworkMode
                    {
                        Method = options.Method,
                        Seed = descent ? options.Seed : null,
                        HiddenWidth = modes.Width,
                        InitialStrength = options.InitialStrength,
                        LearningRate = options.LearningRate,
                        Time = Finite(times[j]),
                        Mode = k + 1,
                        SingularValue = lambda,
                        Strength = double.IsFinite(value) ? value : throw new ScalingException(ScalingError.Diverged,
                            $"Gradient descent diverged at LearningRate = {Guard.Text(options.LearningRate)}.",
                            "Discrete steps are stable for LearningRate well below 1/(largest singular value).", options.LearningRate),
                        RelativeStrength = lambda > 0 ? value / lambda : null,
                        Theory = ClosedForm(options, modes, k, times[j]),
                        Run = id,
                    };
                }
                j++;
                progress?.Report(new ScalingProgress((double)j / times.Length, "Linear network"));
            }
        }
    }

    // Σ = U Λ Vᵀ, thin: U (d_1, m), V (d_3, m), m = min(d_1, d_3), of which the first Width are learnt.
    private sealed record Modes(Matrix<double> U, Vector<double> Lambda, Matrix<double> V, int Width);

    private static Modes Decompose(LinearNetworkOptions options)
    {
        Guard.Positive(options.LearningRate);
        Matrix<double> sigma = DenseMatrix.OfArray(options.Correlation ?? throw Guard.OutOfRange(nameof(options.Correlation), "nothing", "a matrix"));
        foreach (double x in sigma.Enumerate())
            if (!double.IsFinite(x))
                throw new ScalingException(ScalingError.NotFinite, "The correlation matrix holds a value that is not a finite number.", "Remove or repair it.", x);
        if (options.Method == MultilinearMethod.Sgd)
            throw new ScalingException(ScalingError.InconsistentInput, "The linear network has no Sgd.", "Use ClosedForm or GradientDescent.", options.Method);
        int most = Math.Min(sigma.RowCount, sigma.ColumnCount);
        int width = options.HiddenWidth is { } w ? (int)Math.Min(Guard.Positive((long)w, nameof(options.HiddenWidth)), most) : most;
        var svd = sigma.Svd();
        double smallest = svd.S[width - 1];
        if (!(options.InitialStrength > 0 && options.InitialStrength < smallest))
            throw new ScalingException(ScalingError.InitialStrengthOutOfRange,
                $"InitialStrength must lie between 0 and the smallest singular value of the {width} modes, {Guard.Text(smallest)}; got {Guard.Text(options.InitialStrength)}.",
                "Make it smaller, or give a HiddenWidth that leaves the smallest modes out.", options.InitialStrength);
        return new Modes(svd.U.SubMatrix(0, sigma.RowCount, 0, most), svd.S, svd.VT.SubMatrix(0, most, 0, sigma.ColumnCount).Transpose(), width);
    }

    // Eq. 48: the multilinear model with S = λ_k and ρ = 1.
    private static double ClosedForm(LinearNetworkOptions options, Modes modes, int mode, double time) => mode >= modes.Width ? 0
        : new MultilinearFlow(MultilinearModelKind.Multilinear, modes.Lambda[mode], options.InitialStrength, options.LearningRate).Strength(1, time);

    // W_1 ← W_1 + η W_2ᵀ E, W_2 ← W_2 + η E W_1ᵀ with E = Σᵀ - W_2 W_1: W_1 (d_2, d_1), W_2 (d_3, d_2)
    private static IEnumerable<Func<int, double>> Descend(LinearNetworkOptions options, Modes modes, double[] times, CancellationToken cancellation)
    {
        Matrix<double> target = DenseMatrix.OfArray(options.Correlation).Transpose();                       // (d_3, d_1)
        Matrix<double> rotation = Rotation(modes.Width, options.Seed) * Math.Sqrt(options.InitialStrength); // (d_2, d_2)
        Matrix<double> w1 = rotation * modes.U.SubMatrix(0, modes.U.RowCount, 0, modes.Width).Transpose();
        Matrix<double> w2 = modes.V.SubMatrix(0, modes.V.RowCount, 0, modes.Width) * rotation.Transpose();
        long done = 0;
        foreach (double time in times)
        {
            for (; done < time; done++)
            {
                cancellation.ThrowIfCancellationRequested();
                Matrix<double> error = target - w2 * w1;
                (w1, w2) = (w1 + options.LearningRate * w2.TransposeThisAndMultiply(error), w2 + options.LearningRate * error.TransposeAndMultiply(w1));
            }
            Matrix<double> product = w2 * w1; // (d_3, d_1)
            yield return k => modes.V.Column(k) * product * modes.U.Column(k);
        }
    }

    // The orthogonal factor of a Gaussian matrix.
    private static Matrix<double> Rotation(int size, long seed)
    {
        RandomStream stream = new(seed, purpose: RandomPurpose.Initialization);
        return DenseMatrix.Create(size, size, (_, _) => stream.NextGaussian()).QR().Q;
    }
}
