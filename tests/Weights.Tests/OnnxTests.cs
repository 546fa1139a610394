using System.Runtime.InteropServices;
using CsCheck;
using MuBench.TestUtils;
using MuBench.TestUtils.Weights;
using MuBench.Weights;
using MuBench.Weights.Elements;
using MuBench.Weights.Files;

namespace MuBench.Tests.Weights;

public sealed class OnnxTests : IDisposable
{
    private static readonly string Base = WeightSamples.Reference("onnx-base", "model.onnx");
    private static readonly string Tuned = WeightSamples.Reference("onnx-tuned", "model.onnx");

    private readonly TemporaryFolder _folder = new();

    private string Output => Path.Combine(_folder.Path, "model.onnx");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_ReferenceModel_FindsTensorsHoweverTheyAreKept()
    {
        using var model = WeightModels.Open(Base);
        Assert.Equal(
            ["brain", "double", "epsilon", "external", "external2", "half", "packed", "raw", "scale", "shape"],
            model.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["epsilon", "scale"], model.Tensors.Where(tensor => tensor.IsGraphConstant).Select(tensor => tensor.Name));
        Assert.Equal(["model.onnx", "onnx-external.data"], model.Files.Select(file => file.Name));
        Assert.Equal(ElementType.BF16, model.Tensors.Single(tensor => tensor.Name == "brain").Type);
    }

    [Fact]
    public async Task Mix_EveryWayOfKeepingTensors_IsNumPysResultToTheLastBit()
    {
        await WeightSamples.MixAsync(Output, [1 - 0.3, 0.3], Base, Tuned);
        var found = WeightSamples.Tensors(Output);
        Assert.All(WeightSamples.Tensors(WeightSamples.Reference("onnx-expected.safetensors")), pair => Assert.Equal(pair.Value, found[pair.Key]));
        Assert.Equal(WeightSamples.Tensors(Base)["epsilon"], found["epsilon"]);
        Assert.Equal(WeightSamples.Tensors(Base)["shape"], found["shape"]);
    }

    [Fact]
    public async Task Mix_AlphaZero_IsTheBaseByteForByte()
    {
        await WeightSamples.MixAsync(Output, [1, 0], Base, Tuned);
        Assert.Equal(File.ReadAllBytes(Base), File.ReadAllBytes(Output));
        Assert.Equal(
            File.ReadAllBytes(WeightSamples.Reference("onnx-base", "onnx-external.data")), File.ReadAllBytes(Path.Combine(_folder.Path, "onnx-external.data")));
    }

    [Fact]
    public async Task Mix_AlphaOne_HasTheTunedTensorsInTheBaseModel()
    {
        await WeightSamples.MixAsync(Output, [0, 1], Base, Tuned);
        var tuned = WeightSamples.Tensors(Tuned);
        Assert.All(WeightSamples.Tensors(Output), pair => Assert.Equal(tuned[pair.Key], pair.Value));

        // Everything except the tensors is the base model's, so mixing in the base's tensors gives the base file again, byte for byte.
        var back = Path.Combine(_folder.Path, "back", "model.onnx");
        await WeightSamples.MixAsync(back, [0, 1], Output, Base);
        Assert.Equal(File.ReadAllBytes(Base), File.ReadAllBytes(back));
    }

    [Fact]
    public async Task Mix_NumbersWithATagEach_KeepTheirForm()
    {
        var a = WeightSamples.Write(_folder.Path, "a.onnx", OneByOne(1, 2));
        var b = WeightSamples.Write(_folder.Path, "b.onnx", OneByOne(3, 6));
        await WeightSamples.MixAsync(Output, [0.5, 0.5], a, b);
        Assert.Equal(OneByOne(2, 4), File.ReadAllBytes(Output));
    }

    [Fact]
    public async Task Mix_OtherGraph_IsRefusedAtTheNode()
    {
        var bytes = File.ReadAllBytes(Tuned);
        bytes.AsSpan(bytes.AsSpan().LastIndexOf("MatMul"u8)..)[0] = (byte)'N';
        var other = WeightSamples.Write(Path.Combine(_folder.Path, "other"), "model.onnx", bytes);
        File.Copy(WeightSamples.Reference("onnx-tuned", "onnx-external.data"), Path.Combine(_folder.Path, "other", "onnx-external.data"));
        var exception = await Assert.ThrowsAsync<UserException>(() => WeightSamples.MixAsync(Output, [0.5, 0.5], Base, other));
        Assert.Contains("it differs at node MatMul 'MatMul_1'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mix_QuantisedModel_IsRefused()
    {
        byte[] tensor = [0x08, 1, 0x10, 1, 0x42, 1, (byte)'x', 0x4A, 4, 0, 0, 0, 0];
        byte[] node = [0x22, 16, .. "DequantizeLinear"u8];
        byte[] graph = [0x0A, (byte)node.Length, .. node, 0x2A, (byte)tensor.Length, .. tensor];
        var model = WeightSamples.Write(_folder.Path, "model_quantized.onnx", [0x08, 7, 0x3A, (byte)graph.Length, .. graph]);
        var exception = await Assert.ThrowsAsync<UserException>(() => WeightSamples.MixAsync(Output, [0.5, 0.5], model, model));
        Assert.Contains("is quantised (it has DequantizeLinear)", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("onnx-external.data", "/etc/passwd-or-data")]
    [InlineData("onnx-external.data", "../../outside.data")]
    [InlineData("onnx-external.data", "model.onnx\0\0\0\0\0\0\0\0")]
    public void Open_ExternalDataElsewhere_IsRefused(string location, string replacement)
    {
        var bytes = File.ReadAllBytes(Base);
        System.Text.Encoding.ASCII.GetBytes(replacement[..location.Length]).CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("onnx-external.data"u8)));
        var path = WeightSamples.Write(_folder.Path, "model.onnx", bytes);
        Assert.Contains("not the name of a file beside it", Assert.Throws<UserException>(() => WeightModels.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ExternalDataCutOff_IsRefused()
    {
        File.Copy(Base, Output);
        WeightSamples.Write(_folder.Path, "onnx-external.data", new byte[700]);
        Assert.Contains("it needs 768", Assert.Throws<UserException>(() => WeightModels.Open(Output)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mix_AnyMutation_IsMixedOrRefused()
    {
        var original = File.ReadAllBytes(Base);
        var input = Path.Combine(_folder.Path, "in", "model.onnx");
        WeightSamples.Write(Path.GetDirectoryName(input)!, "onnx-external.data", File.ReadAllBytes(WeightSamples.Reference("onnx-base", "onnx-external.data")));
        await Gen.Select(Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte).Array[1, 4], Gen.Int[0, original.Length]).SampleAsync(
            async (changes, length) =>
            {
                var mutated = original.ToArray();
                foreach (var (position, value) in changes)
                    mutated[position] = value;
                File.WriteAllBytes(input, length % 4 == 0 ? mutated[..length] : mutated);
                try
                {
                    await WeightInterpolator.InterpolateAsync([input, input], [new(Output, [0.25, 0.5])], true, null, CancellationToken.None);
                    WeightModels.Open(Output).Dispose();
                }
                catch (UserException)
                {
                }
            },
            iter: 1500, threads: 1);
    }

    // float_data [1, 2] as two fields of four bytes. Parsers accept this form, but no exporter writes it.
    private static byte[] OneByOne(float first, float second)
    {
        byte[] tensor = [0x08, 2, 0x10, 1, 0x25, .. Bytes(first), 0x25, .. Bytes(second), 0x42, 1, (byte)'x'];
        byte[] graph = [0x2A, (byte)tensor.Length, .. tensor];
        return [0x08, 7, 0x3A, (byte)graph.Length, .. graph];
    }

    private static byte[] Bytes(float value) => MemoryMarshal.AsBytes<float>([value]).ToArray();
}
