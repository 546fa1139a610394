using System.Text.Json.Nodes;
using MuBench.Exports;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;
using ParquetSharp;

namespace MuBench.Tests.Exports;

/// <summary>A model with an alarm, and images that were shown by a rule, in every format: what qualifies a number goes with the number.</summary>
public sealed class QualifiedExportTests : IAsyncLifetime
{
    private const string Alarm = "(3 truncated)";
    private const string Rule = "percentile 0.1-99.9";

    private readonly TemporaryFolder _folder = new();
    private LoopbackChatServer _server = null!;
    private PipelineHarness _harness = null!;
    private string _runId = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text("I think", finish: call.HasImage ? "length" : "stop"));
        _harness = await DisplayRunTests.CreateAsync();
        var plan = await _harness.PlanAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{_server.Endpoint}}", "model": "loop", "controls": ["blind"], "repeats": 2 }, { "id": "chance", "kind": "random" }""",
            """{ "dataset": "drawn", "tasks": ["phase"], "protocol": "strict" }""");
        await _harness.RunAsync(plan);
        _runId = plan.RunId;
    }

    public async ValueTask DisposeAsync()
    {
        await _harness.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Rows_OfAModelWithAnAlarm_HaveItAndTheDisplayOfTheirImage()
    {
        var (file, result) = await ExportAsync(ExportFormats.JsonLines, "rows.jsonl");

        var rows = (await File.ReadAllLinesAsync(file, Token)).Select(line => JsonNode.Parse(line)!).ToLookup(row => (string)row["model"]!);
        Assert.All(rows["m"].Concat(rows["m#repeat-1"]), row => Assert.EndsWith(Alarm, (string)row["alarm"]!, StringComparison.Ordinal));
        Assert.All(rows["m#blind"], row => Assert.EndsWith("(3 unparsed)", (string)row["alarm"]!, StringComparison.Ordinal));
        Assert.All(rows["chance"], row => Assert.Null(row["alarm"]));
        Assert.Equal([Rule, Rule, null], rows["m"].Select(row => (string?)row["display"]));
        Assert.All(rows["m#blind"], row => Assert.Null(row["display"]));
        Assert.Contains(result.Notes, note => note.StartsWith("ALARM: m: ", StringComparison.Ordinal) && note.Contains(Alarm, StringComparison.Ordinal));
        Assert.Contains(result.Notes, note => note.Contains("more than 8 bits per sample", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Parquet_OfDeepImages_SaysInItsMetadataHowTheyWereShown()
    {
        var (path, _) = await ExportAsync(ExportFormats.Parquet, "rows.parquet");

        using var file = new ParquetFileReader(path);

        Assert.Contains($"(display: {Rule}; the default)", file.FileMetaData.KeyValueMetadata["mubench.display"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_OfAModelWithAnAlarm_IsTaggedAndSaysBoth()
    {
        var eval = (await ReadAsync(ExportFormats.Inspect, "log.json", "m#repeat-1"))["eval"]!;

        Assert.Equal(["alarm"], eval["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Contains(Alarm, (string)eval["metadata"]!["alarm"]!, StringComparison.Ordinal);
        Assert.Contains($"(display: {Rule}; the default)", (string)eval["metadata"]!["display"]!, StringComparison.Ordinal);
        var floor = (await ReadAsync(ExportFormats.Inspect, "floor.json", "chance"))["eval"]!;
        Assert.Null(floor["tags"]);
        Assert.Null(floor["metadata"]!["alarm"]);
    }

    [Theory]
    [InlineData(ExportFormats.LmEval, "results_*.json")]
    [InlineData(ExportFormats.LmmsEval, "*_results.json")]
    public async Task Harness_OfAModelWithAnAlarm_SaysItInItsTableAndBothInItsMetadata(string format, string pattern)
    {
        var (folder, _) = await ExportAsync(format, "out", "m", "chance");

        var results = await ReadAsync(Directory.GetFiles(Path.Combine(folder, "m"), pattern)[0]);
        Assert.All(results["results"]!.AsObject(), task => Assert.EndsWith(" (alarm)", (string)task.Value!["alias"]!, StringComparison.Ordinal));
        Assert.All(results["configs"]!.AsObject(), config =>
        {
            Assert.EndsWith(Alarm, (string)config.Value!["metadata"]!["alarm"]!, StringComparison.Ordinal);
            Assert.Equal(Rule, (string?)config.Value["metadata"]!["display"]);
        });
        Assert.Contains(Alarm, (string)results["mubench"]!["alarm"]!, StringComparison.Ordinal);
        Assert.Contains(Rule, (string)results["mubench"]!["display"]!, StringComparison.Ordinal);
        var floor = await ReadAsync(Directory.GetFiles(Path.Combine(folder, "chance"), pattern)[0]);
        Assert.All(floor["results"]!.AsObject(), task => Assert.DoesNotContain("alarm", (string)task.Value!["alias"]!, StringComparison.Ordinal));
        Assert.Null(floor["mubench"]!["alarm"]);
    }

    private async Task<(string Path, ExportResult Result)> ExportAsync(string format, string name, params string[] models)
    {
        var path = Path.Combine(_folder.Path, name);
        return (path, await new ExportRun(_harness.Context, _harness.Inputs).RunAsync(new ExportRequest(_runId, format, path, models), null, Token));
    }

    private async Task<JsonNode> ReadAsync(string format, string name, string model) => await ReadAsync((await ExportAsync(format, name, model)).Path);

    private static async Task<JsonNode> ReadAsync(string file) => JsonNode.Parse(await File.ReadAllTextAsync(file, Token))!;
}
