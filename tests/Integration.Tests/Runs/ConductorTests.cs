using System.Text.Json.Nodes;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Storage.Leases;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>Several real processes on one run; only one conducts it at a time.</summary>
public sealed class ConductorTests
{
    private const int Slots = 8;

    // The loopback server's responses have 100 input and 2 output tokens.
    private const double PerCall = 0.00012;

    // Short, so that no test waits for the real duration.
    private static readonly Dictionary<string, string?> ShortLease = new() { [LeaseVariable] = "2" };

    private const string LeaseVariable = "MUBENCH_LEASE_SECONDS";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<LoopbackChatServer> ServerAsync(int milliseconds = 40) => LoopbackChatServer.StartAsync(async call =>
    {
        await Task.Delay(milliseconds, call.Aborted);
        return LoopbackResponse.Text(call.StableLetter());
    });

    [Fact]
    public async Task Run_TwoProcessesAtOnce_OneAsksAndBothGiveTheResult()
    {
        await using var server = await ServerAsync();
        using var folder = new RunFolder();
        folder.WriteManifest(server.Endpoint);
        using var first = await StartConductorAsync(folder, server);
        using var second = Start(folder);

        await first.AssertDoneAsync();
        await second.AssertDoneAsync();

        Assert.Contains($"is conducted by process {first.Id} on {Environment.MachineName} (mubench run manifest.json) since ", second.Output, StringComparison.Ordinal);
        Assert.Contains("accuracy in % [95% interval]", second.Output, StringComparison.Ordinal);
        AssertAskedOnce(folder, server);
        await AssertVerifiedAsync(folder);
    }

    [Fact]
    public async Task Run_TwoProcessesStartedTogetherWithABudget_SpendItOnce()
    {
        const double Budget = 0.02;
        await using var server = await ServerAsync(20);
        using var folder = new RunFolder();
        folder.WriteManifest(Priced(server.Endpoint, Budget));
        using var first = Start(folder);
        using var second = Start(folder);

        Assert.Equal(3, await first.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.Equal(3, await second.WaitAsync(TimeSpan.FromMinutes(2)));

        Assert.True(server.Count * PerCall <= Budget, $"{server.Count} calls");
        var spent = (double)JsonNode.Parse(RunFolder.Comparable(folder.Store))!["budget"]!["spentUsd"]!;
        Assert.InRange(spent, server.Count * PerCall * 0.999, server.Count * PerCall * 1.001);
        await AssertVerifiedAsync(folder);
    }

    [Fact]
    public async Task Run_ConductorIsKilled_TheOtherGoesOnWithinTheBudget()
    {
        const double Budget = 0.02;
        await using var server = await ServerAsync();
        using var folder = new RunFolder();
        folder.WriteManifest(Priced(server.Endpoint, Budget));
        using var first = await StartConductorAsync(folder, server);
        using var second = await StartFollowerAsync(folder);
        first.Kill();

        Assert.Equal(3, await second.WaitAsync(TimeSpan.FromMinutes(2)));

        Assert.Contains("continuing run", second.Output, StringComparison.Ordinal);
        // Lost by the kill: the calls in flight, and as many responses on their way to the log.
        Assert.True(server.Count * PerCall <= Budget + (2 * Slots * PerCall), $"{server.Count} calls");
        await AssertVerifiedAsync(folder);
    }

    // As after a power failure, or from another machine: whether that process exists cannot be found out.
    [Fact]
    public async Task Run_ConductorOfAnotherMachineFallsSilent_TakesOverWhenItsLeaseIsOver()
    {
        await using var server = await ServerAsync(1);
        using var folder = new RunFolder(images: 10);
        folder.WriteManifest(server.Endpoint);
        Assert.Equal(0, (await folder.RunAsync()).Code); // creates the run's id
        var place = StoreLayout.RunConductor(Path.GetFileName(Directory.GetDirectories(Path.Combine(folder.Store, "runs")).Single()));
        var lease = new StoreLease(new DiskStore(folder.Store), place, TimeProvider.System);
        var holder = new LeaseHolder { Id = "x", Host = "elsewhere", ProcessId = 7, Doing = "mubench run manifest.json" };
        await using var held = await lease.TryAcquireAsync(await lease.ReadAsync(Token), holder, new LeaseOptions { Duration = TimeSpan.FromSeconds(2) }, Token);

        var run = await folder.RunAsync();

        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Contains("is conducted by process 7 on elsewhere", run.Output, StringComparison.Ordinal);
        Assert.Contains("No sign of life from process 7 on elsewhere (mubench run manifest.json) for 2 s", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, (await lease.ReadAsync(Token)).Generation);
        Assert.False(await held!.RenewAsync(Token));
    }

    [Fact]
    public async Task Run_ConductorIsSuspended_StopsAskingWhenItWakes()
    {
        await using var server = await ServerAsync();
        using var folder = new RunFolder(images: 60);
        folder.WriteManifest(server.Endpoint);
        using var first = await StartConductorAsync(folder, server, ShortLease);
        first.Signal("STOP");
        using var second = Start(folder, ShortLease);
        await Waiting.UntilAsync(() => second.Output.Contains("continuing run", StringComparison.Ordinal));
        var asked = server.Count;
        await Waiting.UntilAsync(() => server.Count >= asked + 20);
        first.Signal("CONT");

        await first.AssertDoneAsync();
        await second.AssertDoneAsync();

        Assert.Contains($"process {second.Id} on {Environment.MachineName} (mubench run manifest.json) has taken it over", first.Output, StringComparison.Ordinal);
        Assert.Contains("It has stopped asking", first.Output, StringComparison.Ordinal);
        // The calls in flight when it was suspended, and those that it began before it noticed.
        Assert.InRange(server.Count, folder.Questions, folder.Questions + (8 * Slots));
        await AssertVerifiedAsync(folder);
    }

    [Fact]
    public async Task Run_ConductorIsInterrupted_TheOtherGoesOnAtOnce()
    {
        await using var server = await ServerAsync();
        using var folder = new RunFolder();
        folder.WriteManifest(server.Endpoint);
        using var first = await StartConductorAsync(folder, server);
        using var second = await StartFollowerAsync(folder);

        first.Signal("INT");

        Assert.Equal(130, await first.WaitAsync(TimeSpan.FromSeconds(60)));
        await second.AssertDoneAsync();
        Assert.Contains("The other process was interrupted: continuing run", second.Output, StringComparison.Ordinal);
        AssertAskedOnce(folder, server);
    }

    [Fact]
    public async Task Run_FollowerIsInterrupted_TheRunGoesOn()
    {
        await using var server = await ServerAsync();
        using var folder = new RunFolder();
        folder.WriteManifest(server.Endpoint);
        using var first = await StartConductorAsync(folder, server);
        using var second = await StartFollowerAsync(folder);
        second.Signal("INT");

        Assert.Equal(130, await second.WaitAsync(TimeSpan.FromSeconds(60)));
        await first.AssertDoneAsync();
        Assert.Contains("No longer following", second.Output, StringComparison.Ordinal);
        AssertAskedOnce(folder, server);
    }

    [Fact]
    public async Task Estimate_WhileARunGoesOn_LeavesItsPlanAlone()
    {
        await using var server = await ServerAsync();
        using var folder = new RunFolder();
        folder.WriteManifest(server.Endpoint);
        using var run = await StartConductorAsync(folder, server);
        var plan = Directory.GetFiles(folder.Store, "plan.json", SearchOption.AllDirectories).Single();
        var written = File.GetLastWriteTimeUtc(plan);

        var estimate = await CliProcess.RunAsync(["estimate", "manifest.json", "--store", folder.Store, "--rate", "2"], folder.Folder);

        Assert.True(estimate.Code == 0, estimate.Error);
        Assert.Equal(written, File.GetLastWriteTimeUtc(plan));
        Assert.Equal(0, await run.WaitAsync(TimeSpan.FromMinutes(2)));
    }

    // Returns the process once it has made calls.
    private static async Task<CliProcess> StartConductorAsync(RunFolder folder, LoopbackChatServer server, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var process = Start(folder, environment);
        await process.SeenAsync(() => server.Count >= 20);
        return process;
    }

    // Returns the process once it follows the other one.
    private static async Task<CliProcess> StartFollowerAsync(RunFolder folder)
    {
        var process = Start(folder);
        await process.SeenAsync(() => process.Output.Contains("is conducted by", StringComparison.Ordinal));
        return process;
    }

    private static CliProcess Start(RunFolder folder, IReadOnlyDictionary<string, string?>? environment = null) =>
        CliProcess.Start(["run", "manifest.json", "--store", folder.Store], folder.Folder, environment);

    private static string Priced(Uri endpoint, double usd) => FormattableString.Invariant(
        $$"""{ "name": "job", "benchmark": { "dataset": "./drawn" }, "models": [ { "id": "m", "kind": "openai", "endpoint": "{{endpoint}}", "model": "loop", "price": { "inputPerMillion": 1, "outputPerMillion": 10 }, "generation": { "maxOutputTokens": 2 }, "maxConcurrency": {{Slots}} } ], "budget": { "maxUsd": {{usd}} } }""");

    // A process may hedge a call that takes much longer than the others, but no response is logged twice.
    private static void AssertAskedOnce(RunFolder folder, LoopbackChatServer server)
    {
        var lines = Directory.GetFiles(Path.Combine(folder.Store, "responses"), "*.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadAllLines).ToList();
        Assert.Equal(folder.Questions, lines.Count);
        Assert.Equal(folder.Questions, lines.Select(line => (string)JsonNode.Parse(line)!["key"]!).Distinct().Count());
        Assert.InRange(server.Count, folder.Questions, folder.Questions + Slots);
    }

    private static async Task AssertVerifiedAsync(RunFolder folder)
    {
        var run = Path.GetFileName(Directory.GetDirectories(Path.Combine(folder.Store, "runs")).Single());
        var verified = await CliProcess.RunAsync(["verify", run, "--store", folder.Store], folder.Folder);
        Assert.True(verified.Code == 0, verified.Error + verified.Output);
    }
}
