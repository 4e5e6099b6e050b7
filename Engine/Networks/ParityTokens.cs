using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>The batches of <see cref="TrainingBatches"/>, in the order in which they are drawn, as sequences: a token for each control bit and each skill bit.</summary>
internal sealed unsafe class ParityTokens
{
    private const int Chunk = 64; // samples drawn at a time
    private const int Block = 4;  // random words come in blocks

    private readonly TrainingSettings _settings;
    private readonly FreshSamples _fresh;
    private readonly SparseParityBatch? _points;
    private readonly ulong[] _random;

    /// <summary>The batches of a run, for one thread.</summary>
    /// <param name="settings">Task, data and seed.</param>
    /// <param name="points">The points of finite data, which threads share.</param>
    public ParityTokens(TrainingSettings settings, SparseParityBatch? points)
    {
        (_settings, _points) = (settings, points);
        _fresh = new FreshSamples(settings, new InputLayout(settings.SkillCount, settings.SkillBits, settings.BatchSize));
        _random = new ulong[Chunk * _fresh.WordsPerSample + Block];
    }

    /// <summary>n_s + n_b.</summary>
    public int Length => _settings.SkillCount + _settings.SkillBits;

    /// <summary>Samples of the batch of a step.</summary>
    /// <param name="step">Which batch.</param>
    /// <param name="first">The first sample.</param>
    /// <param name="count">How many.</param>
    /// <param name="tokens">Shape (count, <see cref="Length"/>).</param>
    /// <param name="labels">Shape (count).</param>
    public void Fill(long step, int first, int count, int* tokens, float* labels)
    {
        int perSample = _points is null ? _fresh.WordsPerSample : 1;
        fixed (ulong* random = _random)
            for (int from = 0; from < count; from += Chunk)
            {
                int drawn = Math.Min(Chunk, count - from);
                long word = (long)(first + from) * perSample;
                int before = (int)(word % Block);
                RandomWords.Fill(_random.AsSpan(0, before + drawn * perSample), word - before, _settings.Seed, 0, RandomPurpose.Batches, step);
                for (int b = 0; b < drawn; b++, tokens += Length)
                {
                    ulong* words = random + before + b * perSample;
                    if (_points is null)
                    {
                        int skill = _fresh.Skill(words);
                        Sequence(skill, new ReadOnlySpan<ulong>(words, (_settings.SkillBits + 63) / 64), tokens);
                        labels[from + b] = _fresh.Label(words, skill);
                    }
                    else
                    {
                        int point = (int)Math.BigMul(*words, (ulong)_points.Count, out _);
                        Sequence(_points.Skills[point] - 1, _points.Bits(point), tokens);
                        labels[from + b] = (float)_points.Labels[point];
                    }
                }
            }
    }

    // The control bits, of which one is 1, then the skill bits.
    private void Sequence(int skill, ReadOnlySpan<ulong> bits, int* tokens)
    {
        for (int i = 0; i < _settings.SkillCount; i++)
            tokens[i] = i == skill ? 1 : 0;
        for (int j = 0; j < _settings.SkillBits; j++)
            tokens[_settings.SkillCount + j] = (int)(bits[j >> 6] >> (j & 63) & 1);
    }
}
