using System.Runtime.CompilerServices;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>The D points of a finite data set, packed once.</summary>
internal sealed unsafe class FixedPoints : IDisposable
{
    private readonly PackedBatch _points;
    private readonly long _seed;

    public FixedPoints(TrainingSettings settings, InputLayout layout, int count)
    {
        _seed = settings.DataSeed;
        _points = PackedBatch.Of(layout, settings.Task.Take(0, count, _seed));
    }

    /// <summary>Bytes held.</summary>
    public long Bytes => _points.Bytes;

    /// <summary>A point, from 0, uniform to D/2^64.</summary>
    /// <param name="random">64 fair bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Draw(ulong random) => (int)Math.BigMul(random, (ulong)_points.Count, out _);

    /// <summary>Copies drawn points to positions first … last-1 of a batch.</summary>
    /// <param name="random">64 fair bits for each position.</param>
    /// <param name="first">The first position.</param>
    /// <param name="last">Past the last position.</param>
    /// <param name="to">Where they go.</param>
    [MethodImpl(Kernel.Method)]
    public void Copy(ulong* random, int first, int last, PackedBatch to)
    {
        int width = to.WordsPerSample;
        uint* fromKeys = _points.Keys, keys = to.Keys;
        ulong* fromOffsets = _points.Offsets, offsets = to.Offsets;
        float* fromTargets = _points.Targets, targets = to.Targets;
        for (int b = first; b < last; b++)
        {
            int point = Draw(random[b]);
            keys[b] = fromKeys[point];
            targets[b] = fromTargets[point];
            for (int q = 0; q < width; q++)
                offsets[(long)b * width + q] = fromOffsets[(long)point * width + q];
        }
    }

    /// <summary>The same points, readable.</summary>
    public SparseParityBatch Points(SparseParityDataset task) => task.Take(0, _points.Count, _seed);

    /// <inheritdoc/>
    public void Dispose() => _points.Dispose();
}
