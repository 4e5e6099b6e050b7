using System.Numerics;
using System.Runtime.CompilerServices;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>
/// The batches of a training run, packed for the kernels: B fresh samples at every step, or B of D fixed points drawn with replacement.
/// Batch t is a pure function of (seed, t); its order within is that of the keys.
/// </summary>
/// <remarks>
/// Fresh sample b takes one random word where n_b ≤ 32, the upper half for the skill and the lower for the bits, else one for the skill and
/// ⌈n_b/64⌉ for the bits. A batch is made in two phases, each cut into parts that threads do side by side: <see cref="Draw"/> makes keys and counts
/// them, <see cref="Place"/> puts every sample where a stable counting sort has it. How many parts there are does not change the result.
/// </remarks>
internal sealed unsafe class TrainingBatches : IDisposable
{
    private const int Ahead = 3; // one batch is trained on, one is placed, and a slow thread may still read the one before

    private readonly InputLayout _layout;
    private readonly long _seed;
    private readonly int _count, _words, _wordsPerSample, _parts, _samplesPerPart; // samples of a part: a multiple of four
    private readonly bool _sorted, _oneWord; // _oneWord: fresh samples whose bits, and whose offsets, are one word each
    private readonly AliasTable _skills;
    private readonly ulong[] _masks;            // (n_s, words) M_k
    private readonly float[] _labels;           // of even and of odd parity: looked up, for a branch would be guessed wrong half of the time
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
        _words = (settings.SkillBits + 63) / 64;
        _wordsPerSample = settings.SkillBits <= 32 ? 1 : _words + 1;
        _parts = parts;
        // Sorting one or two blocks' worth of rows costs more than it gains.
        _sorted = settings.Width > 32;
        _oneWord = settings.SampleCount is null && _words == 1 && layout.WordsPerSample == 1;
        _skills = new AliasTable(settings.Task.GetSkills().Probabilities());
        _masks = settings.Task.GetMasks([.. Enumerable.Range(1, settings.SkillCount)]);
        _labels = settings.Loss == NetworkLoss.CrossEntropy ? [0, 1] : [(float)settings.Task.TargetScale, -(float)settings.Task.TargetScale];
        if (settings.SampleCount is { } d)
            _data = new FixedPoints(settings, layout, (int)d);
        for (int i = 0; i < Ahead; i++)
            _ring[i] = new PackedBatch(layout, _count);
        _place = Places(_ring[0].Padded, _sorted);
        _drawn = [new Drawn(_count, _wordsPerSample, parts, layout.KeyCount), new Drawn(_count, _wordsPerSample, parts, layout.KeyCount)];
        _samplesPerPart = (int)(((long)_count / 4 + parts - 1) / parts * 4);
    }

    /// <summary>The batch of a step, once all parts of it are placed and until the step after next.</summary>
    public PackedBatch Batch(long step) => _ring[step % Ahead];

    /// <summary>Positions in a batch that are padding.</summary>
    public ReadOnlySpan<int> Padding => _place.AsSpan(_count);

    /// <summary>Bytes held.</summary>
    public long Bytes => _ring.Sum(batch => batch.Bytes) + (_data?.Bytes ?? 0) + 2L * _count * (_wordsPerSample * 8 + 4);

    /// <summary>Phase one: draws the samples of a part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(long step, int part)
    {
        Drawn drawn = _drawn[step & 1];
        (int first, int last) = Part(part);
        int[] counts = drawn.Counts[part];
        Array.Clear(counts);
        if (_data is null)
        {
            RandomWords.Fill(drawn.Words.AsSpan(first * _wordsPerSample, (last - first) * _wordsPerSample), (long)first * _wordsPerSample, _seed, 0, RandomPurpose.Batches, step);
            if (!_sorted && _oneWord)
                return; // nothing to count
            int stride = _wordsPerSample, shift = _layout.KeyBits;
            ulong keyBits = (1UL << shift) - 1;
            fixed (ulong* words = drawn.Words)
            fixed (int* keys = drawn.Keys, count = counts)
            {
                ulong* word = words + (long)first * stride;
                for (int b = first; b < last; b++, word += stride)
                {
                    int key = _skills.Sample((uint)(word[stride - 1] >> 32)) << shift | (int)(word[0] & keyBits);
                    keys[b] = key;
                    count[key]++;
                }
            }
        }
        else
        {
            RandomWords.Fill(drawn.Words.AsSpan(first, last - first), first, _seed, 0, RandomPurpose.Batches, step);
            for (int b = first; b < last; b++)
            {
                int point = _data.Draw(drawn.Words[b]), key = _data.Key(point);
                drawn.Words[b] = (ulong)point;
                drawn.Keys[b] = key;
                counts[key]++;
            }
        }
    }

    /// <summary>Phase two, after phase one of all parts: packs the samples of a part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Place(long step, int part)
    {
        Drawn drawn = _drawn[step & 1];
        PackedBatch batch = Batch(step);
        (int first, int last) = Part(part);
        int[] next = drawn.Next[part];
        if (_sorted)
            FirstPositions(drawn, part, next);
        if (_oneWord)
        {
            if (_sorted)
                PlaceWords(drawn, batch, first, last, next);
            else
                PlaceUnsorted(drawn, batch, first, last);
            return;
        }
        int width = batch.WordsPerSample;
        for (int b = first; b < last; b++)
        {
            int key = drawn.Keys[b], at = _place[_sorted ? next[key]++ : b];
            batch.Keys[at] = (uint)key * InputLayout.RowBytes;
            ulong* offsets = batch.Offsets + (long)at * width;
            if (_data is not null)
            {
                batch.Targets[at] = _data.Copy((int)drawn.Words[b], offsets);
                continue;
            }
            ReadOnlySpan<ulong> x = drawn.Words.AsSpan(b * _wordsPerSample, _words);
            _layout.Offsets(x, new Span<ulong>(offsets, width));
            batch.Targets[at] = _labels[Parity(key >> _layout.KeyBits, x)];
        }
    }

    // The same for samples of one word.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PlaceWords(Drawn drawn, PackedBatch batch, int first, int last, int[] next)
    {
        int stride = _wordsPerSample, shift = _layout.KeyBits;
        uint* keys = batch.Keys;
        ulong* offsets = batch.Offsets;
        float* targets = batch.Targets;
        InputLayout.FourGroups groups = _layout.Groups(0);
        fixed (ulong* words = drawn.Words, masks = _masks)
        fixed (int* drawnKeys = drawn.Keys, place = _place, nextPlace = next)
        fixed (float* labels = _labels)
            for (int b = first; b < last; b++)
            {
                int key = drawnKeys[b], at = place[nextPlace[key]++];
                ulong x = words[(long)b * stride];
                keys[at] = (uint)key * InputLayout.RowBytes;
                offsets[at] = groups.Offsets(x);
                targets[at] = labels[BitOperations.PopCount(x & masks[key >> shift]) & 1];
            }
    }

    // The same where samples stay in the order in which they are drawn: from random word to packed sample in one go.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PlaceUnsorted(Drawn drawn, PackedBatch batch, int first, int last)
    {
        int stride = _wordsPerSample, shift = _layout.KeyBits;
        uint keyBits = (1u << shift) - 1;
        uint* keys = batch.Keys;
        ulong* offsets = batch.Offsets;
        float* targets = batch.Targets;
        InputLayout.FourGroups groups = _layout.Groups(0);
        AliasTable skills = _skills;
        fixed (ulong* words = drawn.Words, masks = _masks)
        fixed (float* labels = _labels)
            for (int b = first; b < last; b++)
            {
                ulong* word = words + (long)b * stride;
                ulong x = word[0];
                int skill = skills.Sample((uint)(word[stride - 1] >> 32));
                keys[b] = ((uint)skill << shift | (uint)x & keyBits) * InputLayout.RowBytes;
                offsets[b] = groups.Offsets(x);
                targets[b] = labels[BitOperations.PopCount(x & masks[skill]) & 1];
            }
    }

    /// <summary>The batch of a step as the readable reference wants it, in the order in which it is drawn.</summary>
    public SparseParityBatch Reference(long step, SparseParityDataset task)
    {
        ulong[] random = new ulong[_count * _wordsPerSample];
        RandomWords.Fill(random.AsSpan(0, _count * (_data is null ? _wordsPerSample : 1)), 0, _seed, 0, RandomPurpose.Batches, step);
        int[] skills = new int[_count];
        ulong[] bits = new ulong[_count * _words];
        double[] labels = new double[_count];
        SparseParityBatch? points = _data?.Points(task);
        for (int b = 0; b < _count; b++)
        {
            Span<ulong> x = bits.AsSpan(b * _words, _words);
            if (points is not null)
            {
                int j = _data!.Draw(random[b]);
                skills[b] = points.Skills[j];
                points.Bits(j).CopyTo(x);
            }
            else
            {
                ReadOnlySpan<ulong> words = random.AsSpan(b * _wordsPerSample, _wordsPerSample);
                skills[b] = _skills.Sample((uint)(words[^1] >> 32)) + 1;
                words[.._words].CopyTo(x);
                if ((_layout.SkillBits & 63) is > 0 and var rest)
                    x[^1] &= (1UL << rest) - 1;
            }
            labels[b] = _labels[task.CountOnes(skills[b], x) & 1];
        }
        return new SparseParityBatch(skills, bits, labels);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PackedBatch batch in _ring)
            batch.Dispose();
        _data?.Dispose();
    }

    private (int First, int Last) Part(int part) => (Math.Min(_count, part * _samplesPerPart), part == _parts - 1 ? _count : Math.Min(_count, (part + 1) * _samplesPerPart));

    // Samples of a smaller key, and of the same key in an earlier part, come first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Parity(int skill, ReadOnlySpan<ulong> x)
    {
        int ones = 0;
        for (int i = 0; i < x.Length; i++)
            ones += BitOperations.PopCount(x[i] & _masks[skill * _words + i]);
        return ones & 1;
    }

    // Four streams side by side: two samples in a row then hardly ever add to the same row, which would make one wait for the other.
    private static int[] Places(int padded, bool sorted)
    {
        int[] place = new int[padded];
        for (int p = 0; p < padded; p++)
            place[p] = sorted ? p % (padded / 4) * 4 + p / (padded / 4) : p;
        return place;
    }

    private sealed class Drawn(int count, int wordsPerSample, int parts, int keys)
    {
        public readonly ulong[] Words = new ulong[count * wordsPerSample];
        public readonly int[] Keys = new int[count];
        public readonly int[][] Counts = [.. Enumerable.Range(0, parts).Select(_ => new int[keys])];
        public readonly int[][] Next = [.. Enumerable.Range(0, parts).Select(_ => new int[keys])];
    }
}
