namespace MuBench.Weights.Files;

/// <summary>The file formats of weights.</summary>
public enum WeightFormat
{
    /// <summary>Hugging Face safetensors, in one file or in shards with an index.</summary>
    Safetensors,

    /// <summary>An ONNX model, with or without external data files.</summary>
    Onnx,
}
