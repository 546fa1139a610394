using MuBench.Weights.Onnx;
using MuBench.Weights.Safetensors;

namespace MuBench.Weights.Files;

/// <summary>Opens weight files of every format.</summary>
public static class WeightModels
{
    /// <summary>Opens a safetensors file, the index of a sharded one, or an ONNX model.</summary>
    /// <exception cref="UserException">The file does not exist, has an unknown format, or is damaged.</exception>
    public static WeightModel Open(string path)
    {
        if (path.EndsWith(SafetensorsModel.IndexExtension, StringComparison.OrdinalIgnoreCase))
            return SafetensorsModel.OpenSharded(path);
        if (path.EndsWith(SafetensorsModel.Extension, StringComparison.OrdinalIgnoreCase))
            return SafetensorsModel.OpenFile(path);
        if (path.EndsWith(OnnxModel.Extension, StringComparison.OrdinalIgnoreCase))
            return OnnxModel.Open(path);
        throw new UserException(
            $"'{path}' is not in a known weight format. Give a .safetensors file, a .safetensors.index.json, an .onnx file, or a folder that holds them. "
            + "PyTorch checkpoints (.bin, .pt) can run code when read: convert them to safetensors first.");
    }
}
