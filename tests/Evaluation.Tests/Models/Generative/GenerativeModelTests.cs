using System.Collections.Concurrent;
using MuBench.Pipeline.Evaluating;
using MuBench.Responses;
using MuBench.Storage;
using MuBench.Tests.Pipeline;
using MuBench.Tests.Storage;
using MuBench.TestUtils.Http;
using MuBench.Throttling;

namespace MuBench.Tests.Models.Generative;

/// <summary>The generative client with a real HTTP server: requests and stored responses.</summary>
public sealed class GenerativeModelTests
{
    private const int Questions = 24;

    private static string Model(LoopbackChatServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" {{more}} }""";

    [Fact]
    public async Task Answer_Complete_IsLoggedWithWhatWasSentAndWhatItTook()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("B) yes"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, """, "price": { "inputPerMillion": 2.5, "outputPerMillion": 10 }"""));

        var result = await harness.EvaluateAsync();

        Assert.Equal((Questions, 0, 0, 0), (result.Answered, result.Reused, result.Failed, result.NotRun));
        var log = await harness.LogAsync();
        Assert.Equal(Questions, log.Count);
        var record = log.First();
        Assert.Equal("B) yes", record.Text);
        Assert.Equal("stop", record.Finish);
        Assert.Equal("loopback-1", record.Model);
        Assert.Equal("fp_loopback", record.Fingerprint);
        Assert.Equal((100, 2), (record.InputTokens, record.OutputTokens));
        Assert.Equal(0.00027m, record.Usd);
        Assert.Equal(("png", 8, 8), (record.Image!.Codec, record.Image.Width, record.Image.Height));
    }

    [Fact]
    public async Task Request_Always_IsTheOfficialPromptThenTheImageInHighDetail()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync(images: 1);
        await harness.PlanAsync(Model(server), """{ "dataset": "drawn", "tasks": ["coarse/stain"] }""");

        await harness.EvaluateAsync();

        var call = Assert.Single(server.Calls);
        var image = Convert.ToBase64String(File.ReadAllBytes(Path.Combine(harness.DatasetFolder, "000000.png")));
        var expected = $$$"""
            {"temperature":0,"messages":[{"role":"user","content":[{"type":"text","text":"Answer with a single letter, no extra details.\nQuestion:What is the most likely stain of image 0?\nA) stain 0\nB) stain 1\nC) stain 2\nD) stain 3\nE) none of the above"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{image}}}","detail":"high"}}]}],"model":"loop","max_completion_tokens":128}
            """;
        Assert.True(
            System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(expected), call.Json),
            System.Text.Encoding.UTF8.GetString(call.RawBody));
        Assert.Equal("/v1/chat/completions", call.Path);
        Assert.Null(call.Authorization);
    }

    [Fact]
    public async Task Key_Named_IsSentAsBearer()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync(environment: name => name == "LOOP_KEY" ? "sk-canary" : null);
        await harness.PlanAsync(Model(server, """, "apiKey": "secret:loop-key" """));

        await harness.EvaluateAsync();

        Assert.All(server.Calls, call => Assert.Equal("Bearer sk-canary", call.Authorization));
    }

    [Fact]
    public async Task Rerun_AfterAll_AsksNothing()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server));
        await harness.EvaluateAsync();

        var again = await harness.EvaluateAsync();

        Assert.Equal((0, Questions), (again.Answered, again.Reused));
        Assert.Equal(Questions, server.Count);
    }

    [Fact]
    public async Task ContentFilter_AsError_IsAnAnswerAndIsKept()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(400, "filtered", code: "content_filter"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal(Questions, result.Answered);
        Assert.All(await harness.LogAsync(), record => Assert.Equal(FinishReasons.ContentFilter, record.Finish));
    }

    [Theory]
    [InlineData("", "length", null, "length")]
    [InlineData("", "content_filter", null, "content_filter")]
    [InlineData(null, "stop", "I cannot help with that", "refusal")]
    [InlineData(null, "stop", null, "stop")]
    public async Task Finish_OfEachKind_IsKept(string? text, string finish, string? refusal, string expected)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text(text, finish, refusal));
        await using var harness = await PipelineHarness.CreateAsync(images: 1);
        await harness.PlanAsync(Model(server));

        await harness.EvaluateAsync();

        Assert.All(await harness.LogAsync(), record => Assert.Equal(expected, record.Finish));
        Assert.All(await harness.LogAsync(), record => Assert.Equal(text ?? "", record.Text));
    }

    [Fact]
    public async Task BrokenImage_FailsItsOwnQuestions()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync(spoil: folder =>
        {
            var path = Path.Combine(folder, "000002.png");
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..60]);
        });
        await harness.PlanAsync(Model(server));

        var result = await harness.EvaluateAsync();

        Assert.Equal((18, 6), (result.Answered, result.Failed));
        Assert.Null(result.StopReason);
        Assert.All(await harness.FaultsAsync(), fault => Assert.Equal(2, fault.Row));
        Assert.Equal(18, server.Count);
    }

    [Fact]
    public async Task Concurrency_Always_StaysWithinItsBound()
    {
        var three = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            if (call.Number == 3)
                three.SetResult();
            await three.Task.WaitAsync(call.Aborted);
            await Task.Delay(5, call.Aborted); // so that more calls are in flight at once
            return LoopbackResponse.Text("A");
        });
        await using var harness = await PipelineHarness.CreateAsync(images: 16);
        await harness.PlanAsync(Model(server, """, "maxConcurrency": 3"""));

        await harness.EvaluateAsync();

        Assert.Equal(3, server.MaxInFlight);
    }

    [Fact]
    public async Task Concurrency_OverASlowStore_CountsResponsesThatAreNotLoggedYet()
    {
        SlowStore? store = null;
        var unlogged = new ConcurrentQueue<int>();
        await using var server = await LoopbackChatServer.StartAsync(call =>
        {
            unlogged.Enqueue(call.Number - store!.Logged);
            return LoopbackResponse.Text("A");
        });
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, """, "maxConcurrency": 3"""));
        store = new SlowStore(harness.Store);
        var evaluate = new EvaluateShard(harness.Context with { Store = store }, harness.Pool, harness.Inputs);

        var token = TestContext.Current.CancellationToken;
        await evaluate.RunAsync(new EvaluateShardRequest(harness.RunId, "m", 0), new ModelProgress("m", 0), token, token);

        // So many calls would be made again if the process were killed now.
        Assert.Equal(Questions, unlogged.Count);
        Assert.InRange(unlogged.Max(), 1, 3);
    }

    [Fact]
    public async Task Drain_InTheMiddle_FinishesWhatIsInFlightAndLogsIt()
    {
        using var draining = new CancellationTokenSource();
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            if (call.Number == 5)
            {
                await draining.CancelAsync();
                drained.SetResult();
            }

            if (call.Number > 1) // the response to the first call frees a permit for the fifth
                await drained.Task.WaitAsync(call.Aborted);
            return LoopbackResponse.Text("A");
        });
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, """, "maxConcurrency": 4"""));

        var result = await harness.DrainAsync("m", 0, draining.Token);

        Assert.Equal((5, 5, Questions - 5), (server.Count, result.Answered, result.NotRun));
        Assert.Equal(5, (await harness.LogAsync()).Count);
    }

    /// <summary>A store that is slower than the endpoint.</summary>
    private sealed class SlowStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        private int _logged;

        /// <summary>Number of lines whose append is confirmed.</summary>
        public int Logged => Volatile.Read(ref _logged);

        public override async Task AppendAsync(StorePath path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default)
        {
            await Task.Delay(30, cancellationToken);
            Interlocked.Add(ref _logged, lines.Span.Count((byte)'\n'));
            await base.AppendAsync(path, lines, cancellationToken);
        }
    }
}
