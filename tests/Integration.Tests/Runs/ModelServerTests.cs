using System.Text.Json.Nodes;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Runs;

/// <summary>Model servers that sleep, start slowly, crash and return, and one that never starts.</summary>
public sealed class ModelServerTests
{
    private const string Name = "open/vlm";

    [Fact]
    public async Task Run_OneServerLateAndCrashingOneThatNeverComes_EndsWithTheFirstWholeAndAReasonForTheSecond()
    {
        using var folder = new RunFolder();
        await using var late = new LoopbackModelServer();
        await using var never = new LoopbackModelServer();
        folder.WriteManifest($$"""
            { "name": "job", "benchmark": { "dataset": "./drawn" }, "models": [
              { "id": "late", "kind": "openai", "endpoint": "{{late.Endpoint}}", "model": "{{Name}}", "gpu": { "warm": 10, "usdPerHour": 2 } },
              { "id": "never", "kind": "openai", "endpoint": "{{never.Endpoint}}", "model": "{{Name}}", "gpu": { "wake": 2 } },
              { "id": "chance", "kind": "random" } ] }
            """);
        using var run = folder.Start();
        await Waiting.UntilAsync(() => run.Output.Contains("waking", StringComparison.Ordinal));
        late.Model = Name;
        late.CrashAfter(80);
        await late.StartAsync();
        await late.Crashed.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        // A server that returns at once would not be noticed as gone. A second file shows that it was noticed.
        await Waiting.UntilAsync(() => Directory.GetFiles(folder.Store, "*.json", SearchOption.AllDirectories).Count(file => file.Contains("/servers/late/", StringComparison.Ordinal)) >= 2);
        late.CrashAfter(int.MaxValue);
        await late.StartAsync();

        var code = await run.WaitAsync(TimeSpan.FromSeconds(90));

        Assert.True(code == 4, run.Output + run.Error);
        var report = JsonNode.Parse(await File.ReadAllBytesAsync(
            Directory.GetFiles(Path.Combine(folder.Store, "runs"), "report.json", SearchOption.AllDirectories).Single(), TestContext.Current.CancellationToken))!;
        var models = report["models"]!.AsArray().ToDictionary(model => (string)model!["id"]!, model => model!);
        Assert.False((bool)models["late"]["void"]!);
        Assert.Equal(folder.Questions, (int)models["late"]["outcomes"]!["correct"]! + (int)models["late"]["outcomes"]!["wrong"]!);
        Assert.Equal(2, (int)models["late"]["gpu"]!["coldStarts"]!);
        Assert.Contains("was not ready within 2 s", (string)models["never"]["voidReason"]!, StringComparison.Ordinal);
        Assert.Contains("connection refused", (string)models["never"]["voidReason"]!, StringComparison.Ordinal);
        Assert.False((bool)models["chance"]["void"]!);
        foreach (var file in (string[])["report.html", "report.md"])
            Assert.Contains("GPU time: ", await File.ReadAllTextAsync(Directory.GetFiles(folder.Store, file, SearchOption.AllDirectories).Single(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
