using System.Text.Json.Nodes;
using MuBench.Tests.Pipeline;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Logprobs;

/// <summary>Log-probabilities over HTTP: what is asked for, what is kept, and what a refusal does.</summary>
public sealed class LogprobsTests
{
    private static string OpenAI(LoopbackChatServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "apiKey": "secret:loop-key", "logprobs": true {{more}} }""";

    private static string Gemini(LoopbackChatServer server) =>
        $$"""{ "id": "m", "kind": "gemini", "endpoint": "{{server.Address}}v1beta", "model": "gemini-loopback", "apiKey": "secret:loop-key", "logprobs": true }""";

    [Fact]
    public async Task OpenAI_Request_AsksForThemAndTheAnswerKeepsThem()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LogprobsResponses.OpenAI);

        var record = await ProviderRun.OneAsync(OpenAI(server));

        var body = Assert.Single(server.Calls).Json;
        Assert.Equal((true, 10), ((bool)body["logprobs"]!, (int)body["top_logprobs"]!));
        var token = Assert.Single(record.Logprobs!);
        Assert.Equal(("B", 0), (record.Text, token.At));
        Assert.Equal(["B", "A", " B", "The", "b"], token.Tokens);
        Assert.Equal([-0.105361f, -2.995732f, -3.912023f, -4.60517f, -9999f], token.Logprobs);
    }

    [Fact]
    public async Task Azure_Request_AsksForThem()
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LogprobsResponses.OpenAI);

        var record = await ProviderRun.OneAsync(
            $$"""{ "id": "m", "kind": "azure-openai", "endpoint": "{{server.Address}}", "deployment": "east-4o", "apiKey": "secret:loop-key", "logprobs": 5 }""");

        Assert.Equal((true, 5), ((bool)Assert.Single(server.Calls).Json["logprobs"]!, (int)server.Calls.Single().Json["top_logprobs"]!));
        Assert.Single(record.Logprobs!);
    }

    [Fact]
    public async Task Vllm_ReasoningAndEndOfTurn_AreNoTokensOfTheText()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LogprobsResponses.Vllm);

        var record = await ProviderRun.OneAsync(OpenAI(server));

        var token = Assert.Single(record.Logprobs!);
        Assert.Equal(3, token.At);
        Assert.Equal('B', record.Text![token.At]);
        Assert.Equal(["(B", "(A"], token.Tokens);
    }

    [Fact]
    public async Task Gemini_Request_AsksForThemAndTheAnswerKeepsThem()
    {
        await using var server = await LoopbackGemini.StartAsync(_ => LogprobsResponses.Gemini);

        var record = await ProviderRun.OneAsync(Gemini(server));

        Assert.EndsWith(""","responseLogprobs":true,"logprobs":10}}""", Assert.Single(server.Calls).Body, StringComparison.Ordinal);
        var token = Assert.Single(record.Logprobs!);
        Assert.Equal(["B", "A", "▁C"], token.Tokens);
        Assert.Equal([-1.6094379f, -0.35667494f, -2.3025851f], token.Logprobs);
    }

    [Fact]
    public async Task Batch_Request_AsksForThemAndTheAnswersKeepThem()
    {
        var batches = new LoopbackBatches(azure: false, _ => LogprobsResponses.OpenAI);
        await using var server = await batches.StartAsync();
        await using var harness = await ProviderRun.HarnessAsync();
        await harness.PlanAsync(OpenAI(server, """, "delivery": "batch" """), ProviderRun.OneQuestion);

        Assert.Equal(1, await EvaluateAsync(harness));
        Assert.Equal(10, (int)JsonNode.Parse(Assert.Single(batches.LinesOf(0)))!["body"]!["top_logprobs"]!);
        Assert.Equal(5, Assert.Single(Assert.Single(await harness.LogAsync()).Logprobs!).Tokens.Count);
    }

    [Fact]
    public async Task Provider_ThatGivesNone_LeavesTheAnswerWithout()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("B"));

        Assert.Null((await ProviderRun.OneAsync(OpenAI(server))).Logprobs);
    }

    [Theory]
    [InlineData(403, """{"error":{"message":"You are not allowed to request logprobs from this model","type":"invalid_request_error","param":null,"code":null}}""")]
    [InlineData(400, """{"error":{"message":"Unsupported parameter: 'logprobs' is not supported with this model.","type":"invalid_request_error","param":"logprobs","code":"unsupported_parameter"}}""")]
    [InlineData(400, """{"object":"error","message":"Requested sample logprobs of 10, which is greater than max allowed: 5","type":"BadRequestError","param":null,"code":400}""")]
    public async Task Refusal_OfThem_StopsTheModelAtOnceAndSaysWhatToDo(int status, string body)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(status, body));

        var (result, _) = await ProviderRun.AllAsync(OpenAI(server, """, "maxConcurrency": 1"""));

        Assert.Equal(1, server.Count);
        Assert.Contains("leave 'logprobs' out of model 'm', or set a smaller number", result.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_ByGoogle_StopsTheModelAtOnce()
    {
        await using var server = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Error(400, "INVALID_ARGUMENT", "Logprobs is not enabled for models/gemini-2.5-pro"));
        await using var harness = await ProviderRun.HarnessAsync();
        await harness.PlanAsync(Gemini(server), ProviderRun.OneQuestion);

        Assert.Contains("leave 'logprobs' out", (await harness.EvaluateAsync()).StopReason, StringComparison.Ordinal);
    }

    /// <summary>They change no answer: a model that was asked before without them is not asked again.</summary>
    [Fact]
    public async Task Log_OfTheSameModelWithoutThem_IsUsed()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LogprobsResponses.OpenAI);
        await using var harness = await ProviderRun.HarnessAsync();
        await harness.PlanAsync(OpenAI(server).Replace(", \"logprobs\": true", "", StringComparison.Ordinal), ProviderRun.OneQuestion);
        Assert.Equal(1, await EvaluateAsync(harness));
        await harness.PlanAsync(OpenAI(server), ProviderRun.OneQuestion);

        Assert.Equal(0, await EvaluateAsync(harness));
        Assert.Equal(1, server.Count);
    }

    private static async Task<int> EvaluateAsync(PipelineHarness harness) => (await harness.EvaluateAsync()).Answered;
}
