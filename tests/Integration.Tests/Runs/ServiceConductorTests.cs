using MuBench.Pipeline.Progress;
using MuBench.Storage;
using MuBench.Tests.Storage;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>One run, a command line and a service, over Azurite: neither asks beside the other.</summary>
public sealed class ServiceConductorTests(AzuriteServer azurite) : IAsyncDisposable
{
    // Holds the endpoint after its first answers, so that a run goes on until a test has seen what it waits for.
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RunFolder _folder = new(images: 12);
    private string _setting = "";
    private IArtifactStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        (_store as IDisposable)?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Run_TwoProcessesOverABlobStore_OneAsks()
    {
        await using var server = await OpenAsync();
        using var first = Start("run");
        await RunFolder.UntilAsync(() => server.Count >= 4);
        using var second = Start("run");
        await RunFolder.UntilAsync(() => second.Output.Contains("is conducted by process", StringComparison.Ordinal));
        _gate.SetResult();

        Assert.True(await first.WaitAsync(TimeSpan.FromMinutes(2)) == 0, first.Error + first.Output);
        Assert.True(await second.WaitAsync(TimeSpan.FromMinutes(2)) == 0, second.Error + second.Output);
        Assert.Contains($"is conducted by process {first.Id} on ", second.Output, StringComparison.Ordinal);
        Assert.InRange(server.Count, _folder.Questions, _folder.Questions + 2);
    }

    [Fact]
    public async Task Run_TheServiceConductsTheRun_FollowsIt()
    {
        await using var server = await OpenAsync();
        await using var service = new StandInService(_store);
        Assert.Equal(0, (await CliAsync("submit", "manifest.json", "--no-follow")).Code);
        var taken = await service.AcceptAsync("job");
        var conducting = service.ConductAsync(taken.RunId, "1");
        await RunFolder.UntilAsync(() => server.Count >= 4);

        using var cli = Start("run");
        await RunFolder.UntilAsync(() => cli.Output.Contains("The service of this store conducts run", StringComparison.Ordinal));
        _gate.SetResult();

        Assert.True(await cli.WaitAsync(TimeSpan.FromMinutes(2)) == 0, cli.Error + cli.Output);
        await conducting;
        Assert.Contains($"The service of this store conducts run {taken.RunId}", cli.Output, StringComparison.Ordinal);
        Assert.Contains("accuracy in % [95% interval]", cli.Output, StringComparison.Ordinal);
        Assert.InRange(server.Count, _folder.Questions, _folder.Questions + 2);
    }

    [Fact]
    public async Task Service_ACommandLineConductsTheRun_RefusesAndLeavesItAlone()
    {
        await using var server = await OpenAsync();
        await using var service = new StandInService(_store);
        Assert.Equal(0, (await CliAsync("submit", "manifest.json", "--no-follow")).Code);
        var taken = await service.AcceptAsync("job");
        using var cli = Start("run");
        await RunFolder.UntilAsync(() => server.Count >= 4);

        var submitted = await CliAsync("submit", "manifest.json");
        await service.ConductAsync(taken.RunId, "1");
        _gate.SetResult();

        Assert.Equal(2, submitted.Code);
        Assert.Contains($"is conducted by process {cli.Id} on ", submitted.Error, StringComparison.Ordinal);
        var attempt = await service.Statuses.TryReadAttemptAsync(taken.RunId, Token);
        Assert.Equal(RunStates.Failed, attempt!.State);
        Assert.Contains($"is conducted by process {cli.Id} on ", attempt.Error, StringComparison.Ordinal);
        Assert.True(await cli.WaitAsync(TimeSpan.FromMinutes(2)) == 0, cli.Error + cli.Output);
        Assert.Equal(RunStates.Done, (await service.Statuses.TryReadAsync(taken.RunId, Token))!.State);
        Assert.InRange(server.Count, _folder.Questions, _folder.Questions + 2);
    }

    private async Task<LoopbackChatServer> OpenAsync()
    {
        var server = await LoopbackChatServer.StartAsync(async call =>
        {
            if (call.Number > 6)
                await _gate.Task.WaitAsync(call.Aborted);
            return ChatReply.Text(call.StableLetter());
        });
        _folder.WriteManifest(server.Endpoint, """, "maxConcurrency": 2""");
        _setting = $"{(await azurite.GetConnectionStringAsync()).TrimEnd(';')};Container=conduct-{Path.GetRandomFileName().Replace('.', '-')}";
        _store = StoreFactory.Open(_setting);
        return server;
    }

    private CliProcess Start(string command) => CliProcess.Start([command, "manifest.json", "--store", _setting], _folder.Folder);

    private Task<(int Code, string Output, string Error)> CliAsync(params string[] arguments) =>
        CliProcess.RunAsync([.. arguments, "--store", _setting], _folder.Folder);
}
