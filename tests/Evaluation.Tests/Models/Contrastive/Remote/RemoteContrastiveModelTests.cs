using System.Diagnostics;
using MuBench.Models;
using MuBench.Pipeline.Preparing;
using MuBench.Responses;
using MuBench.Telemetry;
using MuBench.Tests.Pipeline;
using MuBench.Tests.Telemetry;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Contrastive.Remote;

public sealed class RemoteContrastiveModelTests
{
    private const int Images = 12;
    private const string InProcess = """{ "id": "here", "kind": "clip", "source": "models/clip", "templates": ["a {class}.", "{article} {class}"] }""";
    private const string More = """, "templates": ["a {class}.", "{article} {class}"]""";

    private static string Folder => RepositoryFiles.Path("samples", "quickstart", "models", "clip-base");

    [Fact]
    public async Task Answers_OfAnEndpoint_AreThoseOfTheModelInProcess()
    {
        await using var server = await LoopbackEmbeddingServer.StartAsync(Folder);
        await using var harness = await HarnessAsync();
        await harness.PlanAsync($"{InProcess}, {Model(server, More + """, "batchSize": 5""")}");

        var here = await harness.EvaluateAsync("here");
        var there = await harness.EvaluateAsync("m");

        Assert.Equal(here with { }, there);
        var (expected, actual) = (await ByKeyAsync(harness, "here"), await ByKeyAsync(harness, "m"));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair =>
        {
            var record = actual[pair.Key];
            Assert.Equal(pair.Value.Form, record.Form);
            Assert.All(pair.Value.Scores!.Zip(record.Scores!), scores => Assert.Equal(scores.First, scores.Second, 1e-4f));
        });
        Assert.All(actual.Values, record => Assert.Equal("served@1", record.Model));
        Assert.All(server.Calls.Where(call => call.Modality == "image"), call => Assert.InRange(call.Inputs.Count, 1, 5));
        Assert.Equal(Images, server.Calls.Where(call => call.Modality == "image").Sum(call => call.Inputs.Count));
        Assert.Equal(server.Calls.SelectMany(call => call.Inputs).Count(), server.Calls.SelectMany(call => call.Inputs).Distinct().Count());

        var calls = server.Calls.Count;
        Assert.Equal(here.Answered, (await harness.EvaluateAsync("m")).Reused);
        Assert.Equal(calls, server.Calls.Count);
    }

    [Fact]
    public async Task Calls_Made_AreSpansUnderTheirShard()
    {
        using var recorder = new TelemetryRecorder();
        await using var server = await LoopbackEmbeddingServer.StartAsync(Folder);
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Model(server));

        await harness.EvaluateAsync("m");

        var calls = recorder.SpansOf(harness.RunId).Where(span => span.Kind == ActivityKind.Client).ToList();
        Assert.Equal(server.Calls.Count, calls.Count);
        Assert.All(calls, call => Assert.Equal("embeddings", call.GetTagItem(TelemetryNames.Operation)));
        Assert.All(calls, call => Assert.Equal(TelemetryNames.ShardSpan, call.Parent!.OperationName));
    }

    [Fact]
    public async Task Answers_BusyAndFailingServer_AreRiddenOut()
    {
        var number = 0;
        await using var server = await LoopbackEmbeddingServer.StartAsync(Folder, (_, context) => Interlocked.Increment(ref number) switch
        {
            2 => LoopbackEmbeddingServer.RefuseAsync(context, 429, 1),
            3 or 5 => LoopbackEmbeddingServer.RefuseAsync(context, 503),
            4 => LoopbackEmbeddingServer.RefuseAsync(context, 429),
            _ => Task.FromResult(false),
        });
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Model(server, """, "batchSize": 2"""));

        var result = await harness.EvaluateAsync();

        Assert.Equal((0, 0, null), (result.Failed, result.NotRun, result.StopReason));
        Assert.True(result.Answered > 0);
    }

    [Fact]
    public async Task Answers_OneImageThatTheServerRefuses_CostsItsOwnQuestions()
    {
        string? bad = null;
        await using var server = await LoopbackEmbeddingServer.StartAsync(Folder, (call, context) =>
        {
            if (call.Modality != "image")
                return Task.FromResult(false);
            bad ??= call.Inputs[0];
            return call.Inputs.Contains(bad) ? LoopbackEmbeddingServer.RefuseAsync(context, 400) : Task.FromResult(false);
        });
        await using var harness = await HarnessAsync();
        var plan = await harness.PlanAsync(Model(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal(plan.Questions / Images, result.Failed);
        Assert.Equal(plan.Questions - result.Failed, result.Answered);
        Assert.Contains("400", Assert.Single((await harness.FaultsAsync()).Select(fault => fault.Reason).Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_NoListOfEmbeddings_FailWithAReason()
    {
        await using var server = await LoopbackEmbeddingServer.StartAsync(Folder, async (call, context) =>
        {
            if (call.Modality == "image")
                await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, """{ "data": [] }""");
            return call.Modality == "image";
        });
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Model(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal(0, result.Answered);
        Assert.Contains("not a list of embeddings", (await harness.FaultsAsync())[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_OtherModelServed_IsAResultThatNamesTheRemedy()
    {
        await using var server = await LoopbackEmbeddingServer.StartAsync(Folder);
        server.Models = """{ "id": "a" }, { "id": "b" }""";
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(Model(server));

        var result = await harness.Prepare.RunAsync(new PrepareModelRequest(harness.RunId, "m"), TestContext.Current.CancellationToken);

        Assert.EndsWith("serves 'a', 'b', not 'served'. Check 'model' of 'm'.", result.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_ServerThatSaysMore_KeepsTheFacts()
    {
        await using var server = await LoopbackEmbeddingServer.StartAsync(Folder);
        server.Models = """{ "id": "served", "owned_by": "mubench", "score_function": "sigmoid", "logit_scale": 12.5, "parameters": 7, "max_inputs": 3 }""";
        await using var harness = await HarnessAsync();
        var plan = await harness.PlanAsync(Model(server));

        await harness.Prepare.RunAsync(new PrepareModelRequest(harness.RunId, "m"), TestContext.Current.CancellationToken);
        await harness.EvaluateAsync();

        var facts = await ModelFactsStore.TryReadAsync(harness.Store, plan.ModelOf("m").Key, TestContext.Current.CancellationToken);
        Assert.Equal(("sigmoid", 12.5, 7L), (facts!.ScoreFunction, facts.LogitScale, facts.Parameters));
        Assert.All(server.Calls, call => Assert.InRange(call.Inputs.Count, 1, 3));
    }

    [Fact]
    public async Task Calls_WithAKey_CarryItAndNothingElseDoes()
    {
        await using var server = await LoopbackEmbeddingServer.StartAsync(Folder);
        await using var harness = await PipelineHarness.CreateAsync(2, environment: name => name == "LOOP_KEY" ? "canary-key-7" : null);
        await harness.PlanAsync(Model(server, """, "apiKey": "secret:loop-key" """));

        await harness.EvaluateAsync();

        Assert.All(server.Calls, call => Assert.Equal("Bearer canary-key-7", call.Authorization));
    }

    private static async Task<PipelineHarness> HarnessAsync()
    {
        var harness = await PipelineHarness.CreateAsync(Images);
        await harness.StoreModelAsync("models/clip", Folder);
        return harness;
    }

    private static string Model(LoopbackEmbeddingServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "clip", "endpoint": "{{server.Endpoint}}", "model": "served"{{more}} }""";

    private static async Task<Dictionary<string, ResponseRecord>> ByKeyAsync(PipelineHarness harness, string model) =>
        (await harness.LogAsync(model)).ToDictionary(record => record.Key, StringComparer.Ordinal);
}
