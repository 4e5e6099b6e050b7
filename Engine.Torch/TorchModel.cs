using System.Runtime.InteropServices;
using ScalingTools.Backends;
using ScalingTools.Networks;
using ScalingTools.Torch.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace ScalingTools.Torch;

/// <summary>A model on a device: its module, what its optimiser keeps, and the derivatives of the last batch.</summary>
/// <remarks>What is made on the way lives in a scope and dies with it; results of operations in place are never freed by hand.</remarks>
internal sealed class TorchModel : IBackendModel
{
    private readonly BackendModel _model;
    private readonly Device _device;
    private readonly NetworkModule _module;
    private readonly Tensor[] _parameters, _first, _second;
    private Tensor[] _gradients = [];

    /// <summary>A model whose numbers are all 0.</summary>
    public TorchModel(BackendModel model, Device device)
    {
        (_model, _device) = (model, device);
        _module = NetworkModule.Of(model, device);
        _parameters = [.. model.Arrays.Select(array => _module.Parameter(array.Name))];
        _first = model.Moments > 0 ? Zeros() : [];
        _second = model.Moments > 1 ? Zeros() : [];

        Tensor[] Zeros() => [.. model.Arrays.Select(array => zeros(NetworkModule.Shape(array), ScalarType.Float32, device))];
    }

    /// <inheritdoc/>
    public long Bytes => (1L + _model.Moments + (_model.RelativeToStart ? 1 : 0)) * _model.Count * sizeof(float);

    /// <inheritdoc/>
    public double Loss(BackendBatch batch, Span<float> outputs)
    {
        float[] taken = new float[outputs.Length];
        double loss = TorchErrors.Translated(batch.Count, () => Differentiate(batch, taken));
        taken.CopyTo(outputs);
        return loss;
    }

    /// <inheritdoc/>
    public void Update(OptimizerStep step) => TorchErrors.Translated(batch: 0, () =>
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable none = no_grad();
        for (int i = 0; i < _parameters.Length; i++)
            TorchOptimizer.Apply(step, _parameters[i], _gradients[i], _first.ElementAtOrDefault(i), _second.ElementAtOrDefault(i));
        return 0;
    });

    /// <inheritdoc/>
    public void Forward(BackendBatch batch, Span<float> outputs)
    {
        float[] taken = new float[outputs.Length];
        TorchErrors.Translated(batch.Count, () =>
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable none = no_grad();
            Take(_module.forward(Inputs(batch)), taken);
            return 0;
        });
        taken.CopyTo(outputs);
    }

    /// <inheritdoc/>
    public void Write(BackendState state, ReadOnlySpan<float> numbers)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable none = no_grad();
        foreach (Tensor tensor in Of(state))
        {
            int length = checked((int)tensor.numel());
            tensor.copy_(Upload(numbers[..length], tensor.shape));
            numbers = numbers[length..];
        }
    }

    /// <inheritdoc/>
    public void Read(BackendState state, Span<float> numbers)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor tensor in Of(state))
        {
            int length = checked((int)tensor.numel());
            Take(tensor.detach(), numbers[..length]);
            numbers = numbers[length..];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in (Tensor[])[.. _first, .. _second, .. _gradients])
            tensor.Dispose();
        _module.Dispose();
    }

    private double Differentiate(BackendBatch batch, float[] outputs)
    {
        foreach (Tensor gradient in _gradients)
            gradient.Dispose();
        _gradients = [];
        using DisposeScope scope = NewDisposeScope();
        Tensor output = _module.forward(Inputs(batch)), loss = Judge(output, batch);
        if (outputs.Length > 0)
            Take(output.detach(), outputs);
        // Asked for as results: what parameters keep of them is a method in some versions and a property in others.
        _gradients = [.. autograd.grad([loss], _parameters).Select(gradient => gradient.DetachFromDisposeScope())];
        return loss.detach().cpu().item<float>();
    }

    // Σ_r w_r ℓ_r
    private Tensor Judge(Tensor output, BackendBatch batch)
    {
        long rows = _model.Loss == NetworkLoss.CrossEntropy ? output.numel() / Classes(output) : output.shape[0];
        Tensor losses; // (rows)
        if (_model.Loss == NetworkLoss.CrossEntropy)
            losses = nn.functional.cross_entropy(output.reshape(rows, Classes(output)), Upload(batch.Labels!.AsSpan(0, (int)rows), [rows]).to(ScalarType.Int64), null, -100, nn.Reduction.None);
        else
        {
            Tensor difference = output - Upload(batch.Targets!.AsSpan(0, (int)output.numel()), output.shape);
            losses = (difference * difference).sum(-1);
            if (_model.Loss == NetworkLoss.HalfSquaredError)
                losses = losses * 0.5f;
        }
        return batch.Weights is { } weights ? (losses * Upload(weights.AsSpan(0, (int)rows), [rows])).sum() : losses.mean();
    }

    private long Classes(Tensor output) => _module.Classes ?? output.shape[^1];

    // (B, inputs) or (B, length)
    private Tensor Inputs(BackendBatch batch) => batch.Tokens is { } tokens
        ? Upload(tokens.AsSpan(0, batch.Count * _module.InputLength), [batch.Count, _module.InputLength]).to(ScalarType.Int64)
        : Upload(batch.Values.AsSpan(0, batch.Count * _module.InputLength), [batch.Count, _module.InputLength]);

    private Tensor Upload<T>(ReadOnlySpan<T> numbers, long[] shape) where T : unmanaged
    {
        Tensor here = empty(shape, typeof(T) == typeof(int) ? ScalarType.Int32 : ScalarType.Float32);
        MemoryMarshal.AsBytes(numbers).CopyTo(here.bytes);
        return _device.type == DeviceType.CPU ? here : here.to(_device);
    }

    private static void Take(Tensor tensor, Span<float> to) => tensor.cpu().contiguous().bytes[..(to.Length * sizeof(float))].CopyTo(MemoryMarshal.AsBytes(to));

    private IEnumerable<Tensor> Of(BackendState state) => state switch
    {
        BackendState.First => _first,
        BackendState.Second => _second,
        BackendState.Start => _model.Arrays.Select(array => _module.Start(array.Name)),
        _ => _parameters,
    };
}
