using System.Text.Json.Nodes;
using MuBench.Exports;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Responses;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Exports;

/// <summary>A finished run of a model behind HTTP with a control, a repeat and an option order, with hostile responses.</summary>
internal sealed class ExportedRun : IAsyncDisposable
{
    public const int Questions = 24;

    /// <summary>Texts that file formats often cannot represent.</summary>
    public static readonly string[] Responses =
    [
        "A", "B) domain 1\n\"quoted\"\\n", "=HYPERLINK(\"http://x\")", "<script>alert(1)</script>\u2028\u2029", "\0\u0001\u001b[31m", "𝛍-Bench 🔬 \ud83e\udda0", "", "  C",
        "{\"key\": NaN}\r\n\t", "I cannot help with that.",
    ];

    private readonly LoopbackChatServer _server;
    private readonly TemporaryFolder _folder = new();

    private ExportedRun(PipelineHarness harness, LoopbackChatServer server, RunPlan plan) => (Harness, _server, Plan) = (harness, server, plan);

    public PipelineHarness Harness { get; }

    public RunPlan Plan { get; }

    /// <summary>Runs the run to its report.</summary>
    /// <param name="answer">Returns the server's responses; null for the hostile texts.</param>
    public static async Task<ExportedRun> CreateAsync(Func<ChatCall, LoopbackResponse>? answer = null)
    {
        var server = await LoopbackChatServer.StartAsync(answer ?? Answer);
        var harness = await PipelineHarness.CreateAsync(4);
        var plan = await harness.PlanAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "org/x:1", "controls": ["blind"], "repeats": 2, "permutations": { "orders": 1 } }, { "id": "chance", "kind": "random" }""",
            more: """, "failAbove": 0.5""");
        var run = new ExportedRun(harness, server, plan);
        await run.RunAsync();
        return run;
    }

    public async Task RunAsync()
    {
        foreach (var model in Plan.Models)
        {
            await Harness.EvaluateAsync(model.Manifest.Id);
            await Harness.Score.RunAsync(new ScoreModelRequest(Plan.RunId, model.Manifest.Id), TestContext.Current.CancellationToken);
        }

        await Harness.Report.RunAsync(new WriteReportRequest(Plan.RunId), TestContext.Current.CancellationToken);
    }

    public string PathOf(string name) => Path.Combine(_folder.Path, name);

    /// <summary>All files and folders in the folder of the targets, recursively.</summary>
    public IEnumerable<string> Leftovers() => Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories);

    public Task<ExportResult> ExportAsync(string format, string name, bool replace = false, params string[] models) =>
        new ExportRun(Harness.Context, Harness.Inputs).RunAsync(
            new ExportRequest(Plan.RunId, format, PathOf(name), models, replace), null, TestContext.Current.CancellationToken);

    /// <summary>Exports a model with its images.</summary>
    public Task<ExportResult> ExportAsync(string format, string name, string model) =>
        new ExportRun(Harness.Context, Harness.Inputs).RunAsync(
            new ExportRequest(Plan.RunId, format, PathOf(name), [model], Images: true), null, TestContext.Current.CancellationToken);

    public async Task<List<JsonObject>> RowsAsync(params string[] models)
    {
        await ExportAsync(ExportFormats.JsonLines, "rows.jsonl", replace: true, models);
        return [.. (await File.ReadAllLinesAsync(PathOf("rows.jsonl"), TestContext.Current.CancellationToken)).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    /// <summary>All responses in a model's log, by key.</summary>
    public async Task<Dictionary<string, ResponseRecord>> LogAsync(string model) =>
        (await Harness.LogAsync(model)).ToDictionary(record => record.Key, StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Harness.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    // One stain question of the model itself fails permanently.
    private static LoopbackResponse Answer(ChatCall call)
    {
        var place = call.Number % Responses.Length;
        if (call.HasImage && call.Prompt.Contains("likely stain of", StringComparison.Ordinal) && call.Prompt.Contains("of image 2?", StringComparison.Ordinal))
            return LoopbackResponse.Error(400, "no");
        return LoopbackResponse.Text(Responses[place], finish: place == 3 ? "length" : "stop", model: "x-2026");
    }
}
