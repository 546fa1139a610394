using CsCheck;
using MuBench.TestUtils;
using MuBench.TestUtils.Weights;
using MuBench.Weights;

namespace MuBench.Tests.Weights;

public sealed class MixTests : IDisposable
{
    private static readonly string[] FloatTypes = ["F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2"];
    private static readonly string Base = WeightSamples.Reference("base.safetensors");
    private static readonly string Tuned = WeightSamples.Reference("tuned.safetensors");
    private static readonly string Other = WeightSamples.Reference("other.safetensors");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Mix_TwoModels_IsNumPysResultToTheLastBit()
    {
        var output = Path.Combine(_folder.Path, "mixed.safetensors");
        await WeightSamples.MixAsync(output, [1 - 0.3, 0.3], Base, Tuned);
        AssertSameTensors(WeightSamples.Reference("expected-alpha-0.3.safetensors"), output);
    }

    [Theory]
    [InlineData("expected-soup.safetensors", new[] { 0.4, 0.3, 0.3 })]
    [InlineData("expected-task.safetensors", new[] { 1 - 0.8 - 0.7, 0.8, 0.7 })]
    public async Task Mix_ThreeModels_IsNumPysResultToTheLastBit(string expected, double[] weights)
    {
        var output = Path.Combine(_folder.Path, "mixed.safetensors");
        await WeightSamples.MixAsync(output, weights, Base, Tuned, Other);
        AssertSameTensors(WeightSamples.Reference(expected), output);
    }

    [Fact]
    public async Task Mix_SeveralAlphasAtOnce_AreWhatEachGivesAlone()
    {
        double[] alphas = [0, 0.25, 0.5, 0.75, 1];
        var outputs = alphas.Select(alpha => new InterpolationOutput(Path.Combine(_folder.Path, $"{alpha}.safetensors"), WeightInterpolator.WeightsOf(alpha))).ToList();
        await WeightInterpolator.InterpolateAsync([Base, Tuned], outputs, false, null, TestContext.Current.CancellationToken);
        foreach (var output in outputs)
        {
            var alone = Path.Combine(_folder.Path, "alone", Path.GetFileName(output.Path));
            await WeightSamples.MixAsync(alone, [.. output.Weights], Base, Tuned);
            Assert.Equal(File.ReadAllBytes(alone), File.ReadAllBytes(output.Path));
        }
    }

    [Fact]
    public async Task Mix_AlphaZero_IsTheBaseFileByteForByte()
    {
        var output = Path.Combine(_folder.Path, "mixed.safetensors");
        await WeightSamples.MixAsync(output, [1, 0], Base, Tuned);
        Assert.Equal(File.ReadAllBytes(Base), File.ReadAllBytes(output));
    }

    [Fact]
    public async Task Mix_AnyBitsWithAlphaZeroOrOne_AreTheInputsBits() =>
        await Gen.Select(Gen.Int[0, FloatTypes.Length - 1], Gen.Byte.Array[8, 400], Gen.Byte.Array[8, 400]).SampleAsync(
            async (index, first, second) =>
            {
                var type = FloatTypes[index];
                var size = Math.Min(first.Length, second.Length) / 8 * 8;
                var shape = new long[] { size / SizeOf(type) };
                using var folder = new TemporaryFolder();
                var a = WeightSamples.Write(folder.Path, "a.safetensors", ("x", type, shape, first[..size]));
                var b = WeightSamples.Write(folder.Path, "b.safetensors", ("x", type, shape, second[..size]));
                await WeightInterpolator.InterpolateAsync(
                    [a, b],
                    [new(Path.Combine(folder.Path, "0.safetensors"), [1, 0]), new(Path.Combine(folder.Path, "1.safetensors"), [0, 1])],
                    false, null, CancellationToken.None);
                Assert.Equal(File.ReadAllBytes(a), File.ReadAllBytes(Path.Combine(folder.Path, "0.safetensors")));
                Assert.Equal(File.ReadAllBytes(b), File.ReadAllBytes(Path.Combine(folder.Path, "1.safetensors")));
            },
            iter: 60, threads: 1);

    [Fact]
    public async Task Mix_AnyFloatsOfAnyLength_FollowTheDocumentedOrder() =>
        await Gen.Select(Gen.Float[-10, 10].Array[1, 5000], Gen.Double[-2, 2], Gen.Double[-2, 2], Gen.Double[-2, 2]).SampleAsync(
            async (values, w0, w1, w2) =>
            {
                using var folder = new TemporaryFolder();
                var second = values.Reverse().ToArray();
                var third = values.Select(value => value * 0.7f - 1).ToArray();
                var inputs = new[] { values, second, third }.Select((x, i) => WeightSamples.Write(folder.Path, $"{i}.safetensors", ("x", x))).ToArray();
                var output = Path.Combine(folder.Path, "mixed.safetensors");
                await WeightInterpolator.InterpolateAsync(inputs, [new(output, [w0, w1, w2])], false, null, CancellationToken.None);
                var expected = values.Select((value, i) =>
                {
                    var sum = value * (float)w0;
                    sum += second[i] * (float)w1;
                    sum += third[i] * (float)w2;
                    return sum;
                });
                Assert.Equal(expected, WeightSamples.Floats(output, "x"));
            },
            iter: 30, threads: 1);

    [Fact]
    public async Task Mix_MaskThatInputsAgreeOn_IsKept()
    {
        float[] mask = [0, float.NegativeInfinity, float.MinValue, float.NaN, 1, 2, 3, 4, 5, 6];
        var a = WeightSamples.Write(_folder.Path, "a.safetensors", ("mask", mask));
        var b = WeightSamples.Write(_folder.Path, "b.safetensors", ("mask", mask));
        var output = Path.Combine(_folder.Path, "mixed.safetensors");
        var result = await WeightSamples.MixAsync(output, [-1.5, 2.5], a, b);
        Assert.Equal(mask, WeightSamples.Floats(output, "mask"));
        Assert.Empty(result.Notes);
    }

    [Fact]
    public async Task Mix_ValuesTooLargeForTheirType_AreSaid()
    {
        var a = WeightSamples.Write(_folder.Path, "a.safetensors", ("x", "F16", [1], BitConverter.GetBytes((Half)60_000)));
        var b = WeightSamples.Write(_folder.Path, "b.safetensors", ("x", "F16", [1], BitConverter.GetBytes((Half)10)));
        var result = await WeightSamples.MixAsync(Path.Combine(_folder.Path, "mixed.safetensors"), [2, 1], a, b);
        Assert.StartsWith("1 elements are too large", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mix_Shards_AreMixedWithASingleFileAndKeepTheirLayout()
    {
        WeightSamples.Write(_folder.Path, "base/m-1-of-2.safetensors", ("a", [1f, 2f]));
        WeightSamples.Write(_folder.Path, "base/m-2-of-2.safetensors", ("b", [3f]));
        var index = WeightSamples.Write(
            _folder.Path, "base/m.safetensors.index.json", """{"weight_map":{"a":"m-1-of-2.safetensors","b":"m-2-of-2.safetensors"}}"""u8.ToArray());
        var tuned = WeightSamples.Write(_folder.Path, "tuned.safetensors", ("b", [5f]), ("a", [3f, 6f]));
        var output = Path.Combine(_folder.Path, "out", "m.safetensors.index.json");
        await WeightSamples.MixAsync(output, [0.5, 0.5], index, tuned);
        Assert.Equal(File.ReadAllBytes(index), File.ReadAllBytes(output));
        Assert.Equal([2f, 4f], WeightSamples.Floats(output, "a"));
        Assert.Equal([4f], WeightSamples.Floats(output, "b"));
    }

    private static int SizeOf(string type) => type switch { "F64" => 8, "F32" => 4, "F16" or "BF16" => 2, _ => 1 };

    private static void AssertSameTensors(string expected, string actual)
    {
        var reference = WeightSamples.Tensors(expected);
        var found = WeightSamples.Tensors(actual);
        Assert.All(reference, pair => Assert.True(pair.Value.AsSpan().SequenceEqual(found[pair.Key]), pair.Key));
        Assert.Equal(File.ReadAllBytes(expected), File.ReadAllBytes(actual));
    }
}
