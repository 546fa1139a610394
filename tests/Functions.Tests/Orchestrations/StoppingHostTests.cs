using MuBench.Pipeline.Workers;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>A span on a host that stops.</summary>
public sealed class StoppingHostTests
{
    private const string Attempt = "20261103T142205000Z";

    private readonly WorkerOptions _options = new() { HandBack = TimeSpan.FromMilliseconds(1) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EvaluateSpan_TheHostStopsInTheMiddle_LogsWhatIsInFlightAndEndsAsCancelled()
    {
        using var stopping = new CancellationTokenSource();
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            if (call.Number == 20)
                await stopping.CancelAsync();
            return LoopbackResponse.Text("A");
        });
        await using var scene = await RunScene.CreateAsync(images: 60, options: _options);
        var runId = await BeginAsync(scene, server);

        // Cancelled, so that the host gives the message back. A result would wait in the control queue of a host that no longer reads it.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.Activities.EvaluateSpanAsync(new SpanRequest(runId, Attempt, "m", 0), stopping.Token));

        var asked = server.Count;
        Assert.InRange(asked, 20, 299);
        Assert.Equal(asked, (await scene.ResponsesAsync()).Count);
        Assert.All(await scene.ClaimsAsync(), claim => Assert.DoesNotContain("\"holder\"", claim, StringComparison.Ordinal));

        // So does a span that the stopping host still gives out, which it does not cancel.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.Activities.EvaluateSpanAsync(new SpanRequest(runId, Attempt, "m", 0), Token));
        Assert.Equal(asked, server.Count);
    }

    [Fact]
    public async Task EvaluateSpan_TheHostStopsAfterTheLastQuestion_EndsAsCancelledAndTheNextWorkerFindsTheAnswers()
    {
        using var stopping = new CancellationTokenSource();
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            if (call.Number == 12)
                await stopping.CancelAsync();
            return LoopbackResponse.Text("A");
        });
        await using var scene = await RunScene.CreateAsync(images: 2, options: _options);
        var runId = await BeginAsync(scene, server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.Activities.EvaluateSpanAsync(new SpanRequest(runId, Attempt, "m", 0), stopping.Token));

        await using var next = new RunWorker(scene.Context, new WorkerOptions());
        var result = await next.EvaluateAsync(new SpanRequest(runId, Attempt, "m", 0), Token);
        Assert.Equal((0, 0, 12), (result.Remaining.Count, result.Answered, server.Count));
        Assert.Equal(12, Assert.Single((await scene.Statuses.ComposeAsync(runId, Token)).Models).Done);
    }

    private static async Task<string> BeginAsync(RunScene scene, LoopbackChatServer server)
    {
        var runId = await scene.AcceptAsync(RunScene.Manifest(RunScene.Model("m", server.Endpoint, ", \"maxConcurrency\": 4")));
        await scene.Activities.BeginRunAsync(new RunRequest(runId, Attempt), Token);
        await scene.Activities.PreparePassAsync(new PassRequest(runId, Attempt, 0, 0), Token);
        return runId;
    }
}
