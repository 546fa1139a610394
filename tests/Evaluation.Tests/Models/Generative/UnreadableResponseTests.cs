using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Generative;

/// <summary>A response with the status 200 that is none of the protocol: the fault has the words of its body and the field to check.</summary>
public sealed class UnreadableResponseTests
{
    private static string Model(LoopbackChatServer server, string kind) => kind switch
    {
        "openai" => $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x" }""",
        "anthropic" => $$"""{ "id": "m", "kind": "anthropic", "endpoint": "{{server.Address}}", "model": "x", "apiKey": "secret:loop-key" }""",
        _ => $$"""{ "id": "m", "kind": "gemini", "endpoint": "{{server.Address}}v1beta", "model": "x", "apiKey": "secret:loop-key" }""",
    };

    [Theory]
    [InlineData("openai", """{"error":{"message":"CUDA out of memory","code":500}}""", "something that is not a chat completion: CUDA out of memory", false)]
    [InlineData("openai", """{"choices":[]}""", """something that is not a chat completion: {"choices":[]}""", false)]
    [InlineData("openai", "<html><head><style>p{}</style></head><body>Welcome to <b>nginx</b>!</body></html>", "something that is not a chat completion: Welcome to nginx", true)]
    [InlineData("openai", "", "an empty body, which is not a chat completion", true)]
    [InlineData("anthropic", """{"type":"error","error":{"type":"api_error","message":"CUDA out of memory"}}""", "something that is not a message: CUDA out of memory", false)]
    [InlineData("anthropic", "<html>Welcome to nginx!</html>", "something that is not a message: Welcome to nginx", true)]
    [InlineData("gemini", """{"error":{"message":"CUDA out of memory"}}""", "something that is not content: CUDA out of memory", false)]
    [InlineData("gemini", "<html>Welcome to nginx!</html>", "something that is not content: Welcome to nginx", true)]
    public async Task Success_ThatIsNoResponse_ShowsTheServersWords(string kind, string body, string words, bool isAboutTheAddress)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(200, body));

        var (result, faults) = await ProviderRun.AllAsync(Model(server, kind));

        Assert.Equal(0, result.Answered);
        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.Contains($"answered 200 with {words}", fault, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.Equal(isAboutTheAddress, fault.Contains("Check 'endpoint'", StringComparison.Ordinal)));
    }
}
