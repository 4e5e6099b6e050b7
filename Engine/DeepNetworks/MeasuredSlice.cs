using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>The graph of a few samples, of a training batch or of the samples that are held out.</summary>
internal abstract class MeasuredSlice : GraphSlice
{
    /// <summary>Where its samples lie.</summary>
    public abstract SliceData Data { get; }

    /// <summary>Fills in samples that are held out.</summary>
    /// <param name="first">The first.</param>
    /// <param name="count">How many.</param>
    public abstract void FillTest(int first, int count);

    /// <summary>How many of the first rows have their largest output at the right class.</summary>
    public abstract int CountCorrect(int rows);

    /// <summary>The index of the largest of n numbers, the first of equals.</summary>
    protected static unsafe int Largest(float* row, int n)
    {
        int best = 0;
        for (int i = 1; i < n; i++)
            if (row[i] > row[best])
                best = i;
        return best;
    }
}
