using MuBench.Weights.Onnx;

namespace MuBench.Weights.Files;

/// <summary>The tensors of one model, open for reading.</summary>
public sealed class WeightModel : IDisposable
{
    /// <summary>The path that the user named: the file, or the index of a sharded model.</summary>
    public required string Path { get; init; }

    /// <summary>The file format.</summary>
    public required WeightFormat Format { get; init; }

    /// <summary>All files of the model, the one at <see cref="Path"/> first.</summary>
    public required IReadOnlyList<WeightFile> Files { get; init; }

    /// <summary>The tensors, in the order of the files.</summary>
    public required IReadOnlyList<WeightTensor> Tensors { get; init; }

    /// <summary>The file's free-text metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The graph of an ONNX model; null for safetensors, which hold no graph.</summary>
    public OnnxGraph? Graph { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in Files)
            file.Dispose();
    }
}
