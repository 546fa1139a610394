using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.Exports;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Exports;

/// <summary>
/// Logs of Inspect AI. <c>inspect.approved.json</c> was read by inspect_ai itself (commit 499e615, 22 Aug 2026) with
/// <c>_parse_json_log(json.load(f), False)</c>, and archives with <c>_read_log_from_bytes</c>; what it
/// said is in <see cref="Json_OfAFloor_IsTheLogThatInspectWasSeenToRead"/>.
/// </summary>
public sealed partial class InspectTests
{
    [Fact]
    public async Task Archive_OfEveryPass_HasTheSamplesOfTheScores()
    {
        await using var run = await ExportedRun.CreateAsync();

        var result = await run.ExportAsync(ExportFormats.Inspect, "logs");

        Assert.Equal(5, result.Files.Count);
        Assert.All(result.Files, file => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\+00-00_drawn_[0-9a-f]{22}\.eval$", Path.GetFileName(file)));
        var rows = await run.RowsAsync();
        foreach (var file in result.Files)
        {
            await using var archive = await ZipFile.OpenReadAsync(file, TestContext.Current.CancellationToken);
            var header = Read(archive, "header.json").AsObject();
            Assert.Equal(["version", "status", "eval", "plan", "results", "stats"], header.Select(field => field.Key));
            Assert.True(JsonNode.DeepEquals(header["eval"], Read(archive, "_journal/start.json")["eval"]));
            var id = (string)header["eval"]!["model"]!;
            var scores = await run.Harness.ScoresAsync(id);
            Assert.Equal(["official", "strict"], header["results"]!["scores"]!.AsArray().Select(score => (string)score!["name"]!));
            Assert.Equal(scores.Scores[0].Accuracy, (double?)header["results"]!["scores"]![0]!["metrics"]!["accuracy"]!["value"]);
            var summaries = Read(archive, "summaries.json").AsArray();
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

    // inspect_ai read it as: version 2, status success, task mubench/drawn, model chance, dataset drawn (24 samples); 24 of 24
    // samples completed; scores official and strict, accuracy 0.1667 and stderr 0.0638 each; the first sample
    // '000000-classification', target 'B', five choices, messages [user, assistant], completion 'B) classification 1',
    // stop_reason 'stop', both scores ('C', answer 'B', outcome 'correct'), no error. The file keeps two samples.
    [Fact]
    public async Task Json_OfAFloor_IsTheLogThatInspectWasSeenToRead()
    {
        await using var run = await ExportedRun.CreateAsync(_ => ChatReply.Text("A"));

        await run.ExportAsync(ExportFormats.Inspect, "chance.json", false, "chance");

        var log = JsonNode.Parse(await File.ReadAllTextAsync(run.PathOf("chance.json"), TestContext.Current.CancellationToken))!;
        var samples = log["samples"]!.AsArray();
        Assert.Equal(ExportedRun.Questions, samples.Count);
        while (samples.Count > 2)
            samples.RemoveAt(samples.Count - 1);
        var written = Masked(log.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n", run);
        var approved = RepositoryFiles.Path("tests", "Shared.Tests", "Exports", "inspect.approved.json");
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
            Assert.Equal((string)row["fault"]!, (string)sample["error"]!["message"]!);
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

    private static JsonNode Read(ZipArchive archive, string name)
    {
        using var entry = archive.GetEntry(name)!.Open();
        return JsonNode.Parse(entry)!;
    }

    private static string Masked(string log, ExportedRun run) => Secrets().Replace(Times().Replace(log, "\"2026-01-01T00:00:00\\u002B00:00\""), "$1\"masked\"")
        .Replace(run.Plan.RunId, "RUN", StringComparison.Ordinal);

    [GeneratedRegex("\"20\\d\\d-[^\"]*\"")]
    private static partial Regex Times();

    // They follow from the server's port, the build or this machine's clock.
    [GeneratedRegex("(\"(?:eval_id|task_id|manifest_sha256|commit|mubench)\": )\"[^\"]*\"")]
    private static partial Regex Secrets();
}
