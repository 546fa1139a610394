using System.Text.Json.Nodes;
using MuBench.Responses;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.OpenAI;

/// <summary>
/// The quirks of the table "OpenAI-compatible servers" in <c>docs/providers.md</c>, each on a loopback server that answers in that server's shape,
/// with the fields that the table says to set.
/// </summary>
public sealed class ServerQuirkTests
{
    private static string Model(LoopbackChatServer server, string more = "") =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "apiKey": "secret:loop-key" {{more}} }""";

    /// <summary>Ollama, LM Studio, llama.cpp, Foundry Local and Together AI ignore the newer name, so that a response would have no limit.</summary>
    [Fact]
    public async Task OlderLimit_IsTheOnlyOneThatIsSent()
    {
        await using var server = await LoopbackChatServer.StartAsync(call =>
            LoopbackResponse.Text("A", call.Json["max_tokens"] is null ? "stop" : "length", outputTokens: (int?)call.Json["max_tokens"] ?? 4000));

        var record = await ProviderRun.OneAsync(Model(server, """, "maxTokensField": "max_tokens", "generation": { "maxOutputTokens": 7 }"""));

        Assert.Equal((FinishReasons.Length, 7L), (record.Finish, record.OutputTokens));
        Assert.Null(Assert.Single(server.Calls).Json["max_completion_tokens"]);
    }

    /// <summary>The routes of OpenRouter, of Groq and Amazon Bedrock, and of the others stand below the endpoint's own path.</summary>
    [Theory]
    [InlineData("api/v1")]
    [InlineData("openai/v1")]
    [InlineData("v1/")]
    public async Task Endpoint_WithAPath_KeepsIt(string path)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));

        await ProviderRun.OneAsync(Model(server).Replace(server.Endpoint.ToString(), $"{server.Address}{path}", StringComparison.Ordinal));

        var call = Assert.Single(server.Calls);
        Assert.Equal(($"/{path.TrimEnd('/')}/chat/completions", $"Bearer {ProviderRun.Key}"), (call.Path, call.Authorization));
    }

    /// <summary>
    /// Ollama cuts a prompt at its context length without an error. Its count of the prompt's tokens stops there, and is kept as the server gives it:
    /// nothing else on the wire says so.
    /// </summary>
    [Fact]
    public async Task Ollama_PromptCutAtItsContextLength_KeepsTheServersCount()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A", inputTokens: 4096));

        Assert.Equal(4096L, (await ProviderRun.OneAsync(Model(server))).InputTokens);
    }

    /// <summary>vLLM and SGLang read their own parameters beside OpenAI's, and the chat template's arguments.</summary>
    [Fact]
    public async Task Vllm_GetsItsOwnParametersAndTheChatTemplates()
    {
        await using var server = await LoopbackChatServer.StartAsync(call =>
            (int?)call.Json["top_k"] == 1 && (bool?)call.Json["chat_template_kwargs"]!["enable_thinking"] == false ? LoopbackResponse.Text("A") : LoopbackResponse.Error(400, "no"));

        var record = await ProviderRun.OneAsync(Model(server, """, "extraBody": { "top_k": 1, "min_p": 0.1 }, "chatTemplate": { "enable_thinking": false }"""));

        Assert.Equal("A", record.Text);
        Assert.Equal(0.1, (double)Assert.Single(server.Calls).Json["min_p"]!);
    }

    /// <summary>vLLM without <c>--limit-mm-per-prompt</c>, and its error without an <c>error</c> object.</summary>
    [Fact]
    public async Task Vllm_TooManyImages_FailsTheQuestionsInTheServersWords()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(400, new JsonObject
        {
            ["object"] = "error", ["message"] = "At most 1 image(s) may be provided in one prompt.", ["type"] = "BadRequestError", ["param"] = null, ["code"] = 400,
        }.ToJsonString()));

        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1"""));

        Assert.Equal(3, server.Count);
        Assert.Contains("At most 1 image(s) may be provided in one prompt", result.StopReason, StringComparison.Ordinal);
    }

    /// <summary>A server whose reasoning parser takes the thoughts out of the text; its content may be null.</summary>
    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task Thoughts_InAFieldOfTheirOwn_AreNoPartOfTheText(string field)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => Changed(LoopbackResponse.Text("B"), body =>
            body["choices"]![0]!["message"]![field] = "A is wrong."));

        Assert.Equal("B", (await ProviderRun.OneAsync(Model(server))).Text);
    }

    /// <summary>Finish reasons that are not OpenAI's, on which its client fails: the response is used, and was asked once.</summary>
    [Theory]
    [InlineData("eos", FinishReasons.Stop)]
    [InlineData("model_length", FinishReasons.Length)]
    [InlineData("error", "error")]
    public async Task FinishReason_OfTheServersOwn_LosesNoResponse(string sent, string kept)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A", sent));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("A", kept), (record.Text, record.Finish));
        Assert.Single(server.Calls);
    }

    /// <summary>llama.cpp's server without <c>--mmproj</c>: a 500 that names the projector, on every question.</summary>
    [Fact]
    public async Task LlamaCpp_WithoutAProjector_SaysSo()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(500, """{"error":{"code":500,"message":"image input is not supported - hint: if this is unexpected, you may need to provide the mmproj","type":"server_error"}}"""));

        var (_, faults) = await ProviderRun.AllAsync(Model(server, """, "maxConcurrency": 1, "patience": 0"""));

        Assert.Contains(faults, fault => fault.Contains("you may need to provide the mmproj", StringComparison.Ordinal));
    }

    /// <summary>llama.cpp answers 503 while it loads the model.</summary>
    [Fact]
    public async Task LlamaCpp_LoadingItsModel_IsAskedAgain()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => call.Number == 1
            ? new LoopbackResponse(503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""")
            : LoopbackResponse.Text("A"));

        Assert.Equal("A", (await ProviderRun.OneAsync(Model(server))).Text);
    }

    /// <summary>LM Studio answers with the loaded model, and Ollama gives the same fingerprint always: what is kept is what they say.</summary>
    [Fact]
    public async Task LmStudio_AnsweringWithAnotherModel_IsSeenInTheResolvedVersion()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => Changed(LoopbackResponse.Text("A", model: "qwen2.5-vl-7b-instruct"), body =>
        {
            body["system_fingerprint"] = "qwen2.5-vl-7b-instruct";
            body["stats"] = new JsonObject();
            body["choices"]![0]!["logprobs"] = null;
        }));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("qwen2.5-vl-7b-instruct", "qwen2.5-vl-7b-instruct"), (record.Model, record.Fingerprint));
    }

    /// <summary>OpenRouter: the route is fixed by the body, and the provider's own finish reason stands beside OpenAI's.</summary>
    [Fact]
    public async Task OpenRouter_WithAFixedProvider_GetsTheRouteAndTheTitle()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => Changed(LoopbackResponse.Text("A"), body =>
        {
            body["provider"] = "Novita";
            body["choices"]![0]!["native_finish_reason"] = "stop";
            body["choices"]![0]!["message"]!["reasoning"] = null;
            body["usage"]!["cost"] = 0.0001;
            body["usage"]!["is_byok"] = false;
        }));

        var record = await ProviderRun.OneAsync(Model(
            server, """, "extraBody": { "provider": { "order": ["novita"], "allow_fallbacks": false } }, "headers": { "X-Title": "MuBench" }"""));

        var call = Assert.Single(server.Calls);
        Assert.Equal("""{"order":["novita"],"allow_fallbacks":false}""", call.Json["provider"]!.ToJsonString());
        Assert.Equal(("MuBench", "A", "stop"), (call.Headers["X-Title"], record.Text, record.Finish));
    }

    /// <summary>OpenRouter answers 200 with an error where a provider fails after the headers were sent.</summary>
    [Fact]
    public async Task OpenRouter_AnErrorInsteadOfAChoice_IsAskedAgain()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => call.Number == 1
            ? new LoopbackResponse(200, """{"id":"gen-1","error":{"code":502,"message":"Provider returned error","metadata":{"provider_name":"Novita"}}}""")
            : LoopbackResponse.Text("A"));

        Assert.Equal((2, "A"), (await ProviderRun.OneAsync(Model(server))) is var record ? (record.Attempts, record.Text) : default);
    }

    /// <summary>Mistral forbids <c>seed</c>, and takes <c>random_seed</c>.</summary>
    [Fact]
    public async Task Mistral_SeedByItsOwnName_IsTaken()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => call.Json["seed"] is not null || call.Json["max_completion_tokens"] is not null
            ? new LoopbackResponse(422, """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","seed"],"msg":"Extra inputs are not permitted","input":1}]},"type":"invalid_request_error","param":null,"code":null}""")
            : LoopbackResponse.Text("A"));

        var record = await ProviderRun.OneAsync(Model(server, """, "maxTokensField": "max_tokens", "extraBody": { "random_seed": 3 }"""));
        var (result, _) = await ProviderRun.AllAsync(Model(server, """, "maxTokensField": "max_tokens", "maxConcurrency": 1, "generation": { "seed": 3 }"""));

        Assert.Equal("A", record.Text);
        Assert.Contains("""set "generation": { "seed": null }""", result.StopReason, StringComparison.Ordinal);
    }

    /// <summary>xAI: another code of errors than OpenAI's, and a text in place of the error object.</summary>
    [Fact]
    public async Task Xai_ImageOfAnotherFormat_FailsTheQuestionInItsWords()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => call.Prompt.Contains("stain of image 1", StringComparison.Ordinal)
            ? new LoopbackResponse(400, """{"code":"Client specified an invalid argument","error":"Image format is not supported. Supported formats are JPEG and PNG."}""")
            : LoopbackResponse.Text("A"));

        var (result, faults) = await ProviderRun.AllAsync(Model(server));

        Assert.Equal((23, 1), (result.Answered, result.Failed));
        Assert.Contains("Supported formats are JPEG and PNG", Assert.Single(faults), StringComparison.Ordinal);
    }

    /// <summary>Groq and Together AI count tokens and time in members of their own.</summary>
    [Theory]
    [InlineData("""{"queue_time":0.1,"prompt_tokens":100,"prompt_time":0.2,"completion_tokens":2,"completion_time":0.01,"total_tokens":102,"total_time":0.21}""")]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":2,"total_tokens":102,"cached_tokens":0}""")]
    public async Task Usage_WithFurtherMembers_IsRead(string usage)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => Changed(LoopbackResponse.Text("A"), body => body["usage"] = JsonNode.Parse(usage)));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("A", 100L, 2L), (record.Text, record.InputTokens, record.OutputTokens));
    }

    /// <summary>A server that gives no token counts at all: older ones of llama.cpp and LM Studio.</summary>
    [Fact]
    public async Task Usage_Absent_IsUnknownAndNotZero()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => Changed(LoopbackResponse.Text("A"), body => body.Remove("usage")));

        var record = await ProviderRun.OneAsync(Model(server));

        Assert.Equal(("A", null, null), (record.Text, record.InputTokens, record.OutputTokens));
    }

    private static LoopbackResponse Changed(LoopbackResponse reply, Action<JsonObject> change)
    {
        var body = JsonNode.Parse(reply.Body)!.AsObject();
        change(body);
        return reply with { Body = body.ToJsonString() };
    }
}
