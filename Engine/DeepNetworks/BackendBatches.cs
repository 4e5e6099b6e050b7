using ScalingTools.Backends;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>Batches that a backend computes. The slice of the managed engine draws the samples and judges the outputs on those that are held out.</summary>
internal sealed unsafe class BackendBatches : IBatchTraining
{
    private readonly MeasuredSlice _slice;
    private readonly IBackendModel _model;
    private readonly BackendBatch _batch;
    private readonly int _samples, _sliceSamples;

    /// <summary>A model at its start.</summary>
    /// <param name="task">What is trained, and where.</param>
    /// <param name="parameters">θ at the start.</param>
    /// <param name="batch">B.</param>
    /// <param name="slice">Samples of a slice.</param>
    /// <param name="moments">Numbers that the optimiser keeps for each parameter.</param>
    /// <param name="threads">Threads, where the processor computes.</param>
    /// <param name="data">The slice; owned from now on.</param>
    public BackendBatches(BackendTask task, ParameterSet parameters, int batch, int slice, int moments, int threads, MeasuredSlice data)
    {
        (_slice, _samples, _sliceSamples) = (data, batch, slice);
        SliceData parts = data.Data;
        _batch = new()
        {
            Count = batch, Values = Numbers(parts.Values?.Length), Tokens = Whole(parts.Tokens?.Count), Targets = Numbers(parts.Targets?.Length), Labels = Whole(parts.Labels?.Count),
        };
        _model = task.Device.Create(new()
        {
            Network = task.Network, Arrays = BackendModel.ArraysOf(parameters), Loss = task.Loss, Moments = moments, RelativeToStart = task.Start is not null,
        }, threads);
        _model.Write(BackendState.Parameters, parameters.Packed());
        if (task.Start is not null)
            _model.Write(BackendState.Start, task.Start.Packed());

        float[]? Numbers(int? ofSlice) => ofSlice is { } n ? new float[BackendBatch.Numbers(batch, n / slice)] : null;
        int[]? Whole(int? ofSlice) => ofSlice is { } n ? new int[BackendBatch.Numbers(batch, n / slice)] : null;
    }

    /// <inheritdoc/>
    public double Loss(long step)
    {
        Gather(_samples, (first, count) => _slice.Fill(step, first, count));
        return _model.Loss(_batch, []);
    }

    /// <inheritdoc/>
    public void Update(OptimizerStep step) => _model.Update(step);

    /// <inheritdoc/>
    public (double Loss, double Accuracy) Test(int count)
    {
        Tensor output = _slice.Loss.Inputs[0];
        int perSample = output.Rows / _sliceSamples, numbers = output.Length / _sliceSamples, right = 0;
        double loss = 0;
        float[] outputs = new float[BackendBatch.Numbers(Math.Min(_samples, count), numbers)];
        for (int from = 0; from < count; from += _samples)
        {
            int samples = Math.Min(_samples, count - from), start = from;
            Gather(samples, (first, some) => _slice.FillTest(start + first, some));
            _model.Forward(_batch, outputs.AsSpan(0, samples * numbers));
            Each(samples, (first, some) =>
            {
                Restore(first, some);
                outputs.AsSpan(first * numbers, some * numbers).CopyTo(new Span<float>(output.Values, some * numbers));
                _slice.Loss.Count = some * perSample;
                _slice.Loss.Forward();
                loss += _slice.Loss.Value;
                right += _slice.CountCorrect(_slice.Loss.Count);
            });
        }
        double rows = (double)count * perSample;
        return (loss / rows, right / rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _slice.Dispose();
    }

    private void Each(int samples, Action<int, int> work)
    {
        for (int first = 0; first < samples; first += _sliceSamples)
            work(first, Math.Min(_sliceSamples, samples - first));
    }

    // What should come out for some samples of the batch, back into the slice.
    private void Restore(int first, int count)
    {
        SliceData parts = _slice.Data;
        if (parts.Targets is { } targets)
            Copy(_batch.Targets!, targets.Values, targets.Length);
        if (parts.Labels is { } labels)
            Copy(_batch.Labels!, labels.Values, labels.Count);

        void Copy<T>(T[] from, T* to, int ofSlice) where T : unmanaged
        {
            int perSample = ofSlice / _sliceSamples;
            from.AsSpan(first * perSample, count * perSample).CopyTo(new Span<T>(to, count * perSample));
        }
    }

    // Samples from the slice, some at a time, into the batch.
    private void Gather(int samples, Action<int, int> fill)
    {
        _batch.Count = samples;
        SliceData parts = _slice.Data;
        Each(samples, (first, count) =>
        {
            fill(first, count);
            if (parts.Values is { } values)
                Copy(values.Values, values.Length, _batch.Values!);
            if (parts.Tokens is { } tokens)
                Copy(tokens.Values, tokens.Count, _batch.Tokens!);
            if (parts.Targets is { } targets)
                Copy(targets.Values, targets.Length, _batch.Targets!);
            if (parts.Labels is { } labels)
                Copy(labels.Values, labels.Count, _batch.Labels!);

            void Copy<T>(T* from, int ofSlice, T[] to) where T : unmanaged
            {
                int perSample = ofSlice / _sliceSamples;
                new ReadOnlySpan<T>(from, count * perSample).CopyTo(to.AsSpan(first * perSample));
            }
        });
    }
}
