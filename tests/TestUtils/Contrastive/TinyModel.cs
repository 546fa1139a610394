using System.Text.Json;

namespace MuBench.TestUtils.Contrastive;

/// <summary>A folder with the tiny model of data/make_model.py, with two encoders or in one file; deleted after the test.</summary>
public sealed class TinyModel : IDisposable
{
    private static readonly string Data = RepositoryFiles.Path("tests/Contrastive.Tests/data");
    private readonly TemporaryFolder _folder = new();

    public TinyModel(string layout)
    {
        foreach (var file in new[] { "config.json", "preprocessor_config.json", "tokenizer.json" })
            Copy($"clip/{file}", file);
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "onnx"));
        if (layout == "combined")
        {
            Copy("combined/model.onnx", "onnx/model.onnx");
            return;
        }

        Copy("clip/onnx/vision_model.onnx", "onnx/vision_model.onnx");
        Copy("clip/onnx/text_model.onnx", "onnx/text_model.onnx");
    }

    public static TinyReference Reference { get; } = JsonSerializer.Deserialize<TinyReference>(
        File.ReadAllText(System.IO.Path.Combine(Data, "reference.json")), JsonSerializerOptions.Web)!;

    public string Path => _folder.Path;

    public static byte[] Image(string file) => File.ReadAllBytes(RepositoryFiles.Path("tests/Imaging.Tests/data/decode", file));

    public void Copy(string from, string to) => File.Copy(System.IO.Path.Combine(Data, from), System.IO.Path.Combine(Path, to));

    public void Delete(string file) => File.Delete(System.IO.Path.Combine(Path, file));

    public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text);

    public void Dispose() => _folder.Dispose();
}
