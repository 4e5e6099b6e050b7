using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>A neuron takes a direction.</summary>
/// <param name="Time">When its overlap² reaches the threshold.</param>
/// <param name="Neuron">Which, from 0.</param>
/// <param name="Closed">When the direction is learnt, r² = a_p/2, and pulls no more.</param>
/// <param name="Overlap">|m_ip| at the start.</param>
internal sealed record AlignmentEvent(double Time, int Neuron, double Closed, double Overlap);

/// <summary>
/// The theory of independent overlaps: while norms are small, m_ip(t) solves dm/dt = 2ηa_p κ'(m)(1 - m²) by itself, so that neuron i would reach direction p at
/// t_ip (<see cref="AlignmentTime"/>). In the order of t_ip, a pair counts if the neuron is not taken and the direction not closed: the first that counts gives
/// T_p. From T_p on r² follows dr²/dt = 8ηκ(1) r² (a_p - r²), and at half of a_p the direction is closed (automatic deflation); until then more neurons may come.
/// </summary>
/// <remarks>
/// Derived here. The seed's slide has neurons choose argmax_q a_q m_q^{k/2}; by these equations it is a_q κ'(m_q)/m_q ~ a_q m_q^{k-2}, which is the same for k = 4 only.
/// </remarks>
internal static unsafe class AlignmentOrder
{
    /// <summary>One event for each direction, null where no neuron is left.</summary>
    public static AlignmentEvent?[] Of(TeacherStudentPlan plan, long seed)
    {
        TeacherStudentOptions options = plan.Options;
        IReadOnlyList<double> a = options.Teacher.GetCoefficients();
        OverlapKernel kernel = options.Teacher.GetActivation().Kernel;
        AlignmentTime alignment = new(kernel, Math.Sqrt(options.Threshold));
        using DenseRows u = new(options.Width, plan.Span);
        StudentStart.Draw(u, a.Count, options.Dimension, options.Width, seed);
        List<(double Time, int Neuron, int Direction)> pairs = [];
        for (int i = 0; i < options.Width; i++)
            for (int p = 0; p < a.Count; p++)
                if (alignment.From(u.Row(i)[p]) / (2 * options.LearningRate * a[p]) is var time && double.IsFinite(time))
                    pairs.Add((time, i, p));
        pairs.Sort();
        AlignmentEvent?[] events = new AlignmentEvent?[a.Count];
        bool[] taken = new bool[options.Width];
        foreach ((double time, int neuron, int p) in pairs)
        {
            if (taken[neuron] || events[p] is { } first && time >= first.Closed)
                continue;
            taken[neuron] = true;
            double grown = Math.Log(Math.Max(1, a[p] / (options.InitialScale * options.InitialScale))) / (8 * options.LearningRate * kernel.Value(1) * a[p]);
            events[p] ??= new AlignmentEvent(time, neuron, time + grown, Math.Abs(u.Row(neuron)[p]));
        }
        return events;
    }
}
