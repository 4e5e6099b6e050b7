using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>
/// From random words to packed samples: the skill from 32 bits, the bits x from the rest, and the label, whose parity is that of the bits of x in M_k.
/// </summary>
/// <remarks>
/// A sample takes one word where n_b ≤ 32, the upper half for the skill and the lower for the bits, else ⌈n_b/64⌉ words for the bits and one for the
/// skill. Few skills are told apart by comparisons with their cumulative probabilities, which vectors do, many by an <see cref="AliasTable"/>.
/// Either is right to 2^-32.
/// </remarks>
internal sealed unsafe class FreshSamples
{
    private const int FewSkills = 8;

    private readonly InputLayout _layout;
    private readonly int _words;
    private readonly ulong[] _masks;  // M_k. Shape (n_s, words)
    private readonly float[] _labels; // of even and of odd parity: looked up, for a branch would be guessed wrong half of the time
    private readonly AliasTable? _many;
    private readonly uint[] _from = []; // 2^32 Σ_{j<k} P_s(j) for k = 2 … n_s, if these are few
    private readonly bool _vectors;

    /// <summary>Samples of a task.</summary>
    /// <param name="settings">The task.</param>
    /// <param name="layout">How samples are packed.</param>
    public FreshSamples(TrainingSettings settings, InputLayout layout)
    {
        _layout = layout;
        _words = (settings.SkillBits + 63) / 64;
        WordsPerSample = settings.SkillBits <= 32 ? 1 : _words + 1;
        _masks = settings.Task.GetMasks([.. Enumerable.Range(1, settings.SkillCount)]);
        _labels = settings.Loss == NetworkLoss.CrossEntropy ? [0, 1] : [(float)settings.Task.TargetScale, -(float)settings.Task.TargetScale];
        double[] probability = settings.Task.GetSkills().Probabilities();
        if (probability.Length > FewSkills)
            _many = new AliasTable(probability);
        else
        {
            double sum = 0;
            _from = [.. probability[..^1].Select(p => (uint)Math.Min(uint.MaxValue, Math.Round((sum += p) * 4294967296.0)))];
        }
        _vectors = _many is null && WordsPerSample == 1 && layout.WordsPerSample == 1;
    }

    /// <summary>Random words that a sample takes.</summary>
    public int WordsPerSample { get; }

    /// <summary>Packs samples.</summary>
    /// <param name="random">Fair bits. Shape (count, <see cref="WordsPerSample"/>).</param>
    /// <param name="count">Samples.</param>
    /// <param name="keys">Offsets of the rows of their keys. Shape (count).</param>
    /// <param name="offsets">Offsets of the rows of their groups. Shape (count, Q).</param>
    /// <param name="targets">Labels. Shape (count).</param>
    [MethodImpl(Kernel.Method)]
    public void Pack(ulong* random, int count, uint* keys, ulong* offsets, float* targets)
    {
        int b = 0;
        if (_vectors)
        {
            b = count / 8 * 8;
            PackVectors(random, b, keys, offsets, targets);
        }
        int q = _layout.WordsPerSample;
        for (; b < count; b++)
        {
            ulong* words = random + (long)b * WordsPerSample;
            int skill = Skill(words);
            ReadOnlySpan<ulong> x = new(words, _words);
            keys[b] = ((uint)skill << _layout.KeyBits | (uint)words[0] & (1u << _layout.KeyBits) - 1) * InputLayout.RowBytes;
            _layout.Offsets(x, new Span<ulong>(offsets + (long)b * q, q));
            targets[b] = _labels[Parity(skill, x)];
        }
    }

    /// <summary>k - 1, the skill of a sample.</summary>
    /// <param name="random">Its words.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Skill(ulong* random)
    {
        uint bits = (uint)(random[WordsPerSample - 1] >> 32);
        if (_many is not null)
            return _many.Sample(bits);
        int skill = 0;
        foreach (uint from in _from)
            skill += bits >= from ? 1 : 0;
        return skill;
    }

    /// <summary>The label of a sample.</summary>
    /// <param name="random">Its words.</param>
    /// <param name="skill">Its <see cref="Skill"/>.</param>
    public float Label(ulong* random, int skill) => _labels[Parity(skill, new ReadOnlySpan<ulong>(random, _words))];

    // Eight samples at a time, their keys and labels in lanes of 32 bits, their offsets in lanes of 64.
    [MethodImpl(Kernel.Method)]
    private void PackVectors(ulong* random, int count, uint* keys, ulong* offsets, float* targets)
    {
        InputLayout.FourGroups groups = _layout.Groups(0);
        int skills = _masks.Length;
        Vector256<uint> keyBits = Vector256.Create((1u << _layout.KeyBits) - 1), perSkill = Vector256.Create(1u << _layout.KeyBits), one = Vector256.Create(1u);
        Vector256<float> even = Vector256.Create(_labels[0]), odd = Vector256.Create(_labels[1]);
        fixed (ulong* masks = _masks)
        fixed (uint* from = _from)
            for (int b = 0; b < count; b += 8)
            {
                Vector256<ulong> first = Vector256.Load(random + b), second = Vector256.Load(random + b + 4);
                groups.Offsets(first).Store(offsets + b);
                groups.Offsets(second).Store(offsets + b + 4);

                Vector256<uint> x = Vector256.Narrow(first, second), u = Vector256.Narrow(first >>> 32, second >>> 32);
                Vector256<uint> key = x & keyBits, mask = Vector256.Create((uint)masks[0]);
                for (int k = 1; k < skills; k++)
                {
                    Vector256<uint> reached = Vector256.GreaterThanOrEqual(u, Vector256.Create(from[k - 1]));
                    key += reached & perSkill;
                    mask = Vector256.ConditionalSelect(reached, Vector256.Create((uint)masks[k]), mask);
                }
                (key * InputLayout.RowBytes).Store(keys + b);

                Vector256<uint> parity = x & mask;
                parity ^= parity >>> 16;
                parity ^= parity >>> 8;
                parity ^= parity >>> 4;
                parity ^= parity >>> 2;
                parity ^= parity >>> 1;
                Vector256.ConditionalSelect(Vector256.Equals(parity & one, one).AsSingle(), odd, even).Store(targets + b);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Parity(int skill, ReadOnlySpan<ulong> x)
    {
        int ones = 0;
        for (int i = 0; i < x.Length; i++)
            ones += BitOperations.PopCount(x[i] & _masks[skill * _words + i]);
        return ones & 1;
    }
}
