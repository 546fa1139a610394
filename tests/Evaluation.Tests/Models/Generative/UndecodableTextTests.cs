using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Generative;

/// <summary>
/// A server sends half a surrogate pair, as one does that cuts a text in the middle of an emoji: neither its words nor the response are lost, and the run goes on.
/// </summary>
public sealed class UndecodableTextTests
{
    private const string Whole = "WHOLE";

    public static TheoryData<string> Kinds => ["openai", "openai responses", "azure-openai", "anthropic", "gemini"];

    private static string Model(LoopbackChatServer server, string kind) => kind switch
    {
        "openai" => $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x" }""",
        "openai responses" => $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x", "api": "responses" }""",
        "azure-openai" => $$"""{ "id": "m", "kind": "azure-openai", "endpoint": "{{server.Address}}", "deployment": "x", "apiKey": "secret:loop-key" }""",
        "anthropic" => $$"""{ "id": "m", "kind": "anthropic", "endpoint": "{{server.Address}}", "model": "x", "apiKey": "secret:loop-key" }""",
        _ => $$"""{ "id": "m", "kind": "gemini", "endpoint": "{{server.Address}}v1beta", "model": "x", "apiKey": "secret:loop-key" }""",
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Error_WithHalfAPair_FailsItsQuestionAndShowsTheServersWords(string kind)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(400, """{"error":{"type":"invalid_request_error","message":"too much \ud83d","\ud83d":1}}"""));

        var (result, faults) = await ProviderRun.AllAsync(Model(server, kind));

        Assert.Equal(0, result.Answered);
        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.Contains("too much \uFFFD", fault, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Response_WithHalfAPair_IsKept(string kind)
    {
        var whole = kind switch
        {
            "openai responses" => LoopbackResponses.Text(Whole),
            "anthropic" => LoopbackAnthropic.Text(Whole),
            "gemini" => LoopbackGemini.Text(Whole),
            _ => LoopbackResponse.Text(Whole),
        };
        await using var server = await LoopbackChatServer.StartAsync(_ => whole with { Body = whole.Body.Replace(Whole, @"B) \ud83d", StringComparison.Ordinal) });

        var record = await ProviderRun.OneAsync(Model(server, kind));

        Assert.Equal("B) \uFFFD", record.Text);
    }
}
