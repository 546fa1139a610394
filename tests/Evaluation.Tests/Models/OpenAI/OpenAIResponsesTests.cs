using System.Text.Json.Nodes;
using MuBench.Responses;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.OpenAI;

/// <summary>The Responses API over HTTP, at OpenAI and on both of Azure's routes: requests, and what becomes of every kind of response.</summary>
public sealed class OpenAIResponsesTests
{
    private const string Dated = "2025-04-01-preview";

    private static string Model(LoopbackChatServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "apiKey": "secret:loop-key", "api": "responses" {{more}} }""";

    private static string Azure(LoopbackChatServer server, string more) =>
        $$"""{ "id": "m", "kind": "azure-openai", "endpoint": "{{server.Address}}", "deployment": "east", "apiKey": "secret:loop-key", "api": "responses" {{more}} }""";

    [Fact]
    public async Task Request_Always_HasTheSameTextAndImageAndStoresNothing()
    {
        await using var server = await LoopbackResponses.StartAsync(_ => LoopbackResponses.Text("A"));

        await ProviderRun.OneAsync(Model(server));

        var call = Assert.Single(server.Calls);
        var body = call.Json.AsObject();
        var parts = body["input"]![0]!["content"]!.AsArray();
        Assert.Equal(["input_text", "input_image"], parts.Select(part => (string)part!["type"]!));
        Assert.Equal(JsonValue.Create(ProviderRun.PromptJson.Replace("\\n", "\n", StringComparison.Ordinal)).ToJsonString(), parts[0]!["text"]!.ToJsonString());
        Assert.StartsWith("data:image/png;base64,", (string)parts[1]!["image_url"]!, StringComparison.Ordinal);
        Assert.Equal(("high", "loop", 128, false, 0.0), ((string)parts[1]!["detail"]!, (string)body["model"]!, (int)body["max_output_tokens"]!, (bool)body["store"]!, (double)body["temperature"]!));
        Assert.Equal(["input", "max_output_tokens", "model", "store", "temperature"], body.Select(field => field.Key).Order());
        Assert.Equal($"Bearer {ProviderRun.Key}", call.Authorization);
    }

    [Fact]
    public async Task Request_Settings_AreInTheirPlaces()
    {
        await using var server = await LoopbackResponses.StartAsync(_ => LoopbackResponses.Text("""{"answer":"A"}""", tier: "flex"));

        var record = await ProviderRun.OneAsync(Model(server, """
            , "generation": { "reasoningEffort": "low", "temperature": null, "topP": null, "maxOutputTokens": 900 }, "system": "Be brief.", "detail": "low", "serviceTier": "flex",
              "pricedAs": "gpt-5", "extraBody": { "top_k": 1 },
              "responseFormat": { "schema": { "type": "object", "properties": { "answer": { "type": "string" } }, "required": ["answer"], "additionalProperties": false } }
            """));

        var body = Assert.Single(server.Calls).Json;
        Assert.Equal(("system", "Be brief."), ((string)body["input"]![0]!["role"]!, (string)body["input"]![0]!["content"]![0]!["text"]!));
        Assert.Equal(("low", 900, "flex", 1), ((string)body["reasoning"]!["effort"]!, (int)body["max_output_tokens"]!, (string)body["service_tier"]!, (int)body["top_k"]!));
        Assert.Equal("low", (string)body["input"]![1]!["content"]![1]!["detail"]!);
        Assert.Equal(("json_schema", true), ((string)body["text"]!["format"]!["type"]!, (bool)body["text"]!["format"]!["strict"]!));
        Assert.Null(body["temperature"]);
        Assert.Equal("flex", record.ServiceTier);
        Assert.Equal(((176 * 0.625m) + (1024 * 0.0625m) + (70 * 5m)) / 1_000_000, record.Usd);
    }

    [Fact]
    public async Task Answer_Complete_IsKeptWithVersionAndTokensAndWithoutItsReasoning()
    {
        await using var server = await LoopbackResponses.StartAsync(_ => LoopbackResponses.Text("B) yes"));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("B) yes", FinishReasons.Stop, "gpt-5-2025-08-07", null), (record.Text, record.Finish, record.Model, record.Fingerprint));
        Assert.Equal((1200L, 70L, 1024L, 64L), (record.InputTokens, record.OutputTokens, record.CachedInputTokens, record.ReasoningTokens));
    }

    [Theory]
    [InlineData("max_output_tokens", "The stain is", FinishReasons.Length, null)]
    [InlineData("max_output_tokens", null, FinishReasons.Length, null)]
    [InlineData("content_filter", "The stain is", FinishReasons.ContentFilter, "violence: medium")]
    [InlineData("content_filter", null, FinishReasons.ContentFilter, "violence: medium")]
    public async Task Answer_Incomplete_IsTruncatedOrFiltered(string reason, string? text, string finish, string? detail)
    {
        await using var server = await LoopbackResponses.StartAsync(_ => LoopbackResponses.Incomplete(reason, text, detail is null ? null : "violence"));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal((text ?? "", finish, detail), (record.Text, record.Finish, record.FinishDetail));
        Assert.Equal(1, server.Count);
    }

    [Fact]
    public async Task Refusal_IsKeptInItsWords()
    {
        await using var server = await LoopbackResponses.StartAsync(_ => LoopbackResponses.Text(null, refusal: "I cannot help with that."));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("", FinishReasons.Refusal, "I cannot help with that."), (record.Text, record.Finish, record.FinishDetail));
    }

    /// <summary>A failure comes with the status 200. It is no empty answer.</summary>
    [Fact]
    public async Task Failure_OfTheServer_IsAskedAgain()
    {
        await using var server = await LoopbackResponses.StartAsync(call => call.Number == 1 ? LoopbackResponses.Failed("server_error", "The model had a problem.") : LoopbackResponses.Text("A"));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("A", 2), (record.Text, record.Attempts));
    }

    [Fact]
    public async Task Failure_OfTheQuestion_FailsItAndIsAskedOnce()
    {
        await using var server = await LoopbackResponses.StartAsync(call => call.Body.Contains("stain of image 1", StringComparison.Ordinal)
            ? LoopbackResponses.Failed("image_too_small", "The image is too small.")
            : LoopbackResponses.Text("A"));

        var (result, faults) = await ProviderRun.AllAsync(Model(server));

        Assert.Equal((23, 1, 24), (result.Answered, result.Failed, server.Count));
        Assert.Contains("The image is too small", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_ByTheModeration_IsFiltered()
    {
        await using var server = await LoopbackResponses.StartAsync(_ => LoopbackResponses.Failed("image_content_policy_violation", "The image was flagged."));

        Assert.Equal(("", FinishReasons.ContentFilter), await ProviderRun.OneAsync(Model(server)) is var record ? (record.Text, record.Finish) : default);
    }

    [Fact]
    public async Task Logprobs_AreAskedForAndKept()
    {
        await using var server = await LoopbackResponses.StartAsync(_ => LoopbackResponses.Text("B", logprobs:
        [
            new JsonObject
            {
                ["token"] = "B", ["logprob"] = -0.1, ["bytes"] = new JsonArray(66),
                ["top_logprobs"] = new JsonArray(new JsonObject { ["token"] = "B", ["logprob"] = -0.1, ["bytes"] = new JsonArray(66) }, new JsonObject { ["token"] = "A", ["logprob"] = -2.5, ["bytes"] = new JsonArray(65) }),
            },
        ]));

        var record = await ProviderRun.OneAsync(Model(server, """, "logprobs": 5"""));

        var body = Assert.Single(server.Calls).Json;
        Assert.Equal((5, "message.output_text.logprobs"), ((int)body["top_logprobs"]!, (string)Assert.Single(body["include"]!.AsArray())!));
        Assert.Equal(["B", "A"], Assert.Single(record.Logprobs!).Tokens);
    }

    [Theory]
    [InlineData("", "/openai/v1/responses")]
    [InlineData(""", "apiVersion": "2025-04-01-preview" """, "/openai/responses?api-version=" + Dated)]
    public async Task Azure_Routes_AreItsOwnAndTheFilterIsRead(string more, string path)
    {
        await using var server = await LoopbackResponses.StartAsync(
            call => call.Body.Contains("stain of image 1", StringComparison.Ordinal) ? LoopbackResponses.Filtered("self_harm") : LoopbackResponses.Text("A"), path);
        await using var harness = await ProviderRun.HarnessAsync(images: 4);
        await harness.PlanAsync(Azure(server, more));

        Assert.Equal(24, (await harness.EvaluateAsync()).Answered);

        Assert.All(server.Calls, call => Assert.Equal((ProviderRun.Key, "east"), (call.Headers["api-key"], (string)call.Json["model"]!)));
        var filtered = Assert.Single(await harness.LogAsync(), record => record.Finish == FinishReasons.ContentFilter);
        Assert.Equal("self_harm: medium", filtered.FinishDetail);
    }

    [Fact]
    public async Task ChatCompletions_OfAModelThatHasNone_SayWhatToSet()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Error(404, "This model is only supported in v1/responses and not in v1/chat/completions."));

        var (result, _) = await ProviderRun.AllAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "maxConcurrency": 1 }""");

        Assert.Contains("set \"api\": \"responses\"", result.StopReason, StringComparison.Ordinal);
    }
}
