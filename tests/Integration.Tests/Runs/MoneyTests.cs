using System.Text.Json.Nodes;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>Estimates and budgets with real processes.</summary>
public sealed class MoneyTests
{
    // The loopback server's responses have 100 input and 2 output tokens.
    private const double PerCall = 0.00012;
    private const string Price = "\"price\": { \"inputPerMillion\": 1, \"outputPerMillion\": 10 }, \"generation\": { \"maxOutputTokens\": 2 }, \"maxConcurrency\": 8";

    private static Task<LoopbackChatServer> ServerAsync(int milliseconds = 1) => LoopbackChatServer.StartAsync(async call =>
    {
        await Task.Delay(milliseconds, call.Aborted);
        return LoopbackResponse.Text(call.StableLetter());
    });

    private static string Manifest(Uri endpoint, double usd) => FormattableString.Invariant(
        $$"""{ "name": "job", "benchmark": { "dataset": "./drawn" }, "models": [ { "id": "m", "kind": "openai", "endpoint": "{{endpoint}}", "model": "loop", {{Price}} } ], "budget": { "maxUsd": {{usd}} } }""");

    [Fact]
    public async Task Run_WithTooSmallABudget_EndsWithItsOwnCodeAndAScoredReport()
    {
        await using var server = await ServerAsync();
        using var folder = new RunFolder();
        folder.WriteManifest(Manifest(server.Endpoint, 0.01));

        var run = await folder.RunAsync();
        var again = await folder.RunAsync();

        Assert.True(run.Code == 3, run.Error + run.Output);
        Assert.Contains("used up before every question was asked", run.Output, StringComparison.Ordinal);
        Assert.InRange(server.Count, 60, (int)(0.01 / PerCall));
        var report = JsonNode.Parse(RunFolder.Comparable(folder.Store))!;
        Assert.True((bool)report["budget"]!["reached"]!);
        Assert.InRange((double)report["budget"]!["spentUsd"]!, 0.007, 0.01);
        Assert.False((bool)report["models"]![0]!["void"]!);
        Assert.Equal(3, again.Code);
        Assert.InRange(server.Count, 60, (int)(0.01 / PerCall)); // a second process continues the account of the first
        var status = JsonNode.Parse(File.ReadAllBytes(Directory.GetFiles(folder.Store, "status.json", SearchOption.AllDirectories).Single()))!;
        Assert.True((bool)status["models"]![0]!["isOutOfBudget"]!);
        // The second process asked nothing, and still reports the spending of the first.
        var spent = (double)report["budget"]!["spentUsd"]!;
        Assert.Equal((spent, spent), ((double)status["spentUsd"]!, (double)status["models"]![0]!["usd"]!));
        var runs = await CliProcess.RunAsync(["runs", "--store", folder.Store], folder.Folder);
        Assert.Contains("out of budget", runs.Output, StringComparison.Ordinal);
        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"${spent:N4}"), runs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KilledManyTimes_StaysWithinItsBudgetButForCallsInFlight()
    {
        const double Budget = 0.02;
        await using var server = await ServerAsync(10);
        using var folder = new RunFolder();
        folder.WriteManifest(Manifest(server.Endpoint, Budget));
        foreach (var calls in (int[])[20, 60, 100])
        {
            using var killed = folder.Start();
            await Waiting.UntilAsync(() => server.Count >= calls);
            killed.Kill();
            await killed.WaitAsync(TimeSpan.FromSeconds(60));
        }

        var run = await folder.RunAsync();

        Assert.True(run.Code == 3, run.Error + run.Output);
        // Lost at each of three kills: eight calls in flight, and as many responses on their way to the log.
        Assert.True(server.Count * PerCall <= Budget + (3 * 2 * 8 * PerCall), $"{server.Count} calls");
    }

    [Fact]
    public async Task Estimate_BeforeAndAfterARun_SaysWhatIsLeft()
    {
        await using var server = await ServerAsync();
        using var folder = new RunFolder(images: 10);
        folder.WriteManifest(Manifest(server.Endpoint, 1));

        var before = await EstimateAsync(folder, "--json", "--rate", "2");
        var words = await EstimateAsync(folder);
        await folder.RunAsync();
        var after = await EstimateAsync(folder, "--json");

        var estimate = JsonNode.Parse(before.Output)!;
        Assert.Equal((folder.Questions, folder.Questions / 2.0), ((int)estimate["models"]![0]!["calls"]!, (double)estimate["seconds"]!));
        Assert.Contains("no response in the log", words.Output, StringComparison.Ordinal);
        Assert.True((double)estimate["usd"]! <= (double)estimate["boundUsd"]!);
        Assert.Contains("enough, without retries", words.Output, StringComparison.Ordinal);
        Assert.Equal(0, (int)JsonNode.Parse(after.Output)!["models"]![0]!["calls"]!);
        Assert.Equal(folder.Questions, server.Count);
    }

    [Fact]
    public async Task Estimate_RunThatStopsAtItsVerdict_HasTheVerdictsInTheJsonToo()
    {
        using var folder = new RunFolder(images: 300);
        folder.WriteManifest("""
            { "name": "job", "benchmark": { "dataset": "./drawn", "tasks": ["coarse/stain"] }, "until": { "verdicts": "all" },
              "models": [ { "id": "a", "kind": "openai", "endpoint": "http://127.0.0.1:9/v1", "model": "a" }, { "id": "b", "kind": "openai", "endpoint": "http://127.0.0.1:9/v1", "model": "b" } ] }
            """);

        var verdicts = JsonNode.Parse((await EstimateAsync(folder, "--json")).Output)!["verdicts"]!.AsArray();

        Assert.Equal([0.01, 0.02, 0.05], verdicts.Select(verdict => (double)verdict!["difference"]!));
        Assert.All(verdicts, verdict => Assert.Equal(("a", "b"), ((string)verdict!["a"]!, (string)verdict["b"]!)));
        Assert.InRange((int)verdicts[2]!["questions"]!, 1, 600);
    }

    [Fact]
    public async Task Batch_OfAProcessKilledBetweenSubmissionAndNote_IsNotSubmittedAgain()
    {
        var submitted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var batches = new LoopbackBatches(azure: false, body => LoopbackResponse.Text("A"))
        {
            PollsBeforeEnd = 0,
            AfterCreation = async call =>
            {
                if (submitted.TrySetResult())
                    await Task.Delay(Timeout.Infinite, call.Aborted); // the provider has the request; its response never arrives
            },
        };
        await using var server = await batches.StartAsync();
        using var folder = new RunFolder(images: 10);
        folder.WriteManifest($$"""{ "name": "job", "benchmark": { "dataset": "./drawn" }, "models": [ { "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "apiKey": "secret:loop-key", "delivery": "batch" } ] }""");
        var environment = new Dictionary<string, string?> { ["LOOP_KEY"] = "canary-key-7" };
        string[] arguments = ["run", "manifest.json", "--store", folder.Store];
        using (var killed = CliProcess.Start(arguments, folder.Folder, environment))
        {
            await submitted.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            killed.Kill();
            await killed.WaitAsync(TimeSpan.FromSeconds(60));
        }

        var run = await CliProcess.RunAsync(arguments, folder.Folder, environment);

        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Single(batches.Batches);
        var report = JsonNode.Parse(RunFolder.Comparable(folder.Store))!;
        Assert.Equal(folder.Questions, (int)report["models"]![0]!["usage"]!["calls"]!);
        Assert.All(Directory.GetFiles(folder.Store, "*", SearchOption.AllDirectories), file =>
            Assert.DoesNotContain("canary-key-7", File.ReadAllText(file), StringComparison.Ordinal));
    }

    private static Task<(int Code, string Output, string Error)> EstimateAsync(RunFolder folder, params string[] options) =>
        CliProcess.RunAsync(["estimate", "manifest.json", "--store", folder.Store, .. options], folder.Folder);
}
