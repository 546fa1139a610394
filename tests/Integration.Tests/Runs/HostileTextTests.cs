using System.Text.Json.Nodes;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>Texts of endpoints, datasets and manifests cannot control a terminal, and stay on their line.</summary>
public sealed class HostileTextTests
{
    /// <summary>
    /// Red text, a new title, a cleared screen, a bell, the C1 forms of these, a carriage return, and right-to-left text.
    /// </summary>
    private const string Hostile = "\u001b[31mred\u001b]0;title\u0007\u001b[2J\u009b31m\u009d0;x\u009c\rpaid \u202Eeerf\u2066x\u2069\u200F";

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Endpoint_ErrorsThatSteerTerminals_AreShownAndDoNothing(int status)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(status, $"{Hostile} refused {new string('x', 100_000)}", retryAfter: "0"));
        using var folder = new RunFolder(images: 2);
        // An endpoint that only fails is waited for, unless the manifest has no patience.
        folder.WriteManifest(server.Endpoint, """, "maxConcurrency": 1, "patience": 0""");

        var (code, output, error) = await folder.RunAsync();

        Assert.Equal(4, code);
        AssertInert(output + error);
        var runId = Path.GetFileName(Directory.GetDirectories(Path.Combine(folder.Store, "runs")).Single());
        foreach (var command in (string[][])[["status", runId], ["report", runId], ["runs"], ["verify", runId]])
        {
            var shown = await CliProcess.RunAsync([.. command, "--store", folder.Store], folder.Folder);
            AssertInert(shown.Output + shown.Error);
        }
    }

    [Fact]
    public async Task Endpoint_AnswersThatSteerTerminals_AreShownAndDoNothing()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter() + Hostile, model: $"model {Hostile}"));
        using var folder = new RunFolder(images: 2);
        folder.WriteManifest(server.Endpoint);

        var (code, output, error) = await folder.RunAsync();

        Assert.Equal(0, code);
        AssertInert(output + error);
        foreach (var file in Directory.GetFiles(folder.Store, "scores.csv", SearchOption.AllDirectories).Concat(Directory.GetFiles(folder.Store, "report.md", SearchOption.AllDirectories)))
            AssertInert(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Dataset_NamesThatSteerTerminals_AreShownAndDoNothing()
    {
        using var folder = new RunFolder(images: 3);
        var file = Path.Combine(folder.Folder, "drawn", "questions.jsonl");
        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Select(line =>
        {
            var row = JsonNode.Parse(line)!;
            row["dataset"] = $"source {Hostile}";
            row["image_id"] = $"id {Hostile}";
            row["questions"]!["stain"]!["options"]![1] = $"stain {Hostile}";
            row["questions"]!["stain"]!["answer_idx"] = 9;
            return row.ToJsonString();
        }), TestContext.Current.CancellationToken);
        folder.WriteManifest("""{ "name": "job", "benchmark": { "dataset": "./drawn" }, "models": [ { "id": "chance", "kind": "random" } ] }""");

        var (_, output, error) = await folder.RunAsync();

        AssertInert(output + error);
        var dataset = Path.GetFileName(Directory.GetDirectories(Path.Combine(folder.Store, "datasets")).Single());
        foreach (var command in (string[][])[["dataset", "show", dataset], ["dataset", "import", "again", "drawn"]])
        {
            var shown = await CliProcess.RunAsync([.. command, "--store", folder.Store], folder.Folder);
            AssertInert(shown.Output + shown.Error);
            Assert.NotEmpty(shown.Output + shown.Error);
        }
    }

    [Fact]
    public async Task Arguments_ThatSteerTerminals_AreShownAndDoNothing()
    {
        var (code, output, error) = await CliProcess.RunAsync(["run", $"no {Hostile} file.json", $"--{Hostile}"]);

        Assert.Equal(2, code);
        AssertInert(output + error);
    }

    /// <summary>One image has a shape that no decoder handles in reasonable time: its own questions fail, and the run completes.</summary>
    [Fact]
    public async Task Image_OfOneByAHundredMillionPixels_CostsItsOwnQuestionsAlone()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.StableLetter()));
        using var folder = new RunFolder(images: 2);
        await File.WriteAllBytesAsync(Path.Combine(folder.Folder, "drawn", "000001.png"), BlankPng.Encode(1, 100_000_000), TestContext.Current.CancellationToken);
        folder.WriteManifest($$"""
            { "name": "job", "benchmark": { "dataset": "./drawn" }, "failAbove": 1, "models": [
              { "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" }, { "id": "chance", "kind": "random" } ] }
            """);

        var (code, output, error) = await folder.RunAsync();

        // Incomplete: the picture has no response.
        Assert.True(code == 4, output + error);
        Assert.Equal(TestDataset.QuestionsPerImage, server.Count);
        var report = Directory.GetFiles(folder.Store, "report.html", SearchOption.AllDirectories).Single();
        Assert.Contains("65,535 pixels to a side", await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static void AssertInert(string text)
    {
        foreach (var character in text)
        {
            Assert.False(
                (char.IsControl(character) && character is not ('\n' or '\t' or '\r')) || character is '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'),
                $"U+{(int)character:X4} in: {text}");
        }

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 4020));
    }
}
