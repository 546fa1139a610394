using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MuBench.Contrastive;

/// <summary>One ONNX session. Its inputs and outputs are found by name and checked.</summary>
internal sealed class OnnxEncoder : IDisposable
{
    private static readonly string[] TextInputs = ["input_ids", "attention_mask", "token_type_ids", "position_ids"];

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly Lazy<BatchMemory> _batches;
    private readonly bool _isProfiling;

    public OnnxEncoder(string path, ContrastiveOptions options)
    {
        Path = path;
        using var settings = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = options.IntraOpThreads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Threads that spin while they wait for the next batch would take the cores from the threads that decode it.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        // Without this setting, the scores of an 8-bit export depend on the processor.
        settings.AddSessionConfigEntry(Arithmetic.ExactBytes, "1");
        ExecutionProviders.AddTo(settings, options);
        if (options.ProfileFolder is { } folder)
        {
            settings.EnableProfiling = _isProfiling = true;
            settings.ProfileOutputPathPrefix = System.IO.Path.Combine(folder, System.IO.Path.GetFileNameWithoutExtension(path));
        }

        try
        {
            _session = new InferenceSession(path, settings);
        }
        catch (OnnxRuntimeException exception)
        {
            var where = options.Provider == ExecutionProviders.Cpu ? "" : $" on {ExecutionProviders.RuntimeName(options.Provider)}";
            throw new UserException($"'{path}' cannot be loaded as an ONNX model{where}: {exception.Message}", exception);
        }

        _batches = new(() => new BatchMemory(_session, options.Provider == ExecutionProviders.Cpu ? null : options.Device));
        PixelInput = _session.InputMetadata.Keys.FirstOrDefault(name => name == "pixel_values")
            ?? _session.InputMetadata.FirstOrDefault(input => input.Value.Dimensions.Length == 4 && IsFloat(input.Value)).Key;
        CheckInputs();
    }

    /// <summary>The ONNX file.</summary>
    public string Path { get; }

    /// <summary>Name of the image input; null for a text encoder.</summary>
    public string? PixelInput { get; }

    /// <summary>Whether the session takes token ids.</summary>
    public bool TakesText => _session.InputMetadata.ContainsKey("input_ids");

    /// <summary>Whether the session takes images as 16-bit floats.</summary>
    public bool TakesHalf => PixelInput is { } pixels && _session.InputMetadata[pixels].ElementType == typeof(Float16);

    /// <summary>Memory for its batches of images.</summary>
    public BatchMemory Batches => _batches.Value;

    /// <summary>Shape of an input, with -1 for a free dimension; null if there is no such input.</summary>
    public int[]? InputShape(string name) => _session.InputMetadata.TryGetValue(name, out var input) ? input.Dimensions : null;

    /// <summary>The names of the session's text inputs.</summary>
    public IEnumerable<string> TextInputNames => TextInputs.Where(_session.InputMetadata.ContainsKey);

    /// <summary>A tensor of whole numbers, in the element type of an input.</summary>
    public OrtValue Integers(string input, long[] values, long[] shape) => _session.InputMetadata[input].ElementType == typeof(int)
        ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => (int)value), shape)
        : OrtValue.CreateTensorValueFromMemory(values, shape);

    /// <summary>Finds the output with embeddings: one with a known name, otherwise the only one with two dimensions.</summary>
    /// <param name="names">The names that exporters use.</param>
    /// <param name="pooledIsEmbedding">Whether the model has no projection; its pooled output is then the embedding.</param>
    public string FindOutput(IReadOnlyList<string> names, bool pooledIsEmbedding)
    {
        var outputs = _session.OutputMetadata;
        if (names.FirstOrDefault(outputs.ContainsKey) is { } named)
            return named;
        var candidates = outputs.Where(output => output.Value.Dimensions.Length == 2
            && (pooledIsEmbedding || output.Key != "pooler_output") && !output.Key.StartsWith("logits", StringComparison.Ordinal)).Select(output => output.Key).ToList();
        if (candidates.Count == 1)
            return candidates[0];
        throw new UserException(
            $"'{Path}' has no output {string.Join(" or ", names)}; it has {string.Join(", ", outputs.Keys)}. Export the model with its projection "
            + "(CLIPVisionModelWithProjection, CLIPTextModelWithProjection): a pooled output alone cannot be compared between image and text.");
    }

    /// <summary>Runs the session and returns the rows of an output.</summary>
    public float[][] Run(IReadOnlyDictionary<string, OrtValue> inputs, string output)
    {
        using var results = _session.Run(_run, inputs, [output]);
        var info = results[0].GetTensorTypeAndShape();
        // The pooled output of a convolutional image side has the shape batch, channel, 1, 1.
        if (info.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16) || info.Shape.Length < 2 || info.Shape.AsSpan(2).ContainsAnyExcept(1))
            throw new UserException($"'{Path}': output {output} should be a matrix of 32-bit or 16-bit floats, not {info.ElementDataType} of shape [{string.Join(", ", info.Shape)}].");
        var (rows, width) = ((int)info.Shape[0], (int)info.Shape[1]);
        var half = info.ElementDataType == TensorElementType.Float16;
        var matrix = new float[rows][];
        for (var row = 0; row < rows; row++)
        {
            matrix[row] = new float[width];
            if (half)
                Widen(results[0].GetTensorDataAsSpan<Float16>().Slice(row * width, width), matrix[row]);
            else
                results[0].GetTensorDataAsSpan<float>().Slice(row * width, width).CopyTo(matrix[row]);
        }

        return matrix;
    }

    /// <summary>Ends profiling and adds the profile to a placement; does nothing if there was no profiling.</summary>
    public void ReadPlacement(NodePlacement placement)
    {
        if (!_isProfiling)
            return;
        var file = _session.EndProfiling();
        using (var profile = File.OpenRead(file))
            placement.Add(profile);
        File.Delete(file);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_batches.IsValueCreated)
            _batches.Value.Dispose();
        _run.Dispose();
        _session.Dispose();
    }

    private static void Widen(ReadOnlySpan<Float16> values, float[] target)
    {
        for (var i = 0; i < target.Length; i++)
            target[i] = (float)values[i];
    }

    private static bool IsFloat(NodeMetadata input) => input.ElementType == typeof(float) || input.ElementType == typeof(Float16);

    private void CheckInputs()
    {
        foreach (var (name, input) in _session.InputMetadata)
        {
            var known = name == PixelInput || TextInputs.Contains(name);
            var type = name == PixelInput ? IsFloat(input) : input.ElementType == typeof(long) || input.ElementType == typeof(int);
            if (known && type)
                continue;
            _session.Dispose();
            throw new UserException(
                $"'{Path}': input {name} ({input.ElementType?.Name}) is not known. Expected are pixel_values (32-bit or 16-bit floats) and input_ids, attention_mask, "
                + "token_type_ids, position_ids (whole numbers).");
        }
    }
}
