using MuBench.Datasets;
using MuBench.Storage;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Functions.Http;

/// <summary>Validation of a manifest. Every response is checked against the OpenAPI document.</summary>
public sealed class ManifestApiTests : IDisposable
{
    private readonly ApiScene _scene = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _scene.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ValidateManifest_AValidOne_SaysSoAndStartsNothing()
    {
        var response = await _scene.ValidateAsync("""{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "chance", "kind": "random" }, ] } // done""");

        Assert.Equal((200, """{"valid":true,"faults":[]}"""), (response.Status, response.Body));
        Assert.Empty(_scene.Client.Scheduled);
        Assert.Equal("""{"runs":[]}""", (await _scene.GetRunsAsync()).Body);
    }

    [Fact]
    public async Task ValidateManifest_AFault_HasItsLine()
    {
        var response = await _scene.ValidateAsync("{\n  \"name\": \"api\",\n  \"benchmark\": { \"dataset\": \"drawn\" },\n  \"models\": [ { \"id\": \"a\", \"kind\": \"nothing\" } ]\n}");

        Assert.Equal(("$.models[0].kind", 4, 28), ((string)response.Json["faults"]![0]!["path"]!, (int)response.Json["faults"]![0]!["line"]!, (int)response.Json["faults"]![0]!["column"]!));
    }

    [Fact]
    public async Task EstimateManifest_AModelWithAPrice_SaysWhatItCostsAndKeepsNothing()
    {
        var source = Path.Combine(_folder.Path, "drawn");
        TestDataset.Write(source, 4);
        await DatasetImporter.ImportAsync(_scene.Store, "drawn", source, new ImportOptions(), null, TestContext.Current.CancellationToken);
        const string Manifest = """{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "a", "kind": "openai", "model": "gpt-4o", "apiKey": "secret:k" }, { "id": "chance", "kind": "random" } ] }""";

        var response = await _scene.EstimateAsync(Manifest);
        var page = await _scene.EstimateAsync(Manifest, "text/html");

        Assert.Equal((200, 24, 0), (response.Status, (int)response.Json["models"]![0]!["calls"]!, (int)response.Json["models"]![1]!["calls"]!));
        Assert.True((decimal)response.Json["usd"]! > 0);
        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Type));
        Assert.StartsWith("<p class=\"finding\">Total: 24 calls, $", page.Body, StringComparison.Ordinal);
        Assert.Equal("""{"runs":[]}""", (await _scene.GetRunsAsync()).Body);
        Assert.Empty(await _scene.Store.ListFoldersAsync(StoreLayout.Runs, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("""{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "chance", "kind": "random" } ] }""", "drawn")] // the store has no such dataset
    public async Task EstimateManifest_ThatCannotBeRun_SaysWhy(string body, string said)
    {
        var response = await _scene.EstimateAsync(body);

        Assert.Equal(400, response.Status);
        Assert.Contains(said, response.Body, StringComparison.Ordinal);
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
