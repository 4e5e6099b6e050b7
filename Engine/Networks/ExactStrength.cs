using System.Collections.Concurrent;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>
/// The skill strengths of a two-layer network without sampling: R_k = E_x[g_k(k, x) f(k, x)] = Σ_h w_h E_x[g_k max(z_h, 0)] over all 2^{n_b}
/// values of the skill bits. The output bias drops out, as E g_k = 0.
/// </summary>
/// <remarks>
/// Source: Nam et al. 2024, Eq. 9. Exact to double rounding: some 10^-15 of Σ_h |w_h| Σ_j |W_{hj}|. See <see cref="NeuronStrength"/> for how.
/// For two logits f is their difference, second minus first, which is high for odd parity once 0/1 labels are learnt: R_k is then negative.
/// The result does not depend on the number of threads.
/// </remarks>
public static class ExactStrength
{
    /// <summary>R_k of one skill.</summary>
    /// <param name="network">H neurons on n_s control and n_b skill bits.</param>
    /// <param name="task">The same n_s and n_b, and the subsets M_k.</param>
    /// <param name="skill">k, from 1.</param>
    /// <param name="cancellation">Stops the work between neurons.</param>
    /// <exception cref="ScalingException">
    /// SkillNotFound; InconsistentInput where network and task differ in n_s or n_b; TooLarge for more than 48 skill bits; NotFinite where a parameter is not a finite number.
    /// </exception>
    public static double Of(TwoLayerWeights network, SparseParityDataset task, int skill, CancellationToken cancellation = default) =>
        Strengths(network, task, [skill], -1, cancellation)[0];

    /// <summary>R_k of every skill, at index k-1; cheaper than one by one. Shape (n_s).</summary>
    /// <param name="network">H neurons on n_s control and n_b skill bits.</param>
    /// <param name="task">The same n_s and n_b, and the subsets M_k.</param>
    /// <param name="cancellation">Stops the work between neurons.</param>
    /// <exception cref="ScalingException">As for <see cref="Of"/>.</exception>
    public static double[] StrengthsOf(TwoLayerWeights network, SparseParityDataset task, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Strengths(network, task, [.. Enumerable.Range(1, network.SkillCount)], -1, cancellation);
    }

    /// <summary>E_x[g_k max(z_h, 0)] of one neuron, without its output weight.</summary>
    /// <param name="network">H neurons on n_s control and n_b skill bits.</param>
    /// <param name="task">The same n_s and n_b, and the subsets M_k.</param>
    /// <param name="skill">k, from 1.</param>
    /// <param name="neuron">h, from 0.</param>
    /// <exception cref="ScalingException">As for <see cref="Of"/>; ParameterOutOfRange where there is no such neuron.</exception>
    public static double OfNeuron(TwoLayerWeights network, SparseParityDataset task, int skill, int neuron)
    {
        ulong subset = Subsets(network, task, [skill])[0];
        if (neuron < 0 || neuron >= network.Width)
            throw Guard.OutOfRange(nameof(neuron), neuron, $"a neuron from 0 to {network.Width - 1}");
        NeuronStrength work = new(network.SkillBits);
        work.SetWeights(SkillWeights(network, neuron));
        return work.Strength(Offset(network, neuron, skill), subset);
    }

    /// <summary>R_k of some skills, in their order, by at most so many threads; -1 for all processors.</summary>
    internal static double[] Strengths(TwoLayerWeights network, SparseParityDataset task, int[] skills, int threads, CancellationToken cancellation)
    {
        ulong[] subsets = Subsets(network, task, skills);
        double[] terms = new double[(long)network.Width * skills.Length]; // (H, skills)
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Threads(threads, network.SkillBits), CancellationToken = cancellation };
        ConcurrentBag<NeuronStrength> idle = []; // threads come and go, their memory stays
        Parallel.For(0, network.Width, parallel, () => idle.TryTake(out NeuronStrength? work) ? work : new(network.SkillBits), (h, _, work) =>
        {
            double w = network.FunctionWeight(h);
            if (w == 0)
                return work;
            work.SetWeights(SkillWeights(network, h));
            for (int k = 0; k < skills.Length; k++)
                terms[h * skills.Length + k] = w * work.Strength(Offset(network, h, skills[k]), subsets[k]);
            return work;
        }, idle.Add);

        // R_k = Σ_h w_h E[g_k max(z_h, 0)], in the order of the neurons
        double[] strengths = new double[skills.Length];
        for (int i = 0; i < terms.Length; i++)
            strengths[i % skills.Length] += terms[i];
        return strengths;
    }

    // c = β_h + C_{h,k}
    private static double Offset(TwoLayerWeights network, int neuron, int skill) =>
        (double)network.HiddenBias[neuron] + network.Hidden[neuron * (network.SkillCount + network.SkillBits) + skill - 1];

    // W_h. Shape (n_b)
    private static ReadOnlySpan<float> SkillWeights(TwoLayerWeights network, int neuron) =>
        network.Hidden.AsSpan(neuron * (network.SkillCount + network.SkillBits) + network.SkillCount, network.SkillBits);

    // As many threads as are allowed and as fit in 4 GB.
    private static int Threads(int threads, int skillBits)
    {
        long fit = Math.Max(1, (4L << 30) / NeuronStrength.Memory(skillBits));
        return (int)Math.Min(fit, threads > 0 ? threads : Environment.ProcessorCount);
    }

    // Checks the input; M_k of each skill, bit j being set where j ∈ M_k.
    private static ulong[] Subsets(TwoLayerWeights network, SparseParityDataset task, int[] skills)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(task);
        if (network.SkillCount != task.SkillCount || network.SkillBits != task.SkillBits)
            throw new ScalingException(ScalingError.InconsistentInput,
                $"The network has {network.SkillCount} control and {network.SkillBits} skill bits, the task {task.SkillCount} and {task.SkillBits}.",
                "Make the network for the task's SkillCount and SkillBits.");
        if (network.SkillBits > NeuronStrength.MaxSkillBits)
            throw new ScalingException(ScalingError.TooLarge,
                $"Exact strengths need 2^(n_b/2) numbers per thread, too many for n_b = {network.SkillBits}.",
                $"Sample the strength instead; exact strengths are for at most {NeuronStrength.MaxSkillBits} skill bits.", network.SkillBits);
        foreach (float[] parameters in (float[][])[network.Hidden, network.HiddenBias, network.Output])
            if (!parameters.All(float.IsFinite))
                throw new ScalingException(ScalingError.NotFinite, "A parameter of the network is not a finite number.",
                    "Training has diverged: use a smaller learning rate.");
        return task.GetMasks(skills); // one word each
    }
}
