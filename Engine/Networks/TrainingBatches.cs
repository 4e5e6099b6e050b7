using System.Runtime.CompilerServices;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>
/// The batches of a training run, packed for the kernels: B fresh samples at every step, or B of D fixed points drawn with replacement.
/// Batch t is a pure function of (seed, t); its order within is that of the keys, or for narrow networks that in which it is drawn.
/// </summary>
/// <remarks>
/// A batch is made in two phases, each cut into parts that threads do side by side: <see cref="Draw"/> draws and packs samples and counts their keys,
/// <see cref="Place"/> puts every sample where a stable counting sort has it. How many parts there are does not change the result.
/// </remarks>
internal sealed unsafe class TrainingBatches : IDisposable
{
    private const int Ahead = 3; // one batch is trained on, one is placed, and a slow thread may still read the one before

    private readonly InputLayout _layout;
    private readonly long _seed;
    private readonly int _count, _parts, _samplesPerPart; // samples of a part: a multiple of eight
    private readonly bool _sorted;
    private readonly FreshSamples _fresh;
    private readonly FixedPoints? _data;
    private readonly int[] _place;              // where the p-th sample in order of keys goes
    private readonly Drawn[] _drawn;
    private readonly PackedBatch[] _ring = new PackedBatch[Ahead];

    /// <summary>The batches of a run.</summary>
    /// <param name="settings">Task, data, batch size and seed.</param>
    /// <param name="layout">How samples are packed.</param>
    /// <param name="parts">Into how many parts the work is cut.</param>
    public TrainingBatches(TrainingSettings settings, InputLayout layout, int parts)
    {
        _layout = layout;
        _seed = settings.Seed;
        _count = settings.BatchSize;
        _parts = parts;
        // Sorting one or two blocks' worth of rows costs more than it gains.
        _sorted = settings.Width > 2 * InputLayout.BlockSize;
        _fresh = new FreshSamples(settings, layout);
        if (settings.SampleCount is { } d)
            _data = new FixedPoints(settings, layout, (int)d);
        for (int i = 0; i < Ahead; i++)
            _ring[i] = new PackedBatch(layout, _count);
        _place = Places(_ring[0].Padded, _sorted);
        _drawn = [.. Enumerable.Range(0, 2).Select(_ => new Drawn(layout, _count, _fresh.WordsPerSample, _sorted ? parts : 0))];
        _samplesPerPart = (int)(((long)_count / 8 + parts - 1) / parts * 8);
    }

    /// <summary>The batch of a step, once all parts of it are placed and until the step after next.</summary>
    public PackedBatch Batch(long step) => _ring[step % Ahead];

    /// <summary>Positions in a batch that are padding.</summary>
    public ReadOnlySpan<int> Padding => _place.AsSpan(_count);

    /// <summary>Bytes held.</summary>
    public long Bytes => _ring.Sum(batch => batch.Bytes) + (_data?.Bytes ?? 0) + _drawn.Sum(drawn => drawn.Bytes);

    /// <summary>Phase one: draws the samples of a part.</summary>
    [MethodImpl(Kernel.Method)]
    public void Draw(long step, int part)
    {
        Drawn drawn = _drawn[step & 1];
        (int first, int last) = Part(part);
        int perSample = _data is null ? _fresh.WordsPerSample : 1;
        Span<ulong> words = drawn.Words.AsSpan(first * perSample, (last - first) * perSample);
        RandomWords.Fill(words, (long)first * perSample, _seed, 0, RandomPurpose.Batches, step);
        if (!_sorted)
            return; // packed where they stay
        PackedBatch samples = drawn.Samples;
        Pack(drawn, first, last, samples);
        int[] counts = drawn.Counts[part];
        Array.Clear(counts);
        for (int b = first; b < last; b++)
            counts[samples.Keys[b] / InputLayout.RowBytes]++;
    }

    /// <summary>Phase two, after phase one of all parts: puts the samples of a part in their places.</summary>
    [MethodImpl(Kernel.Method)]
    public void Place(long step, int part)
    {
        Drawn drawn = _drawn[step & 1];
        PackedBatch batch = Batch(step);
        (int first, int last) = Part(part);
        if (!_sorted)
        {
            Pack(drawn, first, last, batch);
            return;
        }
        int[] next = drawn.Next[part];
        FirstPositions(drawn, part, next);
        int width = batch.WordsPerSample;
        uint* fromKeys = drawn.Samples.Keys, keys = batch.Keys;
        ulong* fromOffsets = drawn.Samples.Offsets, offsets = batch.Offsets;
        float* fromTargets = drawn.Samples.Targets, targets = batch.Targets;
        for (int b = first; b < last; b++)
        {
            uint key = fromKeys[b];
            int at = _place[next[key / InputLayout.RowBytes]++];
            keys[at] = key;
            targets[at] = fromTargets[b];
            for (int q = 0; q < width; q++)
                offsets[(long)at * width + q] = fromOffsets[(long)b * width + q];
        }
    }

    // Samples first … last-1 to their own positions.
    private void Pack(Drawn drawn, int first, int last, PackedBatch to)
    {
        fixed (ulong* words = drawn.Words)
            if (_data is not null)
                _data.Copy(words, first, last, to);
            else
                _fresh.Pack(words + (long)first * _fresh.WordsPerSample, last - first, to.Keys + first, to.Offsets + (long)first * to.WordsPerSample, to.Targets + first);
    }

    /// <summary>The batch of a step as the readable reference wants it, in the order in which it is drawn.</summary>
    public SparseParityBatch Reference(long step, SparseParityDataset task)
    {
        int perSample = _data is null ? _fresh.WordsPerSample : 1, wordsOfBits = (_layout.SkillBits + 63) / 64;
        ulong[] random = new ulong[_count * perSample];
        RandomWords.Fill(random, 0, _seed, 0, RandomPurpose.Batches, step);
        int[] skills = new int[_count];
        ulong[] bits = new ulong[_count * wordsOfBits];
        double[] labels = new double[_count];
        SparseParityBatch? points = _data?.Points(task);
        fixed (ulong* words = random)
            for (int b = 0; b < _count; b++)
            {
                Span<ulong> x = bits.AsSpan(b * wordsOfBits, wordsOfBits);
                if (points is not null)
                {
                    int j = _data!.Draw(random[b]);
                    skills[b] = points.Skills[j];
                    points.Bits(j).CopyTo(x);
                }
                else
                {
                    ulong* word = words + (long)b * perSample;
                    skills[b] = _fresh.Skill(word) + 1;
                    new ReadOnlySpan<ulong>(word, wordsOfBits).CopyTo(x);
                    if ((_layout.SkillBits & 63) is > 0 and var rest)
                        x[^1] &= (1UL << rest) - 1;
                }
                labels[b] = task.Label(skills[b], x);
            }
        return new SparseParityBatch(skills, bits, labels);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable owned in (IDisposable[])[.. _ring, .. _drawn])
            owned.Dispose();
        _data?.Dispose();
    }

    private (int First, int Last) Part(int part) => (Math.Min(_count, part * _samplesPerPart), part == _parts - 1 ? _count : Math.Min(_count, (part + 1) * _samplesPerPart));

    // Samples of a smaller key, and of the same key in an earlier part, come first.
    [MethodImpl(Kernel.Method)]
    private void FirstPositions(Drawn drawn, int part, int[] next)
    {
        int position = 0;
        for (int key = 0; key < next.Length; key++)
        {
            next[key] = position;
            for (int p = 0; p < _parts; p++)
            {
                if (p == part)
                    next[key] = position;
                position += drawn.Counts[p][key];
            }
        }
    }

    // Four streams side by side: two samples in a row then hardly ever add to the same row, which would make one wait for the other.
    private static int[] Places(int padded, bool sorted)
    {
        int[] place = new int[padded];
        for (int p = 0; p < padded; p++)
            place[p] = sorted ? p % (padded / 4) * 4 + p / (padded / 4) : p;
        return place;
    }

    // A batch in the order in which it is drawn; with no parts only its random words, of which it is packed where it stays.
    private sealed class Drawn(InputLayout layout, int count, int wordsPerSample, int parts) : IDisposable
    {
        public readonly ulong[] Words = new ulong[count * wordsPerSample];
        public readonly PackedBatch Samples = new(layout, parts == 0 ? 0 : count);
        public readonly int[][] Counts = [.. Enumerable.Range(0, parts).Select(_ => new int[layout.KeyCount])];
        public readonly int[][] Next = [.. Enumerable.Range(0, parts).Select(_ => new int[layout.KeyCount])];

        public long Bytes => Words.Length * 8L + Samples.Bytes + 8L * Counts.Length * layout.KeyCount;

        public void Dispose() => Samples.Dispose();
    }
}
