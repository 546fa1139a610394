using MuBench.Pipeline.Progress;
using MuBench.Storage;
using MuBench.TestUtils;
using MuBench.Tests.Storage;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary><c>mubench submit</c> and <c>mubench status</c> as real processes over Azurite, with a service in this process.</summary>
public sealed class SubmitTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Submit_TakenIn_FollowsPrintsTheResultAndSubmittedAgainFindsItDone()
    {
        await using var server = await ServerAsync();
        using var folder = await BlobRunFolder.OpenAsync(azurite, server, "submit");
        await using var service = new StandInService(folder.Store);
        using var cli = folder.Start("submit");
        var taken = await service.AcceptAsync("job");
        Assert.True(taken.IsAccepted, string.Join('\n', taken.Faults)); // the drawn dataset was uploaded first
        await service.ConductAsync(taken.RunId, "1");

        var code = await cli.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.True(code == 0, cli.Error + cli.Output);
        Assert.Contains($"Submitted run {taken.RunId}", cli.Output, StringComparison.Ordinal);
        Assert.Contains($"m: {folder.Questions} / {folder.Questions} done", cli.Output, StringComparison.Ordinal);
        Assert.Contains("accuracy in % [95% interval]", cli.Output, StringComparison.Ordinal);
        Assert.Contains($"/runs/{taken.RunId}/report.html", cli.Output, StringComparison.Ordinal);

        var again = await folder.CliAsync("submit", "manifest.json", "--junit", "gate.xml");
        Assert.True(again.Code == 0, again.Error);
        Assert.Contains("is already done", again.Output, StringComparison.Ordinal);
        Assert.Contains("scores.csv", again.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Folder, "gate.xml")));
        Assert.Equal(folder.Questions, server.Count);
    }

    [Fact]
    public async Task Submit_ServiceAllowsOtherEndpoints_PrintsEveryFaultAndExitsWith2()
    {
        await using var server = await ServerAsync();
        using var folder = await BlobRunFolder.OpenAsync(azurite, server, "submit");
        await using var service = new StandInService(folder.Store, allowed: null);
        using var cli = folder.Start("submit");
        var taken = await service.AcceptAsync("job");

        var code = await cli.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(2, code);
        Assert.NotEmpty(taken.Faults);
        Assert.All(taken.Faults, fault => Assert.Contains($"manifest.json: {fault}", cli.Error, StringComparison.Ordinal));
        var runs = await folder.CliAsync("runs");
        Assert.Contains($"{taken.RunId}  rejected", runs.Output, StringComparison.Ordinal);
        var status = await folder.CliAsync("status", taken.RunId);
        Assert.Contains("$.models[0].endpoint", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_AfterAFailure_SaysNothingOfTheOldOneAndFollowsTheNewAttempt()
    {
        await using var server = await ServerAsync();
        using var folder = await BlobRunFolder.OpenAsync(azurite, server, "submit");
        await using var service = new StandInService(folder.Store);
        using var first = folder.Start("submit");
        var taken = await service.AcceptAsync("job");
        await service.Statuses.BeginAsync(taken.RunId, "1", TestContext.Current.CancellationToken);
        await service.Statuses.EndAsync(taken.RunId, "1", RunStates.Failed, "the dataset has gone", TestContext.Current.CancellationToken);
        Assert.Equal(2, await first.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("failed: the dataset has gone", first.Error, StringComparison.Ordinal);
        Assert.Contains("mubench submit manifest.json", first.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("AccountKey", first.Error, StringComparison.Ordinal);

        var uploaded = (await folder.Store.TryStatAsync(StoreLayout.Manifest("job"), TestContext.Current.CancellationToken))!.LastModified;
        using var second = folder.Start("submit");
        await service.AcceptAsync("job", uploaded);
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken); // by then the command has read the old status
        Assert.Equal("", second.Error);
        await service.ConductAsync(taken.RunId, "2");

        Assert.True(await second.WaitAsync(TimeSpan.FromSeconds(60)) == 0, second.Error + second.Output);
    }

    [Fact]
    public async Task Submit_CancelledMeanwhile_SaysSoAndHowToGoOn()
    {
        await using var server = await ServerAsync(milliseconds: 150);
        using var folder = await BlobRunFolder.OpenAsync(azurite, server, "submit");
        await using var service = new StandInService(folder.Store);
        using var cli = folder.Start("submit");
        var taken = await service.AcceptAsync("job");
        var conducting = service.ConductAsync(taken.RunId, "1");
        await Waiting.UntilAsync(() => server.Count >= 4);

        await service.Statuses.EndAsync(taken.RunId, null, RunStates.Cancelled, null, TestContext.Current.CancellationToken);

        Assert.Equal(2, await cli.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("was cancelled", cli.Error, StringComparison.Ordinal);
        Assert.Contains("mubench submit manifest.json", cli.Error, StringComparison.Ordinal);
        await conducting;
        Assert.InRange(server.Count, 4, folder.Questions - 1);
    }

    [Fact]
    public async Task Submit_Interrupted_LeavesTheRunAloneAndStatusFollowsIt()
    {
        await using var server = await ServerAsync(milliseconds: 60);
        using var folder = await BlobRunFolder.OpenAsync(azurite, server, "submit");
        await using var service = new StandInService(folder.Store);
        using var cli = folder.Start("submit");
        var taken = await service.AcceptAsync("job");
        var conducting = service.ConductAsync(taken.RunId, "1");
        await Waiting.UntilAsync(() => server.Count >= 4);

        cli.Signal("INT");

        Assert.Equal(130, await cli.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains($"mubench status {taken.RunId} --follow", cli.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("AccountKey", cli.Output, StringComparison.Ordinal);
        var followed = await folder.CliAsync("status", taken.RunId, "--follow");
        await conducting;
        Assert.True(followed.Code == 0, followed.Error + followed.Output);
        Assert.Contains("accuracy in % [95% interval]", followed.Output, StringComparison.Ordinal);
        Assert.Equal(folder.Questions, server.Count);
    }

    [Fact]
    public async Task Submit_NoFollow_HandsInAndEnds()
    {
        await using var server = await ServerAsync();
        using var folder = await BlobRunFolder.OpenAsync(azurite, server, "submit");

        var (code, output, error) = await folder.CliAsync("submit", "manifest.json", "--no-follow");

        Assert.True(code == 0, error);
        Assert.Contains("Follow it with: mubench status job-", output, StringComparison.Ordinal);
        Assert.NotNull(await folder.Store.TryStatAsync(StoreLayout.Manifest("job"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Submit_ToAFolder_SaysThatNoServiceWatchesIt()
    {
        using var folder = new RunFolder();
        folder.WriteManifest(new Uri("http://127.0.0.1:9/v1"));

        var (code, _, error) = await CliProcess.RunAsync(["submit", "manifest.json", "--store", folder.Store], folder.Folder);

        Assert.Equal(2, code);
        Assert.Contains("no service watches it", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Store));
    }

    private static Task<LoopbackChatServer> ServerAsync(int milliseconds = 1) => LoopbackChatServer.StartAsync(async call =>
    {
        await Task.Delay(milliseconds, call.Aborted);
        return LoopbackResponse.Text(call.StableLetter());
    });
}
