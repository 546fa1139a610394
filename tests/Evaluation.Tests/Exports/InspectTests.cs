using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.Exports;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Exports;

/// <summary>
/// Logs for Inspect AI. inspect_ai (commit 499e615, 22 Aug 2026) has read an earlier <c>inspect.approved.json</c>, from before slices
/// moved from a scorer's metrics to its metadata, with <c>_parse_json_log(json.load(f), False)</c>, and archives with
/// <c>_read_log_from_bytes</c>. Its results are in <see cref="Json_OfAFloor_IsTheLogThatInspectWasSeenToRead"/>. Metadata may be any
/// object there (<c>log/_log.py</c>, <c>EvalScore.metadata</c>).
/// </summary>
public sealed partial class InspectTests
{
    [Fact]
    public async Task Archive_OfEveryPass_HasTheSamplesOfTheScores()
    {
        await using var run = await ExportedRun.CreateAsync();

        var result = await run.ExportAsync(ExportFormats.Inspect, "logs");

        Assert.Equal(5, result.Files.Count);
        Assert.All(result.Files, file => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\+00-00_drawn-(m|m-blind|m-repeat-1|m-order-1|chance)_[0-9a-f]{22}\.eval$", Path.GetFileName(file)));
        var rows = await run.RowsAsync();
        foreach (var file in result.Files)
        {
            await using var archive = await ZipFile.OpenReadAsync(file, TestContext.Current.CancellationToken);
            var header = Read(archive, "header.json").AsObject();
            var isWhole = (string)header["status"]! == "success";
            Assert.Equal(["version", "status", "eval", "plan", "results", "stats", .. isWhole ? [] : (string[])["error"]], header.Select(field => field.Key));
            Assert.True(JsonNode.DeepEquals(header["eval"], Read(archive, "_journal/start.json")["eval"]));
            var id = (string)header["eval"]!["model"]!;
            var scores = await run.Harness.ScoresAsync(id);
            Assert.Equal(scores.Outcomes.Failed == 0, isWhole);
            Assert.Equal(["official", "strict"], header["results"]!["scores"]!.AsArray().Select(score => (string)score!["name"]!));
            Assert.Equal(scores.Scores[0].Accuracy, (double?)header["results"]!["scores"]![0]!["metrics"]!["accuracy"]!["value"]);
            Assert.All(header["results"]!["scores"]!.AsArray(), score => Assert.Equal(["accuracy", "stderr"], score!["metrics"]!.AsObject().Select(metric => metric.Key)));
            Assert.Equal(scores.Scores.Count(score => score.Protocol == "official"), header["results"]!["scores"]![0]!["metadata"]!["slices"]!.AsArray().Count);
            var summaries = Read(archive, "summaries.json").AsArray();
            Assert.True(ScoreColumns(summaries) <= 20);
            Assert.Equal(ExportedRun.Questions, summaries.Count);
            foreach (var (row, summary) in rows.Where(row => (string)row["model"]! == id).Zip(summaries))
            {
                var sample = Read(archive, $"samples/{(string)summary!["id"]!}_epoch_1.json");
                AssertSample(row, sample);
                Assert.True(JsonNode.DeepEquals(summary["scores"]?["official"]?["value"], sample["scores"]?["official"]?["value"]));
            }
        }
    }

    [Fact]
    public async Task Json_OneModel_HasTheSamplesOfTheArchive()
    {
        await using var run = await ExportedRun.CreateAsync();

        await run.ExportAsync(ExportFormats.Inspect, "blind.json", false, "m#blind");
        var archived = Assert.Single((await run.ExportAsync(ExportFormats.Inspect, "blind.eval", false, "m#blind")).Files);

        var log = JsonNode.Parse(await File.ReadAllBytesAsync(run.PathOf("blind.json"), TestContext.Current.CancellationToken))!;
        await using var archive = await ZipFile.OpenReadAsync(archived, TestContext.Current.CancellationToken);
        Assert.Equal(ExportedRun.Questions, log["samples"]!.AsArray().Count);
        Assert.All(log["samples"]!.AsArray(), sample => Assert.True(JsonNode.DeepEquals(sample, Read(archive, $"samples/{(string)sample!["id"]!}_epoch_1.json"))));
        var fault = await Assert.ThrowsAsync<UserException>(() => run.ExportAsync(ExportFormats.Inspect, "all.json"));
        Assert.Contains("an Inspect log is of one model", fault.Message, StringComparison.Ordinal);
    }

    // What inspect_ai read: version 2, status success, task mubench/drawn, model chance, dataset drawn (24 samples); 24 of 24
    // samples completed; scores official and strict, accuracy 0.1667 and stderr 0.0638 each; the first sample
    // '000000-classification', target 'B', five choices, messages [user, assistant], completion 'B) classification 1',
    // stop_reason 'stop', both scores ('C', answer 'B', outcome 'correct'), no error. The file keeps two samples.
    [Fact]
    public async Task Json_OfAFloor_IsTheLogThatInspectWasSeenToRead()
    {
        await using var run = await ExportedRun.CreateAsync(_ => LoopbackResponse.Text("A"));

        await run.ExportAsync(ExportFormats.Inspect, "chance.json", false, "chance");

        var log = JsonNode.Parse(await File.ReadAllTextAsync(run.PathOf("chance.json"), TestContext.Current.CancellationToken))!;
        var samples = log["samples"]!.AsArray();
        Assert.Equal(ExportedRun.Questions, samples.Count);
        while (samples.Count > 2)
            samples.RemoveAt(samples.Count - 1);
        var written = Masked(log.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n", run);
        var approved = RepositoryFiles.Path("tests", "Evaluation.Tests", "Exports", "inspect.approved.json");
        if (!File.Exists(approved) || await File.ReadAllTextAsync(approved, TestContext.Current.CancellationToken) != written)
        {
            await File.WriteAllTextAsync(Path.ChangeExtension(approved, ".received.json"), written, TestContext.Current.CancellationToken);
            Assert.Fail("inspect.approved.json differs from inspect.approved.received.json beside it. Read the latter with inspect_ai before it takes the former's place.");
        }
    }

    private static void AssertSample(JsonObject row, JsonNode sample)
    {
        var outcome = (string)row["official_outcome"]!;
        Assert.Equal((string)row["gold_letter"]!, (string)sample["target"]!);
        Assert.True(JsonNode.DeepEquals(row["options"], sample["choices"]));
        Assert.Equal((string)row["prompt"]!, (string)sample["input"]![0]!["content"]!);
        if (outcome == "failed")
        {
            Assert.Null(sample["scores"]);
            Assert.Equal($"Failed({(string)row["fault"]!})", (string)sample["error"]!["message"]!);
            return;
        }

        Assert.Null(sample["error"]);
        Assert.Equal((string)row["response"]!, (string)sample["output"]!["completion"]!);
        Assert.Equal((string)row["response"]!, (string)sample["messages"]![1]!["content"]!);
        foreach (var protocol in (string[])["official", "strict"])
        {
            var score = sample["scores"]![protocol]!;
            Assert.Equal((string)row[$"{protocol}_outcome"]! == "correct" ? "C" : "I", (string)score["value"]!);
            Assert.Equal((int?)row[$"{protocol}_choice"], (string?)score["answer"] is { } letter ? letter[0] - 'A' : null);
            Assert.Equal((string)row[$"{protocol}_outcome"]!, (string)score["metadata"]!["outcome"]!);
        }
    }

    [Fact]
    public async Task Images_AskedFor_AreAttachmentsWithTheBytesThatWereSent()
    {
        var sent = new System.Collections.Concurrent.ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using var run = await ExportedRun.CreateAsync(call =>
        {
            if (call.HasImage)
                sent[call.Prompt] = call.ImageBase64;
            return LoopbackResponse.Text("A");
        });

        await run.ExportAsync(ExportFormats.Inspect, "m.json", "m#repeat-1");
        await run.ExportAsync(ExportFormats.Inspect, "blind.json", "m#blind");

        var log = JsonNode.Parse(await File.ReadAllBytesAsync(run.PathOf("m.json"), TestContext.Current.CancellationToken))!;
        Assert.True((bool)log["eval"]!["config"]!["log_images"]!);
        Assert.All(log["samples"]!.AsArray(), sample =>
        {
            var content = sample!["input"]![0]!["content"]!.AsArray();
            Assert.Equal(["text", "image"], content.Select(part => (string)part!["type"]!));
            // log/_condense.py: ATTACHMENT_PROTOCOL, and the name under which attachments are stored.
            var (name, url) = Assert.Single(sample["attachments"]!.AsObject());
            Assert.Equal($"attachment://{name}", (string)content[1]!["image"]!);
            Assert.Equal($"data:image/png;base64,{sent[(string)content[0]!["text"]!]}", (string)url!);
            Assert.True(JsonNode.DeepEquals(content, sample["messages"]![0]!["content"]));
        });
        var blind = JsonNode.Parse(await File.ReadAllBytesAsync(run.PathOf("blind.json"), TestContext.Current.CancellationToken))!;
        Assert.All(blind["samples"]!.AsArray(), sample => Assert.Equal((0, JsonValueKind.String), (sample!["attachments"]!.AsObject().Count, sample["input"]![0]!["content"]!.GetValueKind())));
        var fault = await Assert.ThrowsAsync<UserException>(() => run.ExportAsync(ExportFormats.Parquet, "rows.parquet", "m"));
        Assert.Contains("parquet cannot hold images", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OfALogWithQuestionsThatWereNotAsked_IsCancelled()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        var plan = await harness.PlanAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "price": { "inputPerMillion": 1, "outputPerMillion": 10 }, "generation": { "maxOutputTokens": 2 } }""",
            more: """, "budget": { "maxUsd": 0.002 }""");
        await harness.RunAsync(plan);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "m.json");

        await new ExportRun(harness.Context, harness.Inputs).RunAsync(new ExportRequest(plan.RunId, ExportFormats.Inspect, file, []), null, TestContext.Current.CancellationToken);

        var log = JsonNode.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))!;
        Assert.Equal(("cancelled", null), ((string)log["status"]!, log["error"]));
        Assert.InRange(log["samples"]!.AsArray().Count, 1, 23);
    }

    /// <summary>
    /// Width in rem of the score columns in Inspect's list of samples (viewer 0.3.180: SampleList.tsx and samplesDescriptor.tsx). It is half
    /// the length of the longest of the score's name, its value, and the part of an error before the first parenthesis; at least 3.
    /// </summary>
    private static double ScoreColumns(JsonArray summaries) => ((string[])["official", "strict"]).Sum(name =>
        summaries.Max(summary => Math.Max(3, Math.Max(name.Length, (summary!["scores"]?[name]?["value"]?.ToString() ?? ErrorType((string?)summary["error"])).Length))) / 2.0);

    private static string ErrorType(string? error) => error?.Split('(') is [var type, _, ..] ? type : "Error";

    private static JsonNode Read(ZipArchive archive, string name)
    {
        using var entry = archive.GetEntry(name)!.Open();
        return JsonNode.Parse(entry)!;
    }

    private static string Masked(string log, ExportedRun run) => Secrets().Replace(Times().Replace(log, "\"2026-01-01T00:00:00\\u002B00:00\""), "$1\"masked\"")
        .Replace(run.Plan.RunId, "RUN", StringComparison.Ordinal);

    [GeneratedRegex("\"20\\d\\d-[^\"]*\"")]
    private static partial Regex Times();

    // These values depend on the server's port, the build or this machine's clock.
    [GeneratedRegex("(\"(?:eval_id|task_id|manifest_sha256|commit|mubench)\": )\"[^\"]*\"")]
    private static partial Regex Secrets();
}
