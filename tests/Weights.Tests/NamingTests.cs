using MuBench.TestUtils;
using MuBench.TestUtils.Weights;

namespace MuBench.Tests.Weights;

public sealed class NamingTests : IDisposable
{
    private static readonly string HuggingFace = WeightSamples.Reference("clip-hf.safetensors");
    private static readonly string OpenClip = WeightSamples.Reference("clip-open-clip.safetensors");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Mix_OpenClipIntoHuggingFace_IsNumPysResultByteForByte()
    {
        var output = Path.Combine(_folder.Path, "mixed.safetensors");
        await WeightSamples.MixAsync(output, [1 - 0.3, 0.3], HuggingFace, OpenClip);
        Assert.Equal(File.ReadAllBytes(WeightSamples.Reference("clip-hf-expected.safetensors")), File.ReadAllBytes(output));
    }

    [Fact]
    public async Task Mix_HuggingFaceIntoOpenClip_IsNumPysResultByteForByte()
    {
        var output = Path.Combine(_folder.Path, "mixed.safetensors");
        await WeightSamples.MixAsync(output, [1 - 0.3, 0.3], OpenClip, HuggingFace);
        Assert.Equal(File.ReadAllBytes(WeightSamples.Reference("clip-open-clip-expected.safetensors")), File.ReadAllBytes(output));
    }

    [Fact]
    public async Task Mix_ThereAndBack_IsTheSameModel()
    {
        var converted = Path.Combine(_folder.Path, "converted.safetensors");
        var back = Path.Combine(_folder.Path, "back.safetensors");
        await WeightSamples.MixAsync(converted, [0, 1], OpenClip, HuggingFace);
        await WeightSamples.MixAsync(back, [0, 1], HuggingFace, converted);
        Assert.Equal(File.ReadAllBytes(HuggingFace), File.ReadAllBytes(back));
    }

    [Fact]
    public async Task Mix_PrefixesOfTrainingAndOfTextTowers_AreSeenThrough()
    {
        var renamed = Path.Combine(_folder.Path, "renamed.safetensors");
        Rename(OpenClip, renamed, name => "module." + (name is "logit_scale" || name.StartsWith("visual.", StringComparison.Ordinal) ? name : "text." + name));
        var output = Path.Combine(_folder.Path, "mixed.safetensors");
        await WeightSamples.MixAsync(output, [1 - 0.3, 0.3], HuggingFace, renamed);
        Assert.Equal(File.ReadAllBytes(WeightSamples.Reference("clip-hf-expected.safetensors")), File.ReadAllBytes(output));
    }

    [Fact]
    public async Task Mix_BothConventionsInOneFile_IsRefused()
    {
        var both = WeightSamples.Write(_folder.Path, "both.safetensors", ("visual.class_embedding", [1f]), ("vision_model.embeddings.class_embedding", [1f]));
        var exception = await Assert.ThrowsAsync<UserException>(() => WeightSamples.MixAsync(Path.Combine(_folder.Path, "x.safetensors"), [1, 1], both, HuggingFace));
        Assert.Contains("mixes two naming conventions", exception.Message, StringComparison.Ordinal);
    }

    private static void Rename(string source, string target, Func<string, string> rename)
    {
        using var model = MuBench.Weights.Files.WeightModels.Open(source);
        var data = WeightSamples.Tensors(source);
        WeightSamples.Write(
            Path.GetDirectoryName(target)!,
            Path.GetFileName(target),
            [.. model.Tensors.Select(tensor => (rename(tensor.Name), MuBench.Weights.Elements.ElementTypes.NameOf(tensor.Type), tensor.Shape.ToArray(), data[tensor.Name]))]);
    }
}
