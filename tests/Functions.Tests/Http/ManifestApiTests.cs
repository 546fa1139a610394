namespace MuBench.Tests.Functions.Http;

/// <summary>Validation of a manifest. Every response is checked against the OpenAPI document.</summary>
public sealed class ManifestApiTests : IDisposable
{
    private readonly ApiScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task ValidateManifest_AValidOne_SaysSoAndStartsNothing()
    {
        var response = await _scene.ValidateAsync("""{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "chance", "kind": "random" }, ] } // done""");

        Assert.Equal((200, """{"valid":true,"faults":[]}"""), (response.Status, response.Body));
        Assert.Empty(_scene.Client.Scheduled);
        Assert.Equal("""{"runs":[]}""", (await _scene.GetRunsAsync()).Body);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("nonsense", 1)]
    [InlineData("""{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "a", "kind": "nothing" }, { "kind": "openai" } ] }""", 4)]
    [InlineData("""{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "a", "kind": "openai", "model": "m", "endpoint": "http://10.0.0.1/v1" } ] }""", 1)]
    public async Task ValidateManifest_AFaultyOne_HasEveryFaultAndKeepsNothing(string body, int faults)
    {
        var response = await _scene.ValidateAsync(body);

        Assert.Equal((200, false, faults), (response.Status, (bool)response.Json["valid"]!, response.Json["faults"]!.AsArray().Count));
        Assert.Equal("""{"runs":[]}""", (await _scene.GetRunsAsync()).Body);
    }
}
