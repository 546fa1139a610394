using System.Globalization;
using System.Text.Json;
using MuBench.Functions.Orchestrations;
using MuBench.Functions.TestWorker;
using MuBench.Pipeline.Progress;
using MuBench.Storage.Blob;
using MuBench.Tests.Storage;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>
/// A deployment in the middle of runs: a worker process hands over, and a process of a later build with a changed orchestrator goes on.
/// </summary>
/// <remarks><c>MUBENCH_RESTARTS=20</c> restarts so often, each time in the middle of another run.</remarks>
public sealed class DeploymentTests(AzuriteServer azurite)
{
    private static readonly int Restarts = int.TryParse(Environment.GetEnvironmentVariable("MUBENCH_RESTARTS"), CultureInfo.InvariantCulture, out var restarts) ? restarts : 1;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_IntoAChangedOrchestratorInTheMiddle_HasTheSameReportAndPaysNothingTwice()
    {
        var connection = await azurite.GetConnectionStringAsync();
        for (var restart = 0; restart < Restarts; restart++)
        {
            var name = $"deploy{restart}x{Environment.ProcessId}";
            await using var server = await LoopbackChatServer.StartAsync(async call =>
            {
                await Task.Delay(20, call.Aborted);
                return LoopbackResponse.Text(call.StableLetter());
            });
            await using var scene = await RunScene.CreateAsync(images: 60, StoreFactory.Open($"{connection};Container={name}"));
            var manifest = RunScene.Manifest($$"""{{RunScene.Model("m", server.Endpoint, ", \"maxConcurrency\": 4")}}, { "id": "chance", "kind": "random" }""");
            var runId = await scene.AcceptAsync(manifest);
            using (var before = WorkerProcess.Start(connection, name, name))
            {
                await before.ReadyAsync();
                await StorageHub.StartRunAsync(connection, name, runId);
                await Waiting.UntilAsync(() => server.Count > 40 + (restart * 10));
                before.Signal("TERM");
                await before.EndedAsync(TimeSpan.FromMinutes(1));
            }

            Assert.InRange(server.Count, 41, 359);
            using var after = WorkerProcess.Start(connection, name, name, isNext: true);
            await Waiting.UntilAsync(async () => (await scene.Statuses.TryReadAsync(runId, Token))?.State == RunStates.Done, TimeSpan.FromMinutes(3));

            var calls = server.Count;
            Assert.Equal(360, calls);
            Assert.Equal(await scene.CliReportAsync(manifest, runId), await RunScene.ComparableAsync(scene.Store, runId));
            TestContext.Current.TestOutputHelper!.WriteLine($"restart {restart + 1}: {calls} calls for 360 questions, and the same report as the command line");
        }
    }

    [Fact]
    public void DefaultVersion_OfTheHost_IsThatOfTheOrchestrators()
    {
        using var host = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Path("src", "Functions", "host.json")));
        var durable = host.RootElement.GetProperty("extensions").GetProperty("durableTask");

        Assert.Equal(OrchestrationVersions.Current.ToString(CultureInfo.InvariantCulture), durable.GetProperty("defaultVersion").GetString());
        Assert.Equal("CurrentOrOlder", durable.GetProperty("versionMatchStrategy").GetString());
        Assert.Equal("Reject", durable.GetProperty("versionFailureStrategy").GetString());
    }
}
