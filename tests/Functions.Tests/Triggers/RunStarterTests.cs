using Microsoft.Extensions.Logging.Abstractions;
using MuBench.Functions.Triggers;
using MuBench.Tests.Functions.Http;
using MuBench.Tests.Functions.Orchestrations;

namespace MuBench.Tests.Functions.Triggers;

/// <summary>Several manifests that are uploaded at once.</summary>
public sealed class RunStarterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_SeveralRunsAtOnce_WaitOnlyForTheSameRun()
    {
        await using var scene = await RunScene.CreateAsync(images: 1);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var client = new InstanceTable(TimeProvider.System) { Delay = id => id == "slow" ? answer.Task : Task.CompletedTask };
        var starter = new RunStarter(scene.Statuses, NullLogger<RunStarter>.Instance);
        var now = TimeProvider.System.GetUtcNow();

        var slow = Enumerable.Range(0, 3).Select(_ => starter.StartAsync(client, "slow", now, Token)).ToList();
        var other = await starter.StartAsync(client, "other", now, Token).WaitAsync(TimeSpan.FromMinutes(1), Token);
        answer.SetResult();
        var outcomes = await Task.WhenAll(slow);

        Assert.Equal(StartOutcome.Started, other);
        Assert.Equal([StartOutcome.Started, StartOutcome.Running, StartOutcome.Running], outcomes.Order());
        Assert.Equal(["other", "slow"], client.Scheduled);
    }
}
