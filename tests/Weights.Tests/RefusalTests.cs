using MuBench.TestUtils;
using MuBench.TestUtils.Weights;
using MuBench.Weights;

namespace MuBench.Tests.Weights;

public sealed class RefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Mix_ModelsThatDoNotFit_AreRefusedWithTheWholeList()
    {
        var a = WeightSamples.Write(
            _folder.Path, "a.safetensors", ("only-a", "F32", [1], new byte[4]), ("shape", "F32", [2, 3], new byte[24]), ("class", "F32", [1], new byte[4]),
            ("steps", "I64", [1], new byte[8]), ("position_ids", "I64", [2], new byte[16]), ("optional.attn_mask", "F32", [1], new byte[4]));
        var b = WeightSamples.Write(
            _folder.Path, "b.safetensors", ("only-b", "BF16", [2], new byte[4]), ("shape", "F32", [3, 2], new byte[24]), ("class", "I32", [1], new byte[4]),
            ("steps", "I64", [1], [1, 0, 0, 0, 0, 0, 0, 0]), ("position_ids", "I32", [2], new byte[8]));
        var message = await RefusalAsync(a, b);
        Assert.Contains("6 faults", message, StringComparison.Ordinal);
        Assert.Contains($"'{b}' lacks 'only-a' F32 [1]", message, StringComparison.Ordinal);
        Assert.Contains($"'{b}' has 'only-b' BF16 [2], which '{a}' lacks", message, StringComparison.Ordinal);
        Assert.Contains($"'shape' has the shape [2, 3], in '{b}' [3, 2]", message, StringComparison.Ordinal);
        Assert.Contains($"'class' holds F32, in '{b}' I32", message, StringComparison.Ordinal);
        Assert.Contains("'steps' is a constant, yet it differs", message, StringComparison.Ordinal);
        Assert.Contains("'position_ids' holds I64", message, StringComparison.Ordinal);
        Assert.DoesNotContain("attn_mask", message, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    [Fact]
    public async Task Mix_BatchCountersThatDiffer_AreTheFirstModels()
    {
        var a = WeightSamples.Write(_folder.Path, "a.safetensors", ("x", "F32", [1], new byte[4]), ("bn.num_batches_tracked", "I64", [], new byte[8]));
        var b = WeightSamples.Write(_folder.Path, "b.safetensors", ("x", "F32", [1], new byte[4]), ("bn.num_batches_tracked", "I64", [], [9, 0, 0, 0, 0, 0, 0, 0]));
        var output = Path.Combine(_folder.Path, "mixed.safetensors");
        await WeightSamples.MixAsync(output, [0.5, 0.5], a, b);
        Assert.Equal(new byte[8], WeightSamples.Tensors(output)["bn.num_batches_tracked"]);
    }

    [Fact]
    public async Task Mix_OtherFormats_IsRefused()
    {
        var a = WeightSamples.Write(_folder.Path, "a.safetensors", ("x", [1f]));
        Assert.Contains("of different formats", await RefusalAsync(a, WeightSamples.Reference("onnx-base", "model.onnx")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mix_NothingToMix_IsRefused()
    {
        var a = WeightSamples.Write(_folder.Path, "a.safetensors", ("x", "I8", [1], [1]));
        Assert.Contains("no floating-point tensors", await RefusalAsync(a, a), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mix_OutputIsThere_IsRefusedUnlessOverwriting()
    {
        var a = WeightSamples.Write(_folder.Path, "a.safetensors", ("x", [1f]));
        var output = WeightSamples.Write(_folder.Path, "mixed.safetensors", [1, 2, 3]);
        var exception = await Assert.ThrowsAsync<UserException>(() => WeightSamples.MixAsync(output, [0.5, 0.5], a, a));
        Assert.Contains("--force", exception.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(output));

        await WeightInterpolator.InterpolateAsync([a, a], [new(output, [2, 2])], true, null, TestContext.Current.CancellationToken);
        Assert.Equal([4f], WeightSamples.Floats(output, "x"));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    [Fact]
    public async Task Mix_OutputIsAnInput_IsRefused()
    {
        var a = WeightSamples.Write(_folder.Path, "a.safetensors", ("x", [1f]));
        var exception = await Assert.ThrowsAsync<UserException>(() =>
            WeightInterpolator.InterpolateAsync([a, a], [new(a, [0.5, 0.5])], true, null, TestContext.Current.CancellationToken));
        Assert.Contains("is an input", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mix_Cancelled_LeavesNothing()
    {
        var a = WeightSamples.Write(_folder.Path, "a.safetensors", ("x", [.. Enumerable.Repeat(1f, 4_000_000)]));
        using var cancelling = new CancellationTokenSource();
        var progress = new Immediate(_ => cancelling.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            WeightInterpolator.InterpolateAsync([a, a], [new(Path.Combine(_folder.Path, "mixed.safetensors"), [0.5, 0.5])], false, progress, cancelling.Token));
        Assert.Equal([a], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Mix_Progress_EndsAtAllBytes()
    {
        var a = WeightSamples.Write(_folder.Path, "a.safetensors", ("x", [.. Enumerable.Repeat(1f, 1_000_000)]));
        var most = 0L;
        var progress = new Immediate(state =>
        {
            Assert.Equal(new FileInfo(a).Length, state.BytesTotal);
            InterlockedMax(ref most, state.BytesDone);
        });
        await WeightInterpolator.InterpolateAsync(
            [a, a], [new(Path.Combine(_folder.Path, "mixed.safetensors"), [0.5, 0.5])], false, progress, TestContext.Current.CancellationToken);
        Assert.Equal(new FileInfo(a).Length, most);
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var current = target; value > current;)
            current = Interlocked.CompareExchange(ref target, value, current) is var seen && seen == current ? value : seen;
    }

    private async Task<string> RefusalAsync(string a, string b)
    {
        var exception = await Assert.ThrowsAsync<UserException>(() => WeightSamples.MixAsync(Path.Combine(_folder.Path, "mixed.safetensors"), [0.5, 0.5], a, b));
        return exception.Message;
    }

    private sealed class Immediate(Action<InterpolationProgress> report) : IProgress<InterpolationProgress>
    {
        public void Report(InterpolationProgress value) => report(value);
    }
}
