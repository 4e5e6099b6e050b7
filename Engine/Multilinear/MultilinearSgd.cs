using System.Runtime.InteropServices;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Multilinear;

/// <summary>
/// Minibatch stochastic gradient descent: every step draws a batch of B points, of which only c_k, the number that carry skill k,
/// matters: a_k ← a_k + η (c_k/B) b_k (S - a_k b_k), and so for b_k.
/// </summary>
/// <remarks>
/// Source: Nam et al. 2024, Eq. 15 on a batch. Only skills that have been drawn are stored, so a step costs O(B) whatever n_s. Batches
/// are fresh (endless data) or drawn with replacement from the D points. A step agrees with gradient descent on average.
/// </remarks>
internal sealed class MultilinearSgd
{
    private const int StepsBetweenChecks = 1 << 12;

    private readonly MultilinearStart _start;
    private readonly SkillDistribution _skills;
    private readonly long? _parameters;
    private readonly Func<long> _draw;
    private readonly long[] _batch;
    private readonly Dictionary<long, (double A, double B)> _touched = [];
    private long _done;

    /// <summary>A run at its start.</summary>
    /// <param name="start">S, r, η and the model.</param>
    /// <param name="skills">P_s.</param>
    /// <param name="parameters">N; null for n_s.</param>
    /// <param name="data">The D points; null for endless data.</param>
    /// <param name="batchSize">B ≥ 1.</param>
    /// <param name="seed">The seed of the batches.</param>
    public MultilinearSgd(MultilinearStart start, SkillDistribution skills, long? parameters, ObservedSkills? data, int batchSize, long seed)
    {
        _start = start;
        _skills = skills;
        _parameters = parameters;
        _batch = new long[batchSize];
        RandomStream stream = new(seed, purpose: RandomPurpose.Batches);
        if (data is null)
            _draw = () => skills.Sample(stream);
        else
        {
            AliasTable points = new(Array.ConvertAll(data.Count, d => (double)d / data.Total));
            _draw = () => data.Skill[points.Sample(stream)];
        }
    }

    /// <summary>R_k now; 0 for k > N.</summary>
    public double Strength(long skill)
    {
        if (skill > _parameters)
            return 0;
        (double a, double b) = _touched.GetValueOrDefault(skill, (_start.A, _start.B));
        return _start.Strength(a, b);
    }

    /// <summary>L now, over all skills (Eq. 24).</summary>
    public double Loss()
    {
        double touchedLoss = 0, touchedMass = 0;
        foreach ((long skill, (double a, double b)) in _touched)
        {
            double p = _skills.Probability(skill), missing = _start.TargetScale - _start.Strength(a, b);
            touchedMass += p;
            touchedLoss += p * missing * missing / 2;
        }
        double untouchedMass = Math.Max(0, _skills.Mass(1, _parameters) - touchedMass);
        double initially = _start.TargetScale - _start.Strength(_start.A, _start.B);
        return touchedLoss + untouchedMass * initially * initially / 2
            + (_parameters is { } n ? _skills.Mass(n + 1) * _start.TargetScale * _start.TargetScale / 2 : 0);
    }

    /// <summary>Steps on until so many have been made.</summary>
    /// <param name="time">A whole number of steps, not before the present one.</param>
    /// <param name="advance">Told the number of steps done; throws to stop.</param>
    public void AdvanceTo(double time, Action<double> advance)
    {
        for (; _done < time; _done++)
        {
            Step();
            if (_done % StepsBetweenChecks == 0)
                advance(_done);
        }
        advance(_done);
    }

    private void Step()
    {
        for (int j = 0; j < _batch.Length; j++)
            _batch[j] = _draw();
        Array.Sort(_batch); // equal skills side by side
        for (int from = 0, to; from < _batch.Length && !(_batch[from] > _parameters); from = to)
        {
            for (to = from + 1; to < _batch.Length && _batch[to] == _batch[from];)
                to++;
            ref (double A, double B) state = ref CollectionsMarshal.GetValueRefOrAddDefault(_touched, _batch[from], out bool known);
            if (!known)
                state = (_start.A, _start.B);
            _start.Step(ref state.A, ref state.B, (to - from) / (double)_batch.Length);
        }
    }
}
