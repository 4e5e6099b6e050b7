using MathNet.Numerics;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Tests.TeacherStudent;

public class HermiteExpansionTests
{
    [Fact]
    public void Normalised_polynomials_are_orthonormal()
    {
        GaussianQuadrature rule = new(GaussianQuadrature.CoarseWidth, []);
        double[] values = new double[41];
        double[,] products = new double[41, 41];
        for (int n = 0; n < rule.Nodes.Length; n++)
        {
            HermitePolynomials.Values(rule.Nodes[n], values);
            for (int i = 0; i <= 40; i++)
                for (int j = 0; j <= 40; j++)
                    products[i, j] += rule.Weights[n] * values[i] * values[j];
        }
        for (int i = 0; i <= 40; i++)
            for (int j = 0; j <= 40; j++)
                Assert.Equal(i == j ? 1 : 0, products[i, j], 1e-12);
        Assert.Equal((81 - 6 * 9 + 3) / Math.Sqrt(24), HermitePolynomials.Value(4, 3), 1e-13); // He_4 = z⁴ - 6z² + 3
    }

    [Fact]
    public void The_coefficients_of_relu_are_those_of_its_closed_form()
    {
        // α_0 = 1/√(2π), α_1 = ½, α_2n = (-1)^{n+1} √(2n)!/(2^n n! √(2π) (2n-1)), odd ones beyond 1 are 0
        HermiteExpansion expansion = ActivationFunction.Relu.Expansion;
        Assert.Equal(0.5, expansion.Coefficients[1], 1e-14);
        Assert.Equal(0.5, expansion.SquareNorm, 1e-14);
        for (int n = 0; n <= 64; n++)
        {
            double exact = (n % 2 == 0 ? -1 : 1) * Math.Exp(SpecialFunctions.GammaLn(2 * n + 1) / 2 - n * Math.Log(2) - SpecialFunctions.GammaLn(n + 1)) / Math.Sqrt(2 * Math.PI) / (2 * n - 1);
            Assert.Equal(exact, expansion.Coefficients[2 * n], 2e-14);
            if (n is > 0 and < 64)
                Assert.Equal(0, expansion.Coefficients[2 * n + 1], 2e-14);
        }
        Assert.InRange(expansion.ErrorEstimate, 0, 1e-13);
    }

    [Theory]
    [InlineData("relu", 1, false)]
    [InlineData("abs", 2, true)]
    [InlineData("tanh", 1, false)]
    [InlineData("erf", 1, false)]
    [InlineData("sigmoid", 1, false)]
    [InlineData("gelu", 1, false)]
    [InlineData("swish", 1, false)]
    [InlineData("cos", 2, true)]
    [InlineData("sin", 1, false)]
    [InlineData("he3", 3, false)]
    [InlineData("he4", 4, true)]
    [InlineData("he_6", 6, true)]
    public void Information_exponent_and_parity_of_built_in_functions(string name, int exponent, bool even)
    {
        HermiteExpansion expansion = ActivationFunction.Parse(name).Expansion;
        Assert.Equal(exponent, expansion.InformationExponent);
        Assert.Equal(even, expansion.IsEven);
        Assert.Equal(name is "tanh" or "erf" or "sin" or "he3", expansion.IsOdd);
    }

    [Fact]
    public void Closed_forms_of_smooth_functions_are_met()
    {
        // cos: α_2n = (-1)^n e^{-½}/√(2n)!
        Assert.All(Enumerable.Range(0, 10), n => Assert.Equal((n % 2 == 0 ? 1 : -1) * Math.Exp(-0.5 - SpecialFunctions.GammaLn(2 * n + 1) / 2),
            ActivationFunction.Cos.Expansion.Coefficients[2 * n], 1e-14));
        Assert.Equal(2 / Math.PI * Math.Asin(2.0 / 3), ActivationFunction.Erf.Expansion.SquareNorm, 1e-14);
        Assert.Equal(0.25, ActivationFunction.Sigmoid.Expansion.Coefficients[0] / 2, 1e-14);
        Assert.InRange(ActivationFunction.Tanh.Expansion.Remainder, -1e-14, 1e-14);
    }

    [Fact]
    public void Any_function_is_expanded_and_an_unknown_kink_is_told_by_the_error_estimate()
    {
        HermiteExpansion cubic = ActivationFunction.From("z^3-3z", z => z * z * z - 3 * z).Expansion;
        Assert.Equal(3, cubic.InformationExponent);
        Assert.Equal(Math.Sqrt(6), cubic.Coefficients[3], 1e-12);
        HermiteExpansion unknown = ActivationFunction.From("kink", z => Math.Abs(z - 0.3)).Expansion, named = ActivationFunction.From("kink", z => Math.Abs(z - 0.3), kinks: [0.3]).Expansion;
        double worst = unknown.Coefficients.Zip(named.Coefficients, (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(worst, 1e-9, 10 * unknown.ErrorEstimate);
        Assert.InRange(named.ErrorEstimate, 0, 1e-13);
        Assert.Null(ActivationFunction.From("constant", z => 2).Expansion.InformationExponent);
        Assert.Equal(2, ActivationFunction.From("z^2", z => z * z).Expansion.InformationExponent);
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("abs")]
    [InlineData("erf")]
    [InlineData("gelu")]
    [InlineData("sigmoid")]
    [InlineData("he4")]
    public unsafe void Kernels_are_expectations_over_correlated_normal_pairs(string name)
    {
        ActivationFunction activation = ActivationFunction.Parse(name);
        GaussianQuadrature rule = new(0.5, []);
        double* rho = stackalloc double[8], value = stackalloc double[8], slope = stackalloc double[8];
        double[] tried = [-0.9, -0.3, 0, 0.05, 0.5, 0.8, 0.95, 1];
        for (int i = 0; i < 8; i++)
            rho[i] = tried[i];
        activation.Kernel.Evaluate(rho, value, slope, 8);
        for (int i = 0; i < 8; i++)
        {
            double r = tried[i], s = Math.Sqrt(1 - r * r), sum = 0;
            for (int n = 0; n < rule.Nodes.Length; n++)
            {
                double inner = 0; // smooth rules over a kink: 1e-5
                for (int k = 0; k < rule.Nodes.Length && s > 0; k++)
                    inner += rule.Weights[k] * activation.Value(r * rule.Nodes[n] + s * rule.Nodes[k]);
                sum += rule.Weights[n] * activation.Value(rule.Nodes[n]) * (s > 0 ? inner : activation.Value(r * rule.Nodes[n]));
            }
            Assert.Equal(sum, value[i], 1e-5);
            Assert.Equal(activation.Kernel.Value(r), value[i], 1e-13);
            Assert.Equal(activation.Kernel.Slope(r), slope[i], 1e-12);
            if (Math.Abs(r) < 1)
                Assert.Equal((activation.Kernel.Value(r + 1e-6) - activation.Kernel.Value(r - 1e-6)) / 2e-6, slope[i], 1e-8);
        }
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("abs")]
    [InlineData("erf")]
    public void Formulas_of_kernels_are_the_sums_of_their_series(string name)
    {
        ActivationFunction activation = ActivationFunction.Parse(name);
        SeriesKernel series = new(activation.Expansion);
        Assert.All((double[])[-0.7, 0, 0.2, 0.6, 0.8], rho => Assert.Equal(activation.Kernel.Value(rho), series.Value(rho), 1e-12));
        Assert.Equal(activation.Kernel.Value(1), series.Value(1), 1e-13); // the remainder is not lost
    }

    [Fact]
    public unsafe void Vectors_of_values_are_the_values()
    {
        double* z = stackalloc double[8], value = stackalloc double[8], slope = stackalloc double[8];
        foreach (string name in (string[])["he1", "he4", "he7", "relu", "gelu"])
        {
            ActivationFunction activation = ActivationFunction.Parse(name);
            for (int i = 0; i < 8; i++)
                z[i] = -3.1 + 0.9 * i;
            activation.Evaluate(z, value, slope, 8);
            for (int i = 0; i < 8; i++)
            {
                Assert.Equal(activation.Value(z[i]), value[i], 1e-12);
                Assert.Equal(activation.Derivative(z[i]), slope[i], 1e-12);
                Assert.Equal((activation.Value(z[i] + 1e-6) - activation.Value(z[i] - 1e-6)) / 2e-6, slope[i], 1e-6);
            }
        }
    }

    [Fact]
    public void Functions_that_fail_are_refused()
    {
        ScalingException thrown = Assert.Throws<ScalingException>(() => ActivationFunction.From("bad", z => z > 1 ? throw new InvalidOperationException("no") : z).Expansion);
        Assert.Equal(ScalingError.FunctionFailed, thrown.Error);
        Assert.IsType<InvalidOperationException>(thrown.InnerException);
        Assert.Equal(ScalingError.FunctionFailed, Assert.Throws<ScalingException>(() => ActivationFunction.From("log", Math.Log).Expansion).Error);
        Assert.Equal(ScalingError.FunctionFailed, Assert.Throws<ScalingException>(() => ActivationFunction.From("large", z => Math.Exp(z * z / 3)).Expansion).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => ActivationFunction.Parse("he0")).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => ActivationFunction.Parse("rectifier")).Error);
    }
}
