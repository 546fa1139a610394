using System.Text.Json.Nodes;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Generative;

/// <summary>What each provider is sent for a manifest's system prompt, template, detail, further fields, headers and response format.</summary>
public sealed class RequestTests
{
    private const string Schema = """{"type":"object","properties":{"reason":{"type":"string"},"answer":{"type":"string","enum":["A","B","C","D","E"]}},"required":["reason","answer"],"additionalProperties":false}""";

    private const string Format = """, "responseFormat": { "schema": """ + Schema + " }";

    private const string Words = """, "system": "You are a pathologist.", "prompt": "Q: {question}\n{options}\nOne of {labels} ({count}), as {{\"answer\": ...}}." """;

    private const string PromptJson = """Q: What is the most likely stain of image 0?\nA) stain 0\nB) stain 1\nC) stain 2\nD) stain 3\nE) none of the above\nOne of A, B, C, D or E (5), as {\"answer\": ...}.""";

    private const string Added = """, "extraBody": { "top_k": 1, "nested": { "a": [1.50, "x"] } }, "headers": { "X-Title": "MuBench", "X-Route-Token": "secret:loop-key" } """;

    private const string Sampled = """, "extraBody": { "top_k": 1, "metadata": { "user_id": "lab" } }, "headers": { "X-Title": "MuBench", "X-Route-Token": "secret:loop-key" } """;

    private static string OpenAI(LoopbackChatServer server, string more) =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "apiKey": "secret:loop-key" {{more}} }""";

    private static string Azure(LoopbackChatServer server, string more) =>
        $$"""{ "id": "m", "kind": "azure-openai", "endpoint": "{{server.Address}}", "deployment": "loop", "apiKey": "secret:loop-key" {{more}} }""";

    private static string Anthropic(LoopbackChatServer server, string more) =>
        $$"""{ "id": "m", "kind": "anthropic", "endpoint": "{{server.Address}}", "model": "claude", "apiKey": "secret:loop-key" {{more}} }""";

    private static string Gemini(LoopbackChatServer server, string more) =>
        $$"""{ "id": "m", "kind": "gemini", "endpoint": "{{server.Address}}v1beta", "model": "gemini", "apiKey": "secret:loop-key" {{more}} }""";

    [Fact]
    public async Task OpenAI_EveryField_IsOnTheWire()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("""{"reason":"pink","answer":"B"}"""));

        var record = await ProviderRun.OneAsync(OpenAI(server, Words + Format + Added + """, "detail": "low", "chatTemplate": { "enable_thinking": false } """));

        var call = Assert.Single(server.Calls);
        AssertJson(
            $$$"""
            {"top_k":1,"nested":{"a":[1.50,"x"]},"chat_template_kwargs":{"enable_thinking":false},"temperature":0,
             "messages":[{"role":"system","content":"You are a pathologist."},
              {"role":"user","content":[{"type":"text","text":"{{{PromptJson}}}"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{call.ImageBase64}}}","detail":"low"} }]}],
             "model":"loop","max_completion_tokens":128,
             "response_format":{"type":"json_schema","json_schema":{"name":"response","schema":{{{Schema}}},"strict":true } } }
            """,
            call.Body);
        Assert.Contains(Schema, call.Body, StringComparison.Ordinal); // in the order of the manifest
        AssertHeaders(call);
        Assert.Equal("answer", record.AnswerMember);
    }

    [Fact]
    public async Task Azure_Fields_AreOnTheWire()
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Text("A"));

        await ProviderRun.OneAsync(Azure(server, Words + Format + Added + """, "detail": "auto" """));

        var call = Assert.Single(server.Calls);
        Assert.Equal(("You are a pathologist.", "auto", "json_schema", 1), (
            (string)call.Json["messages"]![0]!["content"]!, (string)call.Json["messages"]![1]!["content"]![1]!["image_url"]!["detail"]!, (string)call.Json["response_format"]!["type"]!, (int)call.Json["top_k"]!));
        AssertHeaders(call);
    }

    [Fact]
    public async Task Anthropic_Fields_AreOnTheWire()
    {
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("A"));

        await ProviderRun.OneAsync(Anthropic(server, Words + Format + Sampled + """, "generation": { "reasoningEffort": "low", "maxOutputTokens": 128 } """));

        var call = Assert.Single(server.Calls);
        AssertJson(
            $$$"""
            {"top_k":1,"metadata":{"user_id":"lab"},"max_tokens":128,
             "messages":[{"role":"user","content":[{"type":"text","text":"{{{PromptJson}}}"},{"type":"image","source":{"type":"base64","data":"{{{call.ImageBase64}}}","media_type":"image/png"}}]}],
             "model":"claude","output_config":{"format":{"type":"json_schema","schema":{{{Schema}}} },"effort":"low"},"thinking":{"type":"adaptive"},
             "system":[{"type":"text","text":"You are a pathologist."}]}
            """,
            call.Body);
        AssertHeaders(call);
    }

    [Fact]
    public async Task Gemini_Fields_AreOnTheWire()
    {
        await using var server = await LoopbackGemini.StartAsync(_ => LoopbackGemini.Text("A"));

        await ProviderRun.OneAsync(Gemini(server, Words + Format + """
            , "extraBody": { "safetySettings": [], "generationConfig": { "mediaResolution": "MEDIA_RESOLUTION_LOW" } }, "headers": { "X-Title": "MuBench", "X-Route-Token": "secret:loop-key" }
            """));

        var call = Assert.Single(server.Calls);
        AssertJson(
            $$$"""
            {"systemInstruction":{"parts":[{"text":"You are a pathologist."}]},
             "contents":[{"role":"user","parts":[{"text":"{{{PromptJson}}}"},{"inlineData":{"mimeType":"image/png","data":"{{{call.ImageBase64}}}"}}]}],
             "generationConfig":{"temperature":0,"maxOutputTokens":128,"responseMimeType":"application/json","responseJsonSchema":{{{Schema}}},"mediaResolution":"MEDIA_RESOLUTION_LOW"},
             "safetySettings":[]}
            """,
            call.Body);
        AssertHeaders(call);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Batch_Requests_AreThoseOfSingleCalls(string kind)
    {
        Func<LoopbackChatServer, string, string> model = kind == "openai" ? OpenAI : Anthropic;
        await using var harness = await ProviderRun.HarnessAsync();
        await using var online = kind == "openai"
            ? await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"))
            : await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("A"));
        await harness.PlanAsync(model(online, Words + Format + Sampled), ProviderRun.OneQuestion);
        await harness.EvaluateAsync();
        var batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A"));
        var messages = new LoopbackAnthropicBatches(_ => LoopbackAnthropic.Text("A"));
        await using var server = kind == "openai" ? await batches.StartAsync() : await messages.StartAsync();
        await harness.PlanAsync(model(server, Words + Format + Sampled + """, "delivery": "batch" """), ProviderRun.OneQuestion);

        var result = await harness.EvaluateAsync();

        Assert.True(result.Answered == 1, result.StopReason);
        Assert.All(server.Calls, AssertHeaders);
        var body = Assert.Single(online.Calls).Json.ToJsonString();
        Assert.Contains(server.Calls, call => call.Body.Contains("You are a pathologist.", StringComparison.Ordinal));
        Assert.Equal(body, kind == "openai" ? JsonNode.Parse(batches.LinesOf(0)[0])!["body"]!.ToJsonString() : server.Calls.First(call => call.Body.Contains("custom_id", StringComparison.Ordinal)).Json["requests"]![0]!["params"]!.ToJsonString());
    }

    /// <summary>A secret of a header is a key: what an endpoint repeats of it is struck.</summary>
    [Fact]
    public async Task HeaderSecret_RepeatedByTheServer_IsStruck()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text($"A {ProviderRun.Key}"));

        var record = await ProviderRun.OneAsync($$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "headers": { "X-Route-Token": "secret:loop-key" } }""");

        Assert.Equal("A ***", record.Text);
    }

    private static void AssertHeaders(ChatCall call) => Assert.Equal(("MuBench", ProviderRun.Key), (call.Headers["X-Title"], call.Headers["X-Route-Token"]));

    private static void AssertJson(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
