using MuBench.TestUtils;
using MuBench.TestUtils.Weights;
using MuBench.Weights;

namespace MuBench.Tests.Weights;

public sealed class FolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Base => Path.Combine(_folder.Path, "base");

    private string Tuned => Path.Combine(_folder.Path, "tuned");

    private string Output => Path.Combine(_folder.Path, "out", "mixed");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task InterpolateFolders_OptimumLayout_MixesEachFileAndCopiesTheRest()
    {
        foreach (var (folder, value) in new[] { (Base, 1f), (Tuned, 3f) })
        {
            WeightSamples.Write(folder, "onnx/vision_model.onnx", Onnx("v", value));
            WeightSamples.Write(folder, "onnx/text_model.onnx", Onnx("t", value * 10));
            WeightSamples.Write(folder, "config.json", """{"model_type":"clip","text_config":{"hidden_act":"quick_gelu"}}"""u8.ToArray());
            WeightSamples.Write(folder, "tokenizer.json", [1]);
            WeightSamples.Write(folder, "pytorch_model.bin", [2]);
            WeightSamples.Write(folder, "reference.json", [4]); // the values of this model are not those of the mixture
            WeightSamples.Write(folder, ".git/config", [3]);
        }

        double[] alphas = [0.25, 0.5];
        var result = await WeightInterpolator.InterpolateFoldersAsync(
            Base, Tuned, [.. alphas.Select(alpha => (alpha, $"{Output}-{alpha}"))], null, TestContext.Current.CancellationToken);
        Assert.Empty(result.Notes);
        Assert.Equal(Onnx("v", 1.5f), File.ReadAllBytes($"{Output}-0.25/onnx/vision_model.onnx"));
        Assert.Equal(Onnx("t", 20), File.ReadAllBytes($"{Output}-0.5/onnx/text_model.onnx"));
        Assert.Equal(["config.json", "onnx", "tokenizer.json"], Entries($"{Output}-0.5"));
        Assert.Equal(["mixed-0.25", "mixed-0.5"], Entries(Path.Combine(_folder.Path, "out")));
    }

    [Fact]
    public async Task InterpolateFolders_OneSafetensorsUnderOtherNames_ArePaired()
    {
        WeightSamples.Write(Base, "model.safetensors", ("x", [1f]));
        WeightSamples.Write(Tuned, "open_clip_model.safetensors", ("x", [3f]));
        await MixAsync();
        Assert.Equal([2f], WeightSamples.Floats(Path.Combine(Output, "model.safetensors"), "x"));
    }

    [Fact]
    public async Task InterpolateFolders_SecondSafetensorsModelOfOneFolder_IsLeftOutAndSaid()
    {
        WeightSamples.Write(Base, "model.safetensors", ("x", [1f]));
        WeightSamples.Write(Base, "open_clip_model.safetensors", ("x", [1f]));
        WeightSamples.Write(Tuned, "model.safetensors", ("x", [3f]));
        Assert.Equal("'open_clip_model.safetensors' is left out: not every input has it.", Assert.Single((await MixAsync()).Notes));
        Assert.Equal(["model.safetensors"], Entries(Output));
    }

    [Fact]
    public async Task InterpolateFolders_FormatOfOneFolderOnly_IsLeftOutAndSaid()
    {
        WeightSamples.Write(Base, "model.safetensors", ("x", [1f]));
        WeightSamples.Write(Base, "onnx/model.onnx", Onnx("x", 1));
        WeightSamples.Write(Tuned, "onnx/model.onnx", Onnx("x", 3));
        var result = await MixAsync();
        Assert.Contains("model.safetensors' is left out", Assert.Single(result.Notes), StringComparison.Ordinal);
        Assert.Equal(["onnx"], Entries(Output));
    }

    [Fact]
    public async Task InterpolateFolders_TowerMissing_IsRefused()
    {
        WeightSamples.Write(Base, "onnx/vision_model.onnx", Onnx("x", 1));
        WeightSamples.Write(Base, "onnx/text_model.onnx", Onnx("x", 1));
        WeightSamples.Write(Tuned, "onnx/vision_model.onnx", Onnx("x", 3));
        var exception = await Assert.ThrowsAsync<UserException>(MixAsync);
        Assert.Contains($"'{Tuned}' lacks '{Path.Combine("onnx", "text_model.onnx")}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InterpolateFolders_OtherActivation_IsRefused()
    {
        WeightSamples.Write(Base, "model.safetensors", ("x", [1f]));
        WeightSamples.Write(Base, "config.json", """{"text_config":{"hidden_act":"quick_gelu","hidden_size":512},"vision_config":{"hidden_act":"gelu"}}"""u8.ToArray());
        WeightSamples.Write(Tuned, "model.safetensors", ("x", [1f]));
        WeightSamples.Write(Tuned, "config.json", """{"text_config":{"hidden_act":"gelu"},"vision_config":{"hidden_act":"gelu"}}"""u8.ToArray());
        var exception = await Assert.ThrowsAsync<UserException>(MixAsync);
        Assert.Contains("config.json: text_config.hidden_act is \"quick_gelu\"", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(Output)));
    }

    [Fact]
    public async Task InterpolateFolders_OutputHoldsSomething_IsRefused()
    {
        WeightSamples.Write(Base, "model.safetensors", ("x", [1f]));
        WeightSamples.Write(Output, "notes.txt", [1]);
        var exception = await Assert.ThrowsAsync<UserException>(() => WeightInterpolator.InterpolateFoldersAsync(Base, Base, [(0.5, Output)], null, TestContext.Current.CancellationToken));
        Assert.Contains("already exists", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interpolate_ForcedIntoAFolder_ReplacesItsFilesAndKeepsTheOthers()
    {
        WeightSamples.Write(Base, "model.safetensors", ("x", [1f]));
        WeightSamples.Write(Output, "model.safetensors", [1]);
        WeightSamples.Write(Output, "notes.txt", [1]);
        await WeightInterpolator.InterpolateAsync([Base, Base], [new(Output, [2, 3])], true, null, TestContext.Current.CancellationToken);
        Assert.Equal([5f], WeightSamples.Floats(Path.Combine(Output, "model.safetensors"), "x"));
        Assert.Equal(["model.safetensors", "notes.txt"], Entries(Output));
    }

    [Fact]
    public async Task InterpolateFolders_NoWeights_NamesTheFolder()
    {
        WeightSamples.Write(Base, "pytorch_model.bin", [1]);
        Directory.CreateDirectory(Tuned);
        var exception = await Assert.ThrowsAsync<UserException>(MixAsync);
        Assert.Contains($"'{Base}' holds no weights", exception.Message, StringComparison.Ordinal);
    }

    private Task<InterpolationResult> MixAsync() =>
        WeightInterpolator.InterpolateFoldersAsync(Base, Tuned, [(0.5, Output)], null, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Entries(string folder) => Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    // A model with one initializer in raw_data.
    private static byte[] Onnx(string name, float value)
    {
        byte[] tensor = [0x08, 1, 0x10, 1, 0x42, 1, (byte)name[0], 0x4A, 4, .. BitConverter.GetBytes(value)];
        byte[] graph = [0x2A, (byte)tensor.Length, .. tensor];
        return [0x08, 7, 0x3A, (byte)graph.Length, .. graph];
    }
}
