using MuBench.Responses;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.OpenAI;

/// <summary>OpenAI's protocol over HTTP: settings of reasoning models and older servers, and faults that resemble others.</summary>
public sealed class OpenAIProviderTests
{
    private static string Model(LoopbackChatServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "apiKey": "secret:loop-key" {{more}} }""";

    [Fact]
    public async Task Request_OfAReasoningModel_HasEffortAndNoSamplingSettings()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));

        await ProviderRun.OneAsync(Model(server, """, "generation": { "temperature": null, "reasoningEffort": "minimal", "maxOutputTokens": 900 }"""));

        Assert.Equal(
            $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"{{{ProviderRun.PromptJson}}}"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{ProviderRun.Image(server)}}}","detail":"high"}}]}],"model":"loop","max_completion_tokens":900,"reasoning_effort":"minimal"}""",
            Sorted(Assert.Single(server.Calls).Body));
    }

    [Fact]
    public async Task Request_ToAnOlderServer_HasTheOlderLimit()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));

        await ProviderRun.OneAsync(Model(server, """, "maxTokensField": "max_tokens", "generation": { "topP": 0.5, "seed": 7 }"""));

        var json = Assert.Single(server.Calls).Json.AsObject();
        Assert.Equal(["max_tokens", "messages", "model", "seed", "temperature", "top_p"], json.Select(field => field.Key).Order());
        Assert.Equal((128, 7), ((int)json["max_tokens"]!, (int)json["seed"]!));
    }

    [Theory]
    [InlineData("temperature", "\"temperature\": null")]
    [InlineData("top_p", "\"topP\": null")]
    [InlineData("max_completion_tokens", "'maxTokensField'")]
    [InlineData("reasoning_effort", "'reasoningEffort'")]
    public async Task Setting_ThatTheModelTakesNot_StopsItAtOnceAndSaysWhatToSet(string parameter, string remedy)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(
            400, $$$"""{"error":{"message":"Unsupported value","type":"invalid_request_error","param":"{{{parameter}}}","code":"unsupported_value"}}"""));

        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Equal(1, server.Count);
        Assert.Contains(remedy, result.StopReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insufficient_quota", "insufficient_quota")]
    [InlineData("billing_hard_limit_reached", "invalid_request_error")]
    [InlineData(null, "insufficient_quota")]
    public async Task QuotaUsedUp_InEveryShape_StopsTheModelAtOnce(string? code, string type)
    {
        var quoted = code is null ? "null" : $"\"{code}\"";
        await using var server = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(
            429, $$$"""{"error":{"message":"You exceeded your current quota","type":"{{{type}}}","param":null,"code":{{{quoted}}}}}"""));

        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Equal(1, server.Count);
        Assert.Contains("quota", result.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestTooLarge_IsNoRateLimitAndIsAskedOnce()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => call.Prompt.Contains("stain of image 1", StringComparison.Ordinal)
            ? new LoopbackResponse(429, """{"error":{"message":"Request too large for loop in organization org on tokens per min (TPM): Limit 30000, Requested 45000.","type":"tokens","param":null,"code":"rate_limit_exceeded"}}""")
            : LoopbackResponse.Text("A"));

        var (result, faults) = await ProviderRun.AllAsync(Model(server));

        Assert.Equal((23, 1, 24), (result.Answered, result.Failed, server.Count));
        Assert.Contains("Waiting does not help", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"flagged","type":"invalid_request_error","param":null,"code":"content_policy_violation"}}""", null)]
    [InlineData(400, """{"error":{"message":"Invalid prompt: your prompt was flagged as potentially violating our usage policy.","type":"invalid_request_error","param":null,"code":"invalid_prompt"}}""", null)]
    [InlineData(403, """{"error":{"code":403,"message":"Your chosen model requires moderation and your input was flagged","metadata":{"reasons":["violence","graphic"],"flagged_input":"..."}}}""", "violence, graphic")]
    public async Task Request_Flagged_IsFilteredAndAskedOnce(int status, string body, string? detail)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(status, body));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal((FinishReasons.ContentFilter, detail, 1), (record.Finish, record.FinishDetail, server.Count));
    }

    [Fact]
    public async Task Refusal_IsKeptInItsWords()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text(null, refusal: "I cannot help with that."));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal((FinishReasons.Refusal, "I cannot help with that."), (record.Finish, record.FinishDetail));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Key_RefusedOnce_IsRiddenOut(int status)
    {
        await using var server = await LoopbackChatServer.StartAsync(call => call.Number is 1 or 2 ? LoopbackResponse.Error(status, "not yet") : LoopbackResponse.Text("A"));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal((3, 3), (server.Count, record.Attempts));
    }

    [Fact]
    public async Task Key_RefusedNowAndThen_DoesNotStopTheModel()
    {
        var asked = new AskedQuestions();
        await using var server = await LoopbackChatServer.StartAsync(call => asked.NumberOfNew(call) % 4 == 1 ? LoopbackResponse.Error(401, "flaky gateway") : LoopbackResponse.Text("A"));

        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Equal((24, null, 30), (result.Answered, result.StopReason, server.Count)); // six were refused and asked once more
    }

    [Fact]
    public async Task ServerError_AlikeThreeTimesOnOneQuestionAlone_EndsIt()
    {
        await using var server = await LoopbackChatServer.StartAsync(call =>
            call.Prompt.Contains("stain of image 1", StringComparison.Ordinal) ? LoopbackResponse.Error(500, "image decoder crashed") : LoopbackResponse.Text("A"));

        var (result, faults) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Equal((23, 1, 26), (result.Answered, result.Failed, server.Count));
        Assert.Contains("image decoder crashed", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overload_AlikeManyTimes_IsRiddenOut()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => call.Number <= 4 ? LoopbackResponse.Error(503, "busy") : LoopbackResponse.Text("A"));

        Assert.Equal(5, (await ProviderRun.OneAsync(Model(server))).Attempts);
    }

    [Fact]
    public async Task Answer_ThatEchoesTheKey_IsKeptWithoutIt()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text($"A) {call.Authorization}"));

        Assert.Equal("A) Bearer ***", (await ProviderRun.OneAsync(Model(server))).Text);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var other = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var server = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(308, "", new Dictionary<string, string> { ["Location"] = $"{other.Endpoint}/chat/completions" }));

        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Contains("redirect", result.StopReason, StringComparison.Ordinal);
        Assert.Equal((1, 0), (server.Count, other.Count));
    }

    /// <summary>The client promises no order of its settings; the other bytes are compared unchanged.</summary>
    private static string Sorted(string body)
    {
        const string Effort = "\"reasoning_effort\":\"minimal\",";
        return body.Contains(Effort, StringComparison.Ordinal) ? body.Replace(Effort, "", StringComparison.Ordinal)[..^1] + $",{Effort[..^1]}}}" : body;
    }
}
