using Microsoft.DurableTask.Client;
using MuBench.Pipeline.Progress;
using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Tests.Functions.Http;

/// <summary>Deleting runs. Every response is checked against the OpenAPI document.</summary>
public sealed class RunDeletionApiTests : IDisposable
{
    private const string Manifest = """{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "chance", "kind": "random" } ] }""";

    private readonly ApiScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task DeleteRun_ThatHasEnded_LeavesNothingButTheResponses()
    {
        var id = (await _scene.PostRunAsync(Manifest)).Text("runId");
        await _scene.FinishAsync(id);
        await _scene.EndAsync(id, RunStates.Done);
        _scene.Client.Set(id, OrchestrationRuntimeStatus.Completed);
        _scene.Client.Set($"{id}:0:20261103T142205000Z", OrchestrationRuntimeStatus.Completed);
        _scene.Client.Set("other-00000000", OrchestrationRuntimeStatus.Completed);
        var log = StoreLayout.ResponseLog("key", "drawn", "1", 0);
        await _scene.Store.WriteAsync(log, "{}\n"u8.ToArray(), Token);
        await _scene.GetRunsAsync();

        var response = await _scene.DeleteAsync(id);

        Assert.Equal((200, 7, id), (response.Status, (int)response.Json["files"]!, response.Text("runId")));
        Assert.Equal(404, (await _scene.GetRunAsync(id)).Status);
        Assert.Equal("""{"runs":[]}""", (await _scene.GetRunsAsync()).Body);
        Assert.Empty(await _scene.Store.ListFoldersAsync(StoreLayout.Runs, Token));
        Assert.Equal(["other-00000000"], _scene.Client.Ids);
        Assert.NotNull(await _scene.Store.TryStatAsync(log, Token));
        Assert.Equal(404, (await _scene.DeleteAsync(id)).Status);
        Assert.Equal("started", (await _scene.PostRunAsync(Manifest)).Text("outcome"));
    }

    [Fact]
    public async Task DeleteRun_InProgress_Answers409AndDeletesNothing()
    {
        var id = (await _scene.PostRunAsync(Manifest)).Text("runId");

        var response = await _scene.DeleteAsync(id);

        Assert.Equal(409, response.Status);
        Assert.Contains("/cancel", response.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("queued", (await _scene.GetRunAsync(id)).Text("state"));
    }

    [Fact]
    public async Task DeleteRun_ThatACommandLineConducts_Answers409WithTheProcess()
    {
        await _scene.WriteStatusAsync("cli-00000000", RunStates.Running);
        var lease = new StoreLease(_scene.Store, StoreLayout.RunConductor("cli-00000000"), TimeProvider.System);
        await using var held = await lease.TryAcquireAsync(await lease.ReadAsync(Token), LeaseHolder.ForThisProcess("mubench run"), new LeaseOptions(), Token);
        var deleting = _scene.DeleteAsync("cli-00000000");
        while (!deleting.IsCompleted)
        {
            Assert.True(await held!.RenewAsync(Token));
            _scene.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var response = await deleting;

        Assert.Equal(409, response.Status);
        Assert.Contains("mubench run", response.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(200, (await _scene.GetRunAsync("cli-00000000")).Status);
    }
}
