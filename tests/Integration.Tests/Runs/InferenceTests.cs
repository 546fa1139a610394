using System.Text.Json.Nodes;
using MuBench.TestUtils;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>The quickstart with the inference server, both as real processes.</summary>
public sealed class InferenceTests(QuickstartRun quickstart) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mubench-inference-").FullName;

    private static string Quickstart => RepositoryFiles.Path("samples", "quickstart");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Quickstart_AgainstTheServer_GivesTheReportOfTheModelsInProcess()
    {
        using var server = await InferenceProcess.StartAsync(Path.Combine(Quickstart, "models"));
        var here = await quickstart.ReportAsync();
        var there = await RunAsync(server.Endpoint);

        var (expected, actual) = (Models(here), Models(there));
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (id, model) in expected)
        {
            foreach (var field in (string[])["outcomes", "scores", "analyses", "void", "faults"])
                Assert.True(JsonNode.DeepEquals(model[field], actual[id][field]), $"{id}: {field}");
        }

        Assert.True(JsonNode.DeepEquals(here["comparisons"], there["comparisons"]));
        Assert.StartsWith("clip-base@", (string)actual["clip-base"]["resolvedModel"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_WithARequestInProgress_AnswersItAndEndsWell()
    {
        using var server = await InferenceProcess.StartAsync(Path.Combine(Quickstart, "models", "clip-base"), "--batch-delay", "1000");
        using var http = new HttpClient { BaseAddress = server.Address };
        var asked = http.PostAsync("/v1/embeddings", new StringContent("""{ "model": "clip-base", "input": "a" }"""), TestContext.Current.CancellationToken);
        await Waiting.UntilAsync(() => http.GetStringAsync("/metrics", TestContext.Current.CancellationToken).Result.Contains("mubench_inference_inputs 1\n", StringComparison.Ordinal));

        server.Terminate();

        Assert.True((await asked).IsSuccessStatusCode);
        Assert.Equal(0, await server.WaitAsync());
    }

    // The same models for the same questions, behind an endpoint.
    private async Task<JsonNode> RunAsync(Uri endpoint)
    {
        foreach (var part in (string[])["dataset", "models"])
            Directory.CreateSymbolicLink(Path.Combine(_folder, part), Path.Combine(Quickstart, part));
        var manifest = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(Quickstart, "manifest.json"), TestContext.Current.CancellationToken), null,
            new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        await File.WriteAllTextAsync(Path.Combine(_folder, "manifest.json"), WithEndpoint(manifest, endpoint).ToJsonString(), TestContext.Current.CancellationToken);
        var (code, output, error) = await CliProcess.RunAsync(["run", "manifest.json", "--store", "store"], _folder);
        Assert.True(code == 0, error + output);
        var report = Directory.GetFiles(Path.Combine(_folder, "store", "runs"), "report.json", SearchOption.AllDirectories).Single();
        return JsonNode.Parse(await File.ReadAllBytesAsync(report, TestContext.Current.CancellationToken))!;
    }

    private static JsonNode WithEndpoint(JsonNode manifest, Uri endpoint)
    {
        foreach (var model in manifest["models"]!.AsArray().Select(model => model!.AsObject()).Where(model => (string)model["kind"]! == "clip"))
        {
            model.Remove("source");
            (model["endpoint"], model["model"]) = (endpoint.ToString(), (string)model["id"]!);
        }

        return manifest;
    }

    private static SortedDictionary<string, JsonNode> Models(JsonNode report) =>
        new(report["models"]!.AsArray().ToDictionary(model => (string)model!["id"]!, model => model!), StringComparer.Ordinal);
}
