using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>What one thread needs for itself: the rows of the block at hand, and everything all threads work out for themselves.</summary>
internal sealed unsafe class BlockScratch : IDisposable
{
    private const int Lanes = 8; // room for one output bias or two, as a row that ParameterUpdate takes

    private readonly AlignedMemory _rows, _tables, _rowSums, _tableSums, _gradients, _errors, _bias;

    public BlockScratch(InputLayout layout, int parameterRows, int padded)
    {
        _rows = new AlignedMemory((long)layout.KeyCount * InputLayout.RowBytes);
        _rowSums = new AlignedMemory(_rows.Length);
        _tables = new AlignedMemory((long)layout.WordsPerSample * layout.TableStride);
        _tableSums = new AlignedMemory(_tables.Length);
        _gradients = new AlignedMemory((long)(parameterRows + 1) * InputLayout.RowBytes);
        _errors = new AlignedMemory((long)padded * sizeof(float));
        _bias = new AlignedMemory(4 * Lanes * sizeof(float));
    }

    /// <summary>Rows of keys.</summary>
    public byte* Rows => _rows.Start;
    /// <summary>Rows of groups.</summary>
    public byte* Tables => _tables.Start;
    /// <summary>What samples add up in the rows of their keys; 0 between blocks.</summary>
    public byte* RowSums => _rowSums.Start;
    /// <summary>What samples add up in the rows of their groups; 0 between blocks.</summary>
    public byte* TableSums => _tableSums.Start;
    /// <summary>Gradients of a block, then a row for the weights that the function sees.</summary>
    public byte* Gradients => _gradients.Start;
    /// <summary>e. Shape (padded).</summary>
    public float* Errors => _errors.Floats;
    /// <summary>c: a copy for each thread, all the same. Shape (8).</summary>
    public float* Bias => _bias.Floats;
    /// <summary>m of c.</summary>
    public float* BiasFirst => _bias.Floats + Lanes;
    /// <summary>v of c.</summary>
    public float* BiasSecond => _bias.Floats + 2 * Lanes;
    /// <summary>∂L/∂c.</summary>
    public float* BiasGradient => _bias.Floats + 3 * Lanes;
    /// <summary>Numbers of c, m and v together.</summary>
    public const int BiasState = 3 * Lanes;
    /// <summary>Bytes held.</summary>
    public long Bytes => 2 * (_rows.Length + _tables.Length) + _gradients.Length + _errors.Length + _bias.Length;

    /// <summary>A step of c.</summary>
    /// <param name="update">The step.</param>
    /// <param name="errorSum">Σ_b e_b, the gradient of the function's bias.</param>
    /// <param name="outputs">O.</param>
    public void UpdateBias(ParameterUpdate update, float errorSum, int outputs)
    {
        BiasGradient[0] = outputs == 1 ? errorSum : -errorSum;
        BiasGradient[1] = outputs == 1 ? 0 : errorSum;
        update.Apply(Bias, BiasGradient, BiasFirst, BiasSecond, Lanes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (AlignedMemory memory in (AlignedMemory[])[_rows, _tables, _rowSums, _tableSums, _gradients, _errors, _bias])
            memory.Dispose();
    }
}
