using Microsoft.DurableTask.Client;
using MuBench.Pipeline.Progress;

namespace MuBench.Tests.Functions.Http;

/// <summary>Runs whose attempt is recorded as running, although no service conducts it any more.</summary>
public sealed class LeftAttemptTests : IDisposable
{
    private const string Manifest = """{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "chance", "kind": "random" } ] }""";

    private readonly ApiScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task CancelRun_WhoseOrchestrationEndedWithoutSayingSo_EndsTheAttempt()
    {
        var id = await StartAsync();
        _scene.Client.Set(id, OrchestrationRuntimeStatus.Failed);

        var response = await _scene.CancelAsync(id);

        Assert.Equal((200, "cancelled"), (response.Status, response.Text("state")));
        Assert.Equal(409, (await _scene.CancelAsync(id)).Status);
        Assert.Empty(_scene.Client.Terminated);
    }

    [Fact]
    public async Task CancelRun_OfAServiceThatNoLongerExists_EndsTheAttemptHalfAnHourAfterItsLastSign()
    {
        var id = await StartAsync();
        _scene.Client.Remove(id);
        _scene.Time.Advance(TimeSpan.FromMinutes(29));
        var early = await _scene.CancelAsync(id);
        Assert.Equal(409, early.Status);
        Assert.Contains("30 minutes", early.Text("detail"), StringComparison.Ordinal);
        _scene.Time.Advance(TimeSpan.FromMinutes(1));

        var response = await _scene.CancelAsync(id);

        Assert.Equal((200, "cancelled"), (response.Status, response.Text("state")));
    }

    [Fact]
    public async Task ResumeRun_OfAServiceThatNoLongerExists_StartsItHalfAnHourAfterItsLastSign()
    {
        var id = await StartAsync();
        _scene.Client.Remove(id);
        Assert.Equal(409, (await _scene.ResumeAsync(id)).Status);
        _scene.Time.Advance(TimeSpan.FromMinutes(30));

        var response = await _scene.ResumeAsync(id);

        Assert.Equal((202, "resumed"), (response.Status, response.Text("outcome")));
    }

    [Fact]
    public async Task GetRuns_ARunningRunWithoutAnUpdate_SaysSinceWhen()
    {
        var updatedAt = _scene.Time.GetUtcNow();
        await _scene.WriteStatusAsync("silent-00000000", RunStates.Running);
        await _scene.WriteStatusAsync("done-00000000", RunStates.Done);
        _scene.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("staleSince", (await _scene.GetRunsAsync()).Body, StringComparison.Ordinal);
        _scene.Time.Advance(TimeSpan.FromSeconds(10));

        var runs = (await _scene.GetRunsAsync()).Json["runs"]!.AsArray();

        var stale = Assert.Single(runs, run => run!["staleSince"] is not null);
        Assert.Equal(("silent-00000000", updatedAt), ((string?)stale!["runId"], (DateTimeOffset)stale["staleSince"]!));
    }

    // As a worker does that begins the run.
    private async Task<string> StartAsync()
    {
        var id = (await _scene.PostRunAsync(Manifest)).Text("runId");
        await _scene.BeginAsync(id);
        return id;
    }
}
