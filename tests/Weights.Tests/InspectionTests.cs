using MuBench.TestUtils;
using MuBench.TestUtils.Weights;
using MuBench.Weights.Inspection;

namespace MuBench.Tests.Weights;

public sealed class InspectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void List_OnnxFolder_ShowsInitializersAndCountsConstants()
    {
        var listing = Assert.Single(WeightInspector.List(WeightSamples.Reference("onnx-base")));
        Assert.Equal("onnx", listing.Format);
        Assert.Equal(2, listing.GraphConstants);
        Assert.Equal(273, listing.Parameters);
        Assert.Equal(new TensorListing("external", "F32", [64, 3], 192, 768, "onnx-external.data") with { Shape = listing.Tensors[6].Shape }, listing.Tensors[6]);
    }

    [Fact]
    public async Task Compare_Models_MeasuresWhatMovedAndSortsByIt()
    {
        var a = WeightSamples.Write(_folder.Path, "a.safetensors", ("same", [1f, 2f]), ("moved", [3f, 4f]), ("moved-more", [1f, 0f]), ("from-zero", [0f, 0f]), ("gone", [1f]));
        var b = WeightSamples.Write(_folder.Path, "b.safetensors", ("same", [1f, 2f]), ("moved", [4f, 3f]), ("moved-more", [0f, 2f]), ("from-zero", [1f, 0f]), ("new", [1f]));
        var diff = Assert.Single(await WeightDiffer.CompareAsync(a, b, TestContext.Current.CancellationToken));
        Assert.Equal([$"'{b}' lacks 'gone' F32 [1]", $"'{b}' has 'new' F32 [1], which '{a}' lacks"], diff.Faults);
        Assert.Equal(["from-zero", "moved-more", "moved", "same"], diff.Tensors.Select(tensor => tensor.Name));
        var moved = diff.Tensors[2];
        Assert.Equal(1, moved.MaxAbs);
        Assert.Equal(Math.Sqrt(2) / 5, moved.RelativeL2!.Value, 1e-12);
        Assert.Equal(24 / 25.0, moved.Cosine!.Value, 1e-12);
        Assert.Equal((2.0, 0.0), (diff.Tensors[1].MaxAbs, diff.Tensors[1].Cosine));
        Assert.Null(diff.Tensors[0].RelativeL2);
        Assert.True(diff.Tensors[3].Identical);
        Assert.Equal(Math.Sqrt(8) / Math.Sqrt(31), diff.RelativeL2!.Value, 1e-12);
    }

    [Fact]
    public async Task Compare_OtherConvention_ComparesWhatCorresponds()
    {
        // The same model with the names of both conventions: converted by mixing with full weight.
        var converted = Path.Combine(_folder.Path, "converted.safetensors");
        await WeightSamples.MixAsync(converted, [0, 1], WeightSamples.Reference("clip-open-clip.safetensors"), WeightSamples.Reference("clip-hf.safetensors"));
        var diff = Assert.Single(await WeightDiffer.CompareAsync(converted, WeightSamples.Reference("clip-hf.safetensors"), TestContext.Current.CancellationToken));
        Assert.Empty(diff.Faults);
        Assert.Equal(78, diff.Tensors.Count);
        Assert.All(diff.Tensors, tensor => Assert.True(tensor.Identical));
    }

    [Fact]
    public async Task Compare_NotANumber_IsAbsentRatherThanWrong()
    {
        var a = WeightSamples.Write(_folder.Path, "a.safetensors", ("x", [1f, 2f]));
        var b = WeightSamples.Write(_folder.Path, "b.safetensors", ("x", [1f, float.NaN]));
        var diff = Assert.Single(await WeightDiffer.CompareAsync(a, b, TestContext.Current.CancellationToken));
        Assert.Equal((null, null, null), (diff.Tensors[0].MaxAbs, diff.Tensors[0].RelativeL2, diff.Tensors[0].Cosine));
        Assert.False(diff.Tensors[0].Identical);
    }
}
