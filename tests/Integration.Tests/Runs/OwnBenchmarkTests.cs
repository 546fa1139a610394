using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>Benchmarks other than μ-Bench on the command line: the documentation's example, and MicroVQA in its release format.</summary>
public sealed partial class OwnBenchmarkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mubench-own-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Page_FollowedToTheLetter_GivesAReport()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.Prompt.Contains("(1):", StringComparison.Ordinal)
            ? "Image 1 shows one cell, image 2 shows two.\n\nThe answer is (1)"
            : "B) metaphase"));
        await Task.WhenAll(PageFiles().Where(file => !file.Name.EndsWith(".cs", StringComparison.Ordinal)).Select(file =>
        {
            var path = Path.Combine(_folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return File.WriteAllTextAsync(path, file.Content.Replace("http://127.0.0.1:8000/v1", server.Endpoint.AbsoluteUri, StringComparison.Ordinal));
        }));
        Directory.CreateDirectory(Path.Combine(_folder, "cells", "img"));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "cells", "img", "a.png"), TestPng.Encode(24, 20, 1), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "cells", "img", "b.png"), TestPng.Encode(20, 24, 2), TestContext.Current.CancellationToken);

        var (code, output, error) = await CliProcess.RunAsync(["run", "manifest.json", "--store", "store"], _folder);

        Assert.True(code == 0, error + output);
        Assert.Contains("3 questions about 4 images", output, StringComparison.Ordinal);
        Assert.Equal(5, server.Count); // three questions, and the blind pass, in which two of them are the same
        var pair = Assert.Single(server.Calls, call => call.PartTypes.Count == 3);
        Assert.Equal([24, 20], pair.ImagesBase64.Select(image => (int)Convert.FromBase64String(image)[19]));
        var scores = (await ReportAsync("store"))["models"]!.AsArray().Single(model => (string)model!["id"]! == "qwen")!["scores"]!.AsArray();
        Assert.Equal(0.5, Accuracy(scores, "phase", "all"));
        Assert.Equal(1, Accuracy(scores, "time_lapse", "all"));
    }

    [Fact]
    public async Task MicroVqa_ImportedAndRun_ScoresAsItsAuthorsDo()
    {
        var rows = TestMicroVqa.Rows(12, side: 16);
        var shown = new ConcurrentQueue<(int Row, string[] Images)>();
        Directory.CreateDirectory(Path.Combine(_folder, "release", "data"));
        TestMicroVqa.WriteParquet(Path.Combine(_folder, "release", "data", "train-00000-of-00001.parquet"), rows);
        await using var server = await LoopbackChatServer.StartAsync(call =>
        {
            var row = rows.Single(row => call.Prompt.Contains($"\n\n{row.Question}\n\nOptions:\n  (1): {row.Choices[0]}\n", StringComparison.Ordinal));
            shown.Enqueue((row.Key, [.. call.ImagesBase64]));
            return LoopbackResponse.Text(row.Key switch
            {
                0 => "I would say (1).", // does not state its choice
                1 => $"First the answer is ({row.Answer + 1}). But then the answer is (1).", // the official reader takes the first option, the strict one none
                2 => "The answer is (9)",
                _ => $"The images show that ...\n\n**The answer is ({row.Answer + 1})**",
            }, outputTokens: 300);
        });
        await File.WriteAllTextAsync(Path.Combine(_folder, "manifest.json"), $$"""
            { "name": "mv", "benchmark": { "dataset": "microvqa", "tasks": ["microvqa"] }, "controls": ["blind", "shuffled-image"], "alarmAbove": 0.2,
              "models": [ { "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" }, { "id": "chance", "kind": "random" } ] }
            """, TestContext.Current.CancellationToken);

        var (code, output, error) = await CliProcess.RunAsync(["dataset", "import", "microvqa", "release", "--store", "store"], _folder);
        Assert.True(code == 0, error + output);
        Assert.Matches(new Regex(@"items\s*│\s*12\b"), output);
        Assert.Matches(new Regex($@"images\s*│\s*{rows.Sum(row => row.Images!.Count)}\b"), output);
        (code, output, error) = await CliProcess.RunAsync(["run", "manifest.json", "--store", "store"], _folder);
        Assert.True(code == 0, error + output);
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);

        var report = await ReportAsync("store");
        var model = report["models"]!.AsArray().Single(entry => (string)entry!["id"]! == "m")!;
        var scores = model["scores"]!.AsArray();
        Assert.Equal(10 / 12.0, Accuracy(scores, "microvqa", "all", "official"), 9);
        Assert.Equal(9 / 12.0, Accuracy(scores, "microvqa", "all", "strict"), 9);
        Assert.Equal((10, 0, 2), ((int)model["outcomes"]!["correct"]!, (int)model["outcomes"]!["wrong"]!, (int)model["outcomes"]!["unparsed"]!));
        Assert.Equal(3 / 4.0, Accuracy(scores, "microvqa", "expert_visual_understanding", "official"), 9);
        Assert.Equal((rows.Sum(row => row.Images!.Count), 12), ((int)report["run"]!["dataset"]!["images"]!, (int)report["run"]!["dataset"]!["items"]!));
        Assert.Contains(report["published"]!.AsArray(), row => (string)row!["model"]! == "o1" && (double)row["accuracy"]! == 0.528);
        Assert.Equal(36, server.Count);
        Assert.All(server.Calls, call => Assert.Equal(2048, (int)call.Json["max_completion_tokens"]!));
        var images = rows.Select(row => string.Join(' ', row.Images!.Select(image => Convert.ToBase64String(image!)))).ToList();
        Assert.Equal(12, shown.Count(call => call.Images.Length == 0));
        Assert.Equal(12, shown.Count(call => string.Join(' ', call.Images) == images[call.Row]));
        Assert.Equal(12, shown.Count(call => images.IndexOf(string.Join(' ', call.Images)) is >= 0 and var other && other != call.Row)); // all images of another item
    }

    [Fact]
    public async Task MicroVqa_LimitTooLowForReasoning_IsWarnedOfAndNoted()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("Let us see: the first image", finish: "length"));
        Directory.CreateDirectory(Path.Combine(_folder, "release"));
        TestMicroVqa.WriteParquet(Path.Combine(_folder, "release", "x.parquet"), TestMicroVqa.Rows(3));
        await File.WriteAllTextAsync(Path.Combine(_folder, "manifest.json"), $$"""
            { "name": "mv", "benchmark": { "dataset": "./release", "tasks": ["microvqa"] }, "generation": { "maxOutputTokens": 128 },
              "models": [ { "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" } ] }
            """, TestContext.Current.CancellationToken);
        var (_, output, error) = await CliProcess.RunAsync(["run", "manifest.json", "--store", "store"], _folder);
        Assert.Contains("warning: m: 'maxOutputTokens' is 128", output + error, StringComparison.Ordinal);
        var model = (await ReportAsync("store"))["models"]![0]!;
        Assert.Equal(3, (int)model["outcomes"]!["truncated"]!);
        Assert.Contains(model["notes"]!.AsArray(), note => ((string)note!).Contains("in the style 'microvqa'", StringComparison.Ordinal));
        Assert.All(server.Calls, call => Assert.Equal(128, (int)call.Json["max_completion_tokens"]!));
    }

    private static List<(string Name, string Content)> PageFiles()
    {
        var files = Block().Matches(File.ReadAllText(RepositoryFiles.Path("docs", "add-a-benchmark.md")).ReplaceLineEndings("\n"))
            .Select(match => (match.Groups["name"].Value, match.Groups["content"].Value)).ToList();
        Assert.Equal(3, files.Count);
        return files;
    }

    private static double Accuracy(JsonArray scores, string task, string slice, string protocol = "strict") => (double)Assert.Single(scores, score =>
        (string)score!["task"]! == task && (string)score["slice"]! == slice && (string)score["protocol"]! == protocol)!["accuracy"]!;

    private async Task<JsonNode> ReportAsync(string store) => JsonNode.Parse(await File.ReadAllBytesAsync(
        Directory.GetFiles(Path.Combine(_folder, store, "runs"), "report.json", SearchOption.AllDirectories).Single(), TestContext.Current.CancellationToken))!;

    [GeneratedRegex("<!-- file: (?<name>[^ ]+) -->\n```[a-z]+\n(?<content>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
