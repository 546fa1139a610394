using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MuBench.Contrastive;

namespace MuBench.Bench;

/// <summary>The baseline of contrastive models: ONNX Runtime alone, with one session and one prepared tensor.</summary>
internal sealed class BareOnnxLoop : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly BatchMemory _memory;
    private readonly BatchMemory _pinned;

    /// <param name="path">The ONNX file of the image side.</param>
    /// <param name="options">The options of the session.</param>
    public BareOnnxLoop(string path, ContrastiveOptions options)
    {
        using var settings = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount, InterOpNumThreads = 1 };
        ExecutionProviders.AddTo(settings, options);
        _session = new InferenceSession(path, settings);
        (_memory, _pinned) = (new BatchMemory(_session, null), new BatchMemory(_session, options.Provider == ExecutionProviders.Cpu ? null : options.Device));
    }

    /// <summary>Measures the speed on the processor.</summary>
    public static Speed Measure(string path, int images, int batch)
    {
        using var loop = new BareOnnxLoop(path, new ContrastiveOptions());
        return loop.Measure(images, batch);
    }

    /// <summary>Measures the speed with a batch size, after one batch that is not counted.</summary>
    /// <param name="images">Total number of images.</param>
    /// <param name="batch">Images per forward pass.</param>
    /// <param name="pinned">Whether the tensor is in page-locked memory, if there is a GPU.</param>
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
