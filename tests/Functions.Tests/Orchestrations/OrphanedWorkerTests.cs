using MuBench.Functions.TestWorker;
using MuBench.Storage.Blob;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>A worker whose parent, as the Functions host is one, is killed or which gets a signal: it stops asking.</summary>
public sealed class OrphanedWorkerTests(AzuriteServer azurite)
{
    private readonly string _name = $"orphan{Environment.ProcessId}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Worker_ParentIsKilledOrASignalComes_FinishesWhatIsInFlightReleasesItsClaimsAndEnds(bool parentIsKilled)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The parent of a process is known on Linux only.");
        var name = _name + (parentIsKilled ? "k" : "t");
        var connection = await azurite.GetConnectionStringAsync();
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            await Task.Delay(40, call.Aborted);
            return LoopbackResponse.Text(call.StableLetter());
        });
        await using var scene = await RunScene.CreateAsync(images: 120, StoreFactory.Open($"{connection};Container={name}"));
        var runId = await scene.AcceptAsync(RunScene.Manifest(RunScene.Model("m", server.Endpoint, ", \"maxConcurrency\": 16")));
        using var worker = WorkerProcess.Start(connection, name, name, underAShell: true);
        await worker.ReadyAsync();
        await StorageHub.StartRunAsync(connection, name, runId);
        await Waiting.UntilAsync(() => server.Count > 100, TimeSpan.FromMinutes(3));

        if (parentIsKilled)
            worker.KillParent();
        else
            worker.Signal("TERM");
        await worker.EndedAsync(TimeSpan.FromSeconds(20));

        var asked = server.Count;
        Assert.Equal(0, server.InFlight);
        var log = await scene.ResponsesAsync();
        Assert.Equal(asked, log.Count); // every question that was asked has its response
        Assert.All(await scene.ClaimsAsync(), claim => Assert.DoesNotContain("\"holder\"", claim, StringComparison.Ordinal));
        Assert.InRange(asked, 101, 719);
    }
}
