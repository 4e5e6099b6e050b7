using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace ScalingTools.Measurement;

/// <summary>min_θ Σ w (v - ln f(u; θ))² by Levenberg–Marquardt (Math.NET) with the form's analytic Jacobian.</summary>
internal static class LogLeastSquares
{
    private const int Iterations = 500;

    /// <summary>θ at the minimum next to the start; the outcome is Converged or NotConverged.</summary>
    /// <param name="form">ln f and its gradient.</param>
    /// <param name="data">At least as many observations as unknowns.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="held">Unknowns that keep their start value; null for none.</param>
    public static CurveSolution Minimize(CurveForm form, CurveData data, double[] start, bool[]? held = null)
    {
        int n = data.U.Length, k = form.ParameterCount;
        double[] root = Array.ConvertAll(data.Weight, Math.Sqrt), gradient = new double[k];
        // Weights go into the model, √w ln f against √w v: Math.NET would hold them as an (n, n) matrix.
        IObjectiveModel model = ObjectiveFunction.NonlinearModel(
            (theta, _) =>
            {
                double[] values = new double[n];
                for (int i = 0; i < n; i++)
                    values[i] = root[i] * form.LogValue(data.U[i], theta.AsArray(), gradient);
                return Vector<double>.Build.Dense(values);
            },
            (theta, _) =>
            {
                double[] jacobian = new double[n * k]; // (n, k), column by column
                for (int i = 0; i < n; i++)
                {
                    form.LogValue(data.U[i], theta.AsArray(), gradient);
                    for (int j = 0; j < k; j++)
                        jacobian[j * n + i] = root[i] * gradient[j];
                }
                return Matrix<double>.Build.Dense(n, k, jacobian);
            },
            Vector<double>.Build.Dense(data.U), Vector<double>.Build.Dense(n, i => root[i] * data.V[i]));
        NonlinearMinimizationResult result = new LevenbergMarquardtMinimizer(maximumIterations: Iterations)
            .FindMinimum(model, start, isFixed: held);
        return new CurveSolution(result.MinimizingPoint.ToArray(), result.ReasonForExit switch
        {
            ExitCondition.ExceedIterations or ExitCondition.InvalidValues => FitOutcome.NotConverged,
            _ => FitOutcome.Converged,
        });
    }
}
