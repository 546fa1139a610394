using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MuBench.Contrastive;

namespace MuBench.Bench;

/// <summary>ONNX Runtime by itself: one session, the same ready tensor again and again.</summary>
internal sealed class BareOnnxLoop : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly BatchMemory _memory;
    private readonly BatchMemory _pinned;

    /// <param name="path">The image side of a model.</param>
    /// <param name="options">What it runs on.</param>
    public BareOnnxLoop(string path, ContrastiveOptions options)
    {
        using var settings = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount, InterOpNumThreads = 1 };
        ExecutionProviders.AddTo(settings, options);
        _session = new InferenceSession(path, settings);
        (_memory, _pinned) = (new BatchMemory(_session, null), new BatchMemory(_session, options.Provider == ExecutionProviders.Cpu ? null : options.Device));
    }

    /// <summary>Speed on the processor.</summary>
    public static Speed Measure(string path, int images, int batch)
    {
        using var loop = new BareOnnxLoop(path, new ContrastiveOptions());
        return loop.Measure(images, batch);
    }

    /// <summary>Speed of batches of a size, after one that is not counted.</summary>
    /// <param name="images">Images in all.</param>
    /// <param name="batch">Images of a pass.</param>
    /// <param name="pinned">The tensor lies in page-locked memory, where there is a GPU.</param>
    public Speed Measure(int images, int batch, bool pinned = false)
    {
        var (name, input) = _session.InputMetadata.First();
        var side = input.Dimensions[3] > 0 ? input.Dimensions[3] : 224;
        var half = input.ElementType == typeof(Float16);
        var count = batch * 3 * side * side;
        var bytes = (long)count * (half ? sizeof(ushort) : sizeof(float));
        var from = pinned ? _pinned : _memory;
        using var memory = from.Rent(bytes);
        using var tensor = BatchMemory.Tensor(memory, half ? TensorElementType.Float16 : TensorElementType.Float, [batch, 3, side, side], bytes);
        for (var i = 0; i < count; i++)
        {
            var value = i % 255 / 127.5f - 1;
            if (half)
                tensor.GetTensorMutableDataAsSpan<Float16>()[i] = (Float16)value;
            else
                tensor.GetTensorMutableDataAsSpan<float>()[i] = value;
        }

        var inputs = new Dictionary<string, OrtValue> { [name] = tensor };
        _session.Run(_run, inputs, _session.OutputNames).Dispose();
        var batches = (images + batch - 1) / batch;
        return Speed.MeasureAsync(batches * batch, () =>
        {
            for (var i = 0; i < batches; i++)
                _session.Run(_run, inputs, _session.OutputNames).Dispose();
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _memory.Dispose();
        _pinned.Dispose();
        _run.Dispose();
        _session.Dispose();
    }
}
