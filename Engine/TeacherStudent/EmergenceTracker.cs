using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>When the best overlap² with each teacher direction crosses a threshold for the first time, ln overlap² between two looks taken as linear in time.</summary>
internal sealed unsafe class EmergenceTracker(int directions, int width, double threshold)
{
    private readonly double[] _before = new double[directions];
    private double _time;
    private bool _started;

    /// <summary>T_p; null where it has not happened.</summary>
    public double?[] Times { get; } = new double?[directions];

    /// <summary>The neuron that crossed first, from 0.</summary>
    public int[] Neurons { get; } = new int[directions];

    /// <summary>Whether all directions have emerged.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Looks at v_i, or u_i, at a later time.</summary>
    public void Look(double time, DenseRows rows, double* squareNorms)
    {
        if (IsComplete)
            return;
        IsComplete = true;
        for (int p = 0; p < directions; p++)
        {
            if (Times[p] is not null)
                continue;
            (double best, int neuron) = (0, 0);
            for (int i = 0; i < width; i++)
            {
                double x = rows.Row(i)[p], overlap = x * x / squareNorms[i];
                if (overlap > best)
                    (best, neuron) = (overlap, i);
            }
            if (best >= threshold)
                (Times[p], Neurons[p]) = (_started && best > _before[p] ? _time + (time - _time) * Math.Log(threshold / _before[p]) / Math.Log(best / _before[p]) : time, neuron);
            IsComplete &= Times[p] is not null;
            _before[p] = best;
        }
        (_time, _started) = (time, true);
    }
}
