using ScalingTools.Backends;
using ScalingTools.Composition;
using ScalingTools.DeepNetworks;
using ScalingTools.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ScalingTools.Torch.Networks;

/// <summary>A model record of the engine as a module: its parameters by name, and what comes out.</summary>
internal abstract class NetworkModule : nn.Module<Tensor, Tensor>
{
    private readonly Dictionary<string, Parameter> _arrays = [];
    private readonly Dictionary<string, Tensor> _start = [];
    private readonly bool _relative, _linear;

    /// <summary>A module whose numbers are all 0.</summary>
    protected NetworkModule(string name, BackendModel model, Device device) : base(name)
    {
        (_relative, _linear) = (model.RelativeToStart, model.Network is ConvolutionalOptions { Linearized: true });
        foreach (BackendModel.Array array in model.Arrays)
        {
            Parameter parameter = new(zeros(Shape(array), ScalarType.Float32, device));
            register_parameter(array.Name.Replace('.', '_'), parameter); // libtorch keeps dots for modules within modules
            _arrays[array.Name] = parameter;
            if (model.RelativeToStart)
                _start[array.Name] = zeros(Shape(array), ScalarType.Float32, device);
        }
    }

    /// <summary>The module of a model.</summary>
    public static NetworkModule Of(BackendModel model, Device device) => model.Network switch
    {
        TwoLayerOptions options => new TwoLayerModule(options, model, device),
        TransformerOptions options => new TransformerModule(options, model, device),
        PerceptronOptions options => new PerceptronModule(options, model, device),
        ConvolutionalOptions options => new ConvolutionalModule(options, model, device),
        AttentionShape shape => new AttentionModule(shape, model, device),
        _ => throw new NotSupportedException($"There is no module for {model.Network.GetType().Name}."),
    };

    /// <summary>Numbers that go in for each sample.</summary>
    public abstract int InputLength { get; }

    /// <summary>Classes of a row that is judged; null for all columns of the output.</summary>
    public virtual int? Classes => null;

    /// <summary>The parameter of a name.</summary>
    public Tensor Parameter(string name) => _arrays[name];

    /// <summary>The array of a name in θ_0.</summary>
    public Tensor Start(string name) => _start[name];

    /// <summary>The dimensions of an array.</summary>
    public static long[] Shape(BackendModel.Array array) => [.. array.Shape.Select(length => (long)length)];

    /// <inheritdoc/>
    public sealed override Tensor forward(Tensor input)
    {
        if (_linear)
            return Linearized(input);
        if (!_relative)
            return Network(input, Parameter);
        Tensor frozen;
        using (no_grad())
            frozen = Network(input, Start);
        return Network(input, Parameter) - frozen;
    }

    /// <summary>f for parameters by name.</summary>
    /// <param name="input">Shape (B, <see cref="InputLength"/>).</param>
    /// <param name="of">The parameters.</param>
    protected abstract Tensor Network(Tensor input, Func<string, Tensor> of);

    /// <summary>∇f(θ_0)·θ, of a model that is the linear approximation of another.</summary>
    protected virtual Tensor Linearized(Tensor input) => throw new NotSupportedException("This model has no linear approximation.");

    /// <summary>Frees what is not registered; parameters are freed by the module.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (Tensor tensor in _start.Values)
                tensor.Dispose();
        base.Dispose(disposing);
    }
}
