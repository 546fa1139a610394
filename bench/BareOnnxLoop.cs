using Microsoft.ML.OnnxRuntime;

namespace MuBench.Bench;

/// <summary>ONNX Runtime by itself: one session, the same ready tensor again and again.</summary>
internal static class BareOnnxLoop
{
    /// <summary>Speed of the image side of a model.</summary>
    public static Speed Measure(string path, int images, int batch)
    {
        using var settings = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount, InterOpNumThreads = 1 };
        using var session = new InferenceSession(path, settings);
        using var run = new RunOptions();
        var (name, input) = session.InputMetadata.First();
        var side = input.Dimensions[3] > 0 ? input.Dimensions[3] : 224;
        long[] shape = [batch, 3, side, side];
        var pixels = new float[batch * 3 * side * side];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = i % 255 / 127.5f - 1;
        using var tensor = OrtValue.CreateTensorValueFromMemory(pixels, shape);
        var inputs = new Dictionary<string, OrtValue> { [name] = tensor };
        session.Run(run, inputs, session.OutputNames).Dispose();
        var batches = (images + batch - 1) / batch;
        return Speed.MeasureAsync(batches * batch, () =>
        {
            for (var i = 0; i < batches; i++)
                session.Run(run, inputs, session.OutputNames).Dispose();
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
    }
}
