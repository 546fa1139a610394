using MuBench.Weights.Elements;
using MuBench.Weights.Files;
using MuBench.Weights.Folders;

namespace MuBench.Weights.Inspection;

/// <summary>Lists the tensors of weight files. Only headers are read.</summary>
public static class WeightInspector
{
    /// <summary>Lists a weight file, or all weight files in a model folder.</summary>
    /// <exception cref="UserException">There is no weight file, or one is damaged.</exception>
    public static IReadOnlyList<WeightListing> List(string path)
    {
        if (!Directory.Exists(path))
            return [ListFile(path)];
        var models = WeightFolder.ModelsOf(path);
        return models.Count > 0
            ? [.. models.Select(model => ListFile(Path.Combine(path, model)))]
            : throw new UserException($"'{path}' holds no weights: no .safetensors and no .onnx file.");
    }

    private static WeightListing ListFile(string path)
    {
        using var model = WeightModels.Open(path);
        var tensors = model.Tensors.Where(tensor => !tensor.IsGraphConstant).ToList();
        return new WeightListing(
            path,
            model.Format == WeightFormat.Onnx ? "onnx" : "safetensors",
            model.Metadata,
            [.. tensors.Select(tensor => new TensorListing(
                tensor.Name, ElementTypes.NameOf(tensor.Type), tensor.Shape, tensor.Elements, tensor.Bytes, tensor.File.Name))],
            model.Tensors.Count - tensors.Count,
            tensors.Where(tensor => ElementTypes.IsFloat(tensor.Type)).Sum(tensor => tensor.Elements),
            tensors.Sum(tensor => tensor.Bytes));
    }
}
