namespace ScalingTools.Networks.Autodiff;

/// <summary>
/// An array of single precision in a <see cref="Graph"/>: its values and, where it varies with a parameter, the derivative of the loss by each of them in the same layout.
/// Element (i_0, i_1, …) is at Σ_d i_d Steps_d.
/// </summary>
/// <remarks>
/// A view has the numbers of another tensor in another shape. Views that lie beside one another, such as queries, keys and values of one product, cover their tensor, and whoever reads
/// them leaves the tensor itself alone; a view of everything is the tensor itself under another shape.
/// </remarks>
internal sealed unsafe class Tensor
{
    private readonly Tensor? _of;
    private readonly long _offset;
    private readonly Written _written;
    private bool _varies;
    private float* _values, _gradient;

    /// <summary>Numbers of its own.</summary>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="rowStep">From row to row, where rows are followed by padding; 0 for none.</param>
    /// <param name="varies">Whether its derivative is wanted.</param>
    public Tensor(int[] shape, bool varies, int rowStep = 0)
    {
        (Shape, _varies, _written) = (shape, varies, new());
        (Length, Rows) = Count(shape);
        Steps = new int[shape.Length];
        for (int d = shape.Length - 1, step = 1; d >= 0; d--)
        {
            Steps[d] = step;
            step = d == shape.Length - 1 && rowStep > 0 ? rowStep : step * shape[d];
        }
        Size = shape.Length == 0 ? 1 : (long)Steps[0] * shape[0];
        if (shape.Length > 0 && Steps[0] == 1)
            Size = Math.Max(shape[0], rowStep);
    }

    private Tensor(Tensor of, long offset, int[] shape, int[] steps, Written written)
    {
        (_of, _offset, Shape, Steps, _written) = (of.Storage, of._offset + offset, shape, steps, written);
        Size = of.Size;
        (Length, Rows) = Count(shape);
    }

    /// <summary>Dimensions.</summary>
    public int[] Shape { get; }
    /// <summary>From one element to the next along each dimension.</summary>
    public int[] Steps { get; }
    /// <summary>Numbers that its memory has, with padding.</summary>
    public long Size { get; }
    /// <summary>Whether its derivative is wanted.</summary>
    public bool Varies => Storage._varies;
    /// <summary>Whether it is a parameter, whose derivatives are added up over several passes.</summary>
    public bool IsParameter { get; init; }
    /// <summary>The tensor that has the numbers.</summary>
    public Tensor Storage => _of ?? this;
    /// <summary>Elements.</summary>
    public int Length { get; }
    /// <summary>Elements of a row.</summary>
    public int Columns => Shape[^1];
    /// <summary>Rows of all leading dimensions together.</summary>
    public int Rows { get; }
    /// <summary>Whether elements follow one another without gaps.</summary>
    public bool IsDense
    {
        get
        {
            for (int d = Shape.Length - 1, step = 1; d >= 0; step *= Shape[d--])
                if (Steps[d] != step && Shape[d] != 1)
                    return false;
            return true;
        }
    }

    /// <summary>The first value.</summary>
    public float* Values => Storage._values + _offset;
    /// <summary>The first derivative.</summary>
    public float* Gradient => Storage._gradient + _offset;

    /// <summary>The same numbers in another shape, row after row.</summary>
    public Tensor Reshaped(params int[] shape)
    {
        Tensor plain = new(shape, Varies);
        if (!IsDense || plain.Length != Length)
            throw new ArgumentException($"({string.Join(", ", Shape)}) cannot be seen as ({string.Join(", ", shape)})");
        return new Tensor(this, 0, plain.Shape, plain.Steps, _written);
    }

    /// <summary>A part of the numbers. Parts must not overlap, must cover everything, and each may be read by several operations.</summary>
    /// <param name="offset">Of the first element.</param>
    /// <param name="shape">Dimensions.</param>
    /// <param name="steps">From element to element.</param>
    public Tensor Part(long offset, int[] shape, int[] steps) => new(this, offset, shape, steps, new());

    /// <summary>The last two dimensions exchanged.</summary>
    public Tensor Transposed() => new(this, 0, [.. Shape[..^2], Shape[^1], Shape[^2]], [.. Steps[..^2], Steps[^1], Steps[^2]], _written);

    /// <summary>The same tensor after an operation that works where its input lies.</summary>
    public Tensor Renamed() => new(this, 0, Shape, Steps, _written);

    /// <summary>Says whether it depends on a parameter, when what makes it is recorded.</summary>
    public void SetVaries(bool varies) => Storage._varies = varies;

    /// <summary>Where the numbers are.</summary>
    public void Place(float* values, float* gradient)
    {
        _values = values;
        _gradient = gradient;
    }

    /// <summary>Where the derivatives are.</summary>
    public void PlaceGradient(float* gradient) => _gradient = gradient;

    /// <summary>Begins a pass backwards: whether there are derivatives already to which others are added.</summary>
    public void BeginGradient(bool written) => _written.Yes = written;

    /// <summary>Told by an operation that is about to write derivatives: whether it has to add to those of another.</summary>
    public bool AddsGradient()
    {
        bool written = _written.Yes;
        _written.Yes = true;
        return written;
    }

    private static (int Length, int Rows) Count(int[] shape)
    {
        int rows = 1;
        foreach (int d in shape.AsSpan(0, Math.Max(0, shape.Length - 1)))
            rows = checked(rows * d);
        return (shape.Length == 0 ? 1 : checked(rows * shape[^1]), rows);
    }

    private sealed class Written
    {
        public bool Yes;
    }
}
