using MuBench.Weights.Files;

namespace MuBench.Weights.Onnx;

/// <summary>Opens ONNX models as weights.</summary>
internal static class OnnxModel
{
    /// <summary>Extension of the files' names.</summary>
    public const string Extension = ".onnx";

    /// <summary>Opens a model and the external data files that it names.</summary>
    public static WeightModel Open(string path)
    {
        var file = WeightFile.Open(path);
        var external = new OnnxExternalData(path);
        try
        {
            var reader = new OnnxGraphReader(new ProtoReader(file), external);
            var graph = reader.Read();
            return new WeightModel
            {
                Path = path,
                Format = WeightFormat.Onnx,
                Files = [file, .. external.Files],
                Tensors = reader.Tensors,
                Graph = graph,
            };
        }
        catch
        {
            file.Dispose();
            foreach (var opened in external.Files)
                opened.Dispose();
            throw;
        }
    }
}
