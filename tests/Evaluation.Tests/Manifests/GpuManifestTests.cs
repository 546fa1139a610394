using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

public sealed class GpuManifestTests
{
    private static readonly ModelKeyContext Context = new(null, 0, "0123456789ab", "run-01234567");

    [Fact]
    public void Read_Gpu_HasItsFieldsAndDefaults()
    {
        Assert.Equal(new GpuManifest { WarmSeconds = 300, WakeSeconds = 1200 }, Gpu("{}"));
        Assert.Equal(new GpuManifest { WarmSeconds = 90, WakeSeconds = 3600, UsdPerHour = 1.9m }, Gpu("""{ "warm": "90s", "wake": "1h", "usdPerHour": 1.9 }"""));
        Assert.Null(Read("").Manifest!.Models[0].Gpu);
    }

    [Theory]
    [InlineData("""{ "warm": "soon" }""", "$.models[0].gpu.warm: expected seconds")]
    [InlineData("""{ "wake": 0 }""", "$.models[0].gpu.wake: expected seconds")]
    [InlineData("""{ "usdPerHour": -1 }""", "$.models[0].gpu.usdPerHour: expected a number")]
    [InlineData("""{ "kind": "a100" }""", "$.models[0].gpu.kind: unknown field")]
    [InlineData("true", "$.models[0].gpu: expected an object")]
    public void Read_WrongGpu_IsAFault(string gpu, string fault) =>
        Assert.StartsWith(fault, Assert.Single(Read($""", "gpu": {gpu} """).Faults).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Read_GpuAtTheProvidersOwn_IsAFault() => Assert.StartsWith(
        "$.models[0].gpu: is for your own server",
        Assert.Single(ManifestSample.Read("""{ "name": "a", "benchmark": { "dataset": "d" }, "models": [ { "id": "m", "kind": "openai", "model": "x", "apiKey": "secret:a", "gpu": {} } ] }""").Faults).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void Read_GpuWithBatches_IsAFault() => Assert.StartsWith(
        "$.models[0].gpu: is for a server that is woken",
        Assert.Single(Read(""", "gpu": {}, "delivery": "batch" """).Faults).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void Key_WithAndWithoutGpu_IsTheSame() => Assert.Equal(
        ModelKey.Of(Read("").Manifest!.Models[0], Context),
        ModelKey.Of(Read(""", "gpu": { "usdPerHour": 3 } """).Manifest!.Models[0], Context));

    private static GpuManifest? Gpu(string json) => Read($""", "gpu": {json} """).Manifest!.Models[0].Gpu;

    private static ManifestReadResult Read(string more) =>
        ManifestSample.Read($$"""{ "name": "a", "benchmark": { "dataset": "d" }, "models": [ { "id": "m", "kind": "openai", "endpoint": "https://h/v1", "model": "x"{{more}} } ] }""");
}
