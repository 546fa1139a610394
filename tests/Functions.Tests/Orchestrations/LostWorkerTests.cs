using MuBench.Functions.TestWorker;
using MuBench.Pipeline.Progress;
using MuBench.Storage.Blob;
using MuBench.Tests.Storage;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>
/// A worker in its own process on the real Azure Storage backend is killed. In a class of its own, because it takes a minute and
/// a half.
/// </summary>
public sealed class LostWorkerTests(AzuriteServer azurite)
{
    private readonly string _name = $"lost{Environment.ProcessId}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_TheWorkerInTheMiddle_AnotherGoesOnWithinTwoMinutesAndAsksNothingTwiceButWhatWasInFlight()
    {
        const int InFlight = 16;
        var connection = await azurite.GetConnectionStringAsync();
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            await Task.Delay(40, call.Aborted);
            return LoopbackResponse.Text(call.StableLetter());
        });
        await using var scene = await RunScene.CreateAsync(images: 300, StoreFactory.Open($"{connection};Container={_name}"));
        var manifest = RunScene.Manifest($$"""{{RunScene.Model("m", server.Endpoint, $", \"maxConcurrency\": {InFlight}")}}, { "id": "chance", "kind": "random" }""");
        var runId = await scene.AcceptAsync(manifest);
        using (var killed = WorkerProcess.Start(connection, _name, _name))
        {
            await killed.ReadyAsync();
            await StorageHub.StartRunAsync(connection, _name, runId);
            await Waiting.UntilAsync(() => server.Count > 400, TimeSpan.FromMinutes(3));
            killed.Kill();
        }

        var asked = server.Count;
        var since = TimeProvider.System.GetTimestamp();
        using var next = WorkerProcess.Start(connection, _name, _name);
        await Waiting.UntilAsync(() => server.Count > asked, TimeSpan.FromMinutes(2));
        TestContext.Current.TestOutputHelper!.WriteLine($"The run went on after {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0} s.");
        await Waiting.UntilAsync(async () => (await scene.Statuses.TryReadAsync(runId, Token))?.State == RunStates.Done, TimeSpan.FromMinutes(4));

        // Questions in flight: calls without a response, and at most as many responses that the store has not acknowledged. At the end of
        // a span, the last calls in flight may be hedged if one takes much longer than the others.
        Assert.InRange(server.Count, 1800, 1800 + (3 * InFlight));
        Assert.Equal(await scene.CliReportAsync(manifest, runId), await RunScene.ComparableAsync(scene.Store, runId));
        var status = (await scene.Statuses.TryReadAsync(runId, Token))!;
        Assert.All(status.Models, model => Assert.Equal((ModelStates.Done, 1800), (model.State, model.Done)));
    }
}
