using MuBench.Pipeline.Progress;
using MuBench.TestUtils;
using MuBench.Tests.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Runs;

/// <summary>A command line and a service on one run, over Azurite: only one of them asks.</summary>
public sealed class ServiceConductorTests(AzuriteServer azurite)
{
    // Blocks the endpoint after its first responses, so that a run stays in progress until a test has seen what it waits for.
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TwoProcessesOverABlobStore_OneAsks()
    {
        await using var server = await ServerAsync();
        using var folder = await BlobRunFolder.OpenAsync(azurite, server, "conduct");
        using var first = folder.Start("run");
        await Waiting.UntilAsync(() => server.Count >= 4);
        using var second = folder.Start("run");
        await Waiting.UntilAsync(() => second.Output.Contains("is conducted by process", StringComparison.Ordinal));
        _gate.SetResult();

        await first.AssertDoneAsync();
        await second.AssertDoneAsync();
        Assert.Contains($"is conducted by process {first.Id} on ", second.Output, StringComparison.Ordinal);
        Assert.InRange(server.Count, folder.Questions, folder.Questions + 2);
    }

    [Fact]
    public async Task Run_TheServiceConductsTheRun_FollowsIt()
    {
        await using var server = await ServerAsync();
        using var folder = await BlobRunFolder.OpenAsync(azurite, server, "conduct");
        await using var service = new StandInService(folder.Store);
        Assert.Equal(0, (await folder.CliAsync("submit", "manifest.json", "--no-follow")).Code);
        var taken = await service.AcceptAsync("job");
        var conducting = service.ConductAsync(taken.RunId, "1");
        await Waiting.UntilAsync(() => server.Count >= 4);

        using var cli = folder.Start("run");
        await Waiting.UntilAsync(() => cli.Output.Contains("The service of this store conducts run", StringComparison.Ordinal));
        _gate.SetResult();

        await cli.AssertDoneAsync();
        await conducting;
        Assert.Contains($"The service of this store conducts run {taken.RunId}", cli.Output, StringComparison.Ordinal);
        Assert.Contains("accuracy in % [95% interval]", cli.Output, StringComparison.Ordinal);
        Assert.InRange(server.Count, folder.Questions, folder.Questions + 2);
    }

    [Fact]
    public async Task Service_ACommandLineConductsTheRun_RefusesAndLeavesItAlone()
    {
        await using var server = await ServerAsync();
        using var folder = await BlobRunFolder.OpenAsync(azurite, server, "conduct");
        await using var service = new StandInService(folder.Store);
        Assert.Equal(0, (await folder.CliAsync("submit", "manifest.json", "--no-follow")).Code);
        var taken = await service.AcceptAsync("job");
        using var cli = folder.Start("run");
        await Waiting.UntilAsync(() => server.Count >= 4);

        var submitted = await folder.CliAsync("submit", "manifest.json");
        await service.ConductAsync(taken.RunId, "1");
        _gate.SetResult();

        Assert.Equal(2, submitted.Code);
        Assert.Contains($"is conducted by process {cli.Id} on ", submitted.Error, StringComparison.Ordinal);
        var attempt = await service.Statuses.TryReadAttemptAsync(taken.RunId, Token);
        Assert.Equal(RunStates.Failed, attempt!.State);
        Assert.Contains($"is conducted by process {cli.Id} on ", attempt.Error, StringComparison.Ordinal);
        await cli.AssertDoneAsync();
        Assert.Equal(RunStates.Done, (await service.Statuses.TryReadAsync(taken.RunId, Token))!.State);
        Assert.InRange(server.Count, folder.Questions, folder.Questions + 2);
    }

    [Fact]
    public async Task Run_TheServicesRunWasCancelled_WaitsForItsWorkersAndAsksNothingTwice()
    {
        await using var server = await ServerAsync();
        using var folder = await BlobRunFolder.OpenAsync(azurite, server, "conduct");
        await using var service = new StandInService(folder.Store);
        Assert.Equal(0, (await folder.CliAsync("submit", "manifest.json", "--no-follow")).Code);
        var taken = await service.AcceptAsync("job");
        var conducting = service.ConductAsync(taken.RunId, "1");
        // Beyond the first answers, which are in the log by then: the gate holds the calls of the worker.
        await Waiting.UntilAsync(() => server.Count > 6);
        await service.Statuses.EndAsync(taken.RunId, "1", RunStates.Cancelled, null, Token);

        using var cli = folder.Start("run");
        await Waiting.UntilAsync(() => cli.Output.Contains("Workers of the service still have questions", StringComparison.Ordinal));
        _gate.SetResult();

        await conducting;
        await cli.AssertDoneAsync();
        Assert.InRange(server.Count, folder.Questions, folder.Questions + 2);
    }

    private Task<LoopbackChatServer> ServerAsync() => LoopbackChatServer.StartAsync(async call =>
    {
        if (call.Number > 6)
            await _gate.Task.WaitAsync(call.Aborted);
        return LoopbackResponse.Text(call.StableLetter());
    });
}
