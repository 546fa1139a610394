using System.Text.Json.Nodes;
using MuBench.Exports;
using MuBench.Pipeline.Planning;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Exports;

/// <summary>Exports of boxes: questions without options and with fractional scores, which some models are not asked.</summary>
public sealed class LocalizationExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryFormat_RunWithBoxes_HasTheirScoresAndNoRowOfModelsThatAreNotAsked()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.Prompt.StartsWith("Answer with a single letter", StringComparison.Ordinal) ? "A" : "[{\"box\": [0, 0, 1000, 1000]}]"));
        await using var harness = await PipelineHarness.CreateAsync(images: 1, spoil: folder => RegionDataset.Write(folder, 4));
        var plan = await harness.PlanAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "detection": "json" }, { "id": "chance", "kind": "random" }""",
            """{ "dataset": "drawn", "tasks": ["coarse", "localization"] }""");
        await harness.RunAsync(plan);
        var scores = (await harness.ScoresAsync("m")).Scores;

        var rows = (await File.ReadAllLinesAsync(await ExportAsync(harness, plan, ExportFormats.JsonLines), Token)).Select(line => JsonNode.Parse(line)!).ToList();
        var boxes = rows.Where(row => (string?)row["task"] == "localization").ToList();
        Assert.Equal((9, 4), (rows.Count(row => (string?)row["model"] == "m"), rows.Count(row => (string?)row["model"] == "chance")));
        Assert.Equal(5, boxes.Count);
        Assert.All(boxes, row => Assert.Equal((0, null, null, null), (row["options"]!.AsArray().Count, row["gold_index"], row["gold_letter"], row["official_choice"])));
        Assert.Equal(scores.Single(score => score is { Task: "localization", Slice: "all", Protocol: "official" }).Accuracy!.Value, boxes.Average(row => (double)row["credit"]!), 1e-6);
        Assert.All(rows.Except(boxes), row => Assert.Null(row["credit"]));

        var inspect = JsonNode.Parse(await File.ReadAllTextAsync(await ExportAsync(harness, plan, ExportFormats.Inspect, "m.json", "m"), Token))!;
        Assert.Equal(9, inspect["samples"]!.AsArray().Count);
        var harnessFolder = await ExportAsync(harness, plan, ExportFormats.LmEval, "lm");
        Assert.Contains(Directory.EnumerateFiles(harnessFolder, "samples_drawn_localization*", SearchOption.AllDirectories), file => File.ReadLines(file).Any());
        Assert.Equal(9 + 4, (await ExportRows(harness, plan)).Questions);
    }

    public void Dispose() => _folder.Dispose();

    private Task<ExportResult> ExportRows(PipelineHarness harness, RunPlan plan) =>
        new ExportRun(harness.Context, harness.Inputs).RunAsync(new ExportRequest(plan.RunId, ExportFormats.Parquet, Path.Combine(_folder.Path, "rows.parquet"), []), null, Token);

    private async Task<string> ExportAsync(PipelineHarness harness, RunPlan plan, string format, string name = "rows.jsonl", params string[] models)
    {
        var path = Path.Combine(_folder.Path, name);
        await new ExportRun(harness.Context, harness.Inputs).RunAsync(new ExportRequest(plan.RunId, format, path, models), null, Token);
        return path;
    }
}
