using System.Runtime.CompilerServices;
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

    /// <summary>The key of a point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Key(int point) => (int)(_points.Keys[point] / InputLayout.RowBytes);

    /// <summary>Copies the offsets of a point's rows, and returns its target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Copy(int point, ulong* offsets)
    {
        ulong* from = _points.Offsets + (long)point * _points.WordsPerSample;
        for (int q = 0; q < _points.WordsPerSample; q++)
            offsets[q] = from[q];
        return _points.Targets[point];
    }

    /// <summary>The same points, readable.</summary>
    public SparseParityBatch Points(SparseParityDataset task) => task.Take(0, _points.Count, _seed);

    /// <inheritdoc/>
    public void Dispose() => _points.Dispose();
}
