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
        double[] gradient = new double[form.ParameterCount];
        IObjectiveModel model = ObjectiveFunction.NonlinearModel(
            (theta, u) => u.Map(x => form.LogValue(x, theta.AsArray(), gradient), Zeros.Include),
            (theta, u) =>
            {
                Matrix<double> jacobian = Matrix<double>.Build.Dense(u.Count, start.Length);
                for (int i = 0; i < u.Count; i++)
                {
                    form.LogValue(u[i], theta.AsArray(), gradient);
                    jacobian.SetRow(i, gradient);
                }
                return jacobian;
            },
            Vector<double>.Build.Dense(data.U), Vector<double>.Build.Dense(data.V), Vector<double>.Build.Dense(data.Weight));
        NonlinearMinimizationResult result = new LevenbergMarquardtMinimizer(maximumIterations: Iterations)
            .FindMinimum(model, start, isFixed: held);
        return new CurveSolution(result.MinimizingPoint.ToArray(), result.ReasonForExit switch
        {
            ExitCondition.ExceedIterations or ExitCondition.InvalidValues => FitOutcome.NotConverged,
            _ => FitOutcome.Converged,
        });
    }
}
