using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Progress;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Telemetry;
using MuBench.Tests.Models;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;
using MuBench.Throttling;

namespace MuBench.Tests.Telemetry;

/// <summary>The metrics of a run. Each test has its own model name, kind or path, because all tests share the meter.</summary>
public sealed class MetricTests
{
    private const string Price = """, "price": { "inputPerMillion": 2.5, "outputPerMillion": 10 }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_OfEveryKind_AreMeasured()
    {
        using var recorder = new TelemetryRecorder();
        await using var server = await LoopbackChatServer.StartAsync(call => call.Number switch
        {
            1 => LoopbackResponse.Error(429, "slow down"),
            2 => LoopbackResponse.Error(503, "not now"),
            _ => LoopbackResponse.Text("A"),
        });
        await using var harness = await ProviderRun.HarnessAsync();
        await harness.PlanAsync(Model(server, "metric-calls"), ProviderRun.OneQuestion);

        await harness.EvaluateAsync();

        var durations = Of(recorder, TelemetryNames.CallDuration, "metric-calls");
        Assert.Equal(["rate_limited", "transient", null], durations.Select(call => (string?)call.Tags.GetValueOrDefault(TelemetryNames.ErrorType)));
        Assert.All(durations, call => Assert.InRange(call.Value, 0, 60));
        Assert.Equal([("input", 100), ("output", 2)], Of(recorder, TelemetryNames.TokenUsage, "metric-calls").Select(use => ((string)use.Tags[TelemetryNames.TokenType]!, use.Value)));
        Assert.Equal(1, Of(recorder, TelemetryNames.CallsRefused, "metric-calls").Sum(call => call.Value));
        Assert.Equal(2, Of(recorder, TelemetryNames.CallsRetried, "metric-calls").Sum(call => call.Value));
        Assert.Equal(["permit", "retry", "permit", "retry", "permit"], Of(recorder, TelemetryNames.CallWait, "metric-calls").Select(wait => wait.Tags[TelemetryNames.WaitReason]));
        Assert.Equal(["chat", "openai", "metric-calls", "127.0.0.1", server.Endpoint.Port], durations[2].Tags.Values);
    }

    [Fact]
    public async Task Questions_ByOutcome_AreCountedOnceEach()
    {
        using var recorder = new TelemetryRecorder();
        await using var server = await LoopbackChatServer.StartAsync(call => call.Number == 3 ? LoopbackResponse.Error(400, "no") : LoopbackResponse.Text("A"));
        await using var harness = await ProviderRun.HarnessAsync(images: 4);
        await harness.PlanAsync(Model(server, "metric-questions", Price));
        var request = new EvaluateShardRequest(harness.RunId, "m", 0);

        await harness.Evaluate.RunAsync(request, new ModelProgress("m", 24) { Kind = "kind-of-questions" }, Token, Token);
        await harness.Evaluate.RunAsync(request, new ModelProgress("m", 24) { Kind = "kind-of-questions" }, Token, Token);

        var counts = recorder.Of(TelemetryNames.Questions, TelemetryNames.ModelKind, "kind-of-questions")
            .GroupBy(count => count.Tags[TelemetryNames.Outcome])
            .ToDictionary(group => (string)group.Key!, group => group.Sum(count => count.Value));
        Assert.Equal(new Dictionary<string, double> { ["answered"] = 24, ["reused"] = 23, ["failed"] = 1 }, counts);
        Assert.Equal(24 * 0.00027, recorder.Of(TelemetryNames.Spent, TelemetryNames.ModelKind, "kind-of-questions").Sum(spent => spent.Value), 9);
    }

    [Fact]
    public async Task Gauges_DuringARun_ShowTheEndpointAndAfterItNothing()
    {
        using var recorder = new TelemetryRecorder();
        var held = new TaskCompletionSource();
        await using var server = await LoopbackChatServer.StartAsync(async _ =>
        {
            await held.Task;
            return LoopbackResponse.Text("A");
        });
        var harness = await ProviderRun.HarnessAsync(images: 4);
        await harness.PlanAsync(Model(server, "metric-gauges", """, "maxConcurrency": 3"""));
        var running = harness.EvaluateAsync();
        while (server.InFlight < 3)
            await Task.Delay(5, Token);

        // The last questions are queued while the first three are already at the server.
        while (LastOf(TelemetryNames.EndpointQueued) is null or < 21)
        {
            recorder.ReadGauges();
            await Task.Delay(5, Token);
        }

        Assert.Equal(3, LastOf(TelemetryNames.EndpointInFlight));
        Assert.Equal(3, LastOf(TelemetryNames.EndpointLimit));
        Assert.Equal(21, LastOf(TelemetryNames.EndpointQueued));
        Assert.Empty(Of(recorder, TelemetryNames.EndpointPace, "metric-gauges"));
        held.SetResult();
        await running;
        await harness.DisposeAsync();
        var readings = Of(recorder, TelemetryNames.EndpointLimit, "metric-gauges").Count;
        recorder.ReadGauges();
        Assert.Equal(readings, Of(recorder, TelemetryNames.EndpointLimit, "metric-gauges").Count);

        double? LastOf(string gauge) => Of(recorder, gauge, "metric-gauges") is [.., var last] ? last.Value : null;
    }

    [Fact]
    public async Task Store_ThatCannotWrite_CountsAFault()
    {
        using var recorder = new TelemetryRecorder();
        var file = Path.GetTempFileName();
        try
        {
            var store = new DiskStore(Path.Combine(file, "below-a-file"));
            await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync(StorePath.Parse("a/b"), new byte[1], Token));
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Contains(
            recorder.Of(TelemetryNames.StoreFaults, TelemetryNames.StoreKind, "disk"),
            fault => fault.Tags[TelemetryNames.StoreOperation] is "write" or "create");
    }

    [Fact]
    public async Task Runs_ThatEnd_AreCountedByState()
    {
        const string state = "state-of-this-test";
        using var recorder = new TelemetryRecorder();
        using var folder = new TemporaryFolder();
        var context = new PipelineContext(new DiskStore(folder.Path), new SecretResolver(_ => null), EndpointPolicy.ForService(null), TimeProvider.System);
        var statuses = new RunStatusStore(context);
        await statuses.BeginAsync("metric-runs", "1", Token);

        await statuses.EndAsync("metric-runs", "2", state, null, Token); // an attempt that is not the latest one
        Assert.Empty(recorder.Of(TelemetryNames.Runs, TelemetryNames.RunState, state));
        await statuses.EndAsync("metric-runs", "1", state, null, Token);

        Assert.Equal(1, Assert.Single(recorder.Of(TelemetryNames.Runs, TelemetryNames.RunState, state)).Value);
    }

    private static string Model(LoopbackChatServer server, string name, string more = "") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "{{name}}" {{more}} }""";

    private static IReadOnlyList<TelemetryRecorder.Measured> Of(TelemetryRecorder recorder, string instrument, string model) =>
        recorder.Of(instrument, TelemetryNames.RequestModel, model);
}
