using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using MuBench.Manifests;
using MuBench.Models.Anthropic;
using MuBench.Models.Calls;
using MuBench.Models.Http;
using MuBench.Models.Identity;
using MuBench.Secrets;
using MuBench.Tests.Models.Identity;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Anthropic;

/// <summary>Claude in Vertex AI and Amazon Bedrock: routes, bodies and credentials.</summary>
public sealed class ClaudeInCloudsTests
{
    private static readonly ModelManifest Vertex = new() { Id = "m", Kind = "anthropic", Platform = "vertex", Project = "my-project", Location = "us-east5", Model = "claude-sonnet-5-5@20260901" };
    private static readonly ModelManifest Bedrock = new() { Id = "m", Kind = "anthropic", Platform = "bedrock", Location = "us-east-1", Model = "us.anthropic.claude-v1:0" };

    [Theory]
    [InlineData("\"platform\": \"vertex\", \"project\": \"my-project\"", "/projects/my-project/locations/global/publishers/anthropic/models/claude-x:rawPredict", "vertex-2023-10-16")]
    [InlineData("\"platform\": \"bedrock\", \"location\": \"us-east-1\"", "/model/claude-x/invoke", "bedrock-2023-05-31")]
    public async Task Call_WithAKey_HasTheModelInItsAddressAndTheRestAsAnthropicHasIt(string platform, string path, string version)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackAnthropic.Text("B) yes"));

        var record = await ProviderRun.OneAsync(
            $$"""{ "id": "m", "kind": "anthropic", {{platform}}, "endpoint": "{{server.Address}}", "model": "claude-x", "apiKey": "secret:loop-key", "extraBody": { "top_k": 1 } }""");

        var call = Assert.Single(server.Calls);
        Assert.Equal(
            $$$"""{"anthropic_version":"{{{version}}}","top_k":1,"max_tokens":128,"messages":[{"role":"user","content":[{"type":"text","text":"{{{ProviderRun.PromptJson}}}"},{"type":"image","source":{"type":"base64","data":"{{{call.ImageBase64}}}","media_type":"image/png"}}]}]}""",
            call.Body);
        Assert.Equal(path, call.Path);
        Assert.Equal(ProviderRun.Key, call.Headers.TryGetValue("x-goog-api-key", out var key) ? key : call.Authorization!["Bearer ".Length..]);
        Assert.DoesNotContain("anthropic-version", call.Headers.Keys);
        Assert.Equal(("B) yes", "stop", 1000L), (record.Text, record.Finish, record.InputTokens));
    }

    [Fact]
    public async Task Vertex_WithAnIdentity_IsSignedWithItsToken()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackAnthropic.Text("A"));
        using var detour = new Detour(server.Address);
        var platform = VertexPlatform.WithIdentity(Vertex, _ => Task.FromResult("ya29.x"));
        using var provider = Provider(Vertex, platform, detour);

        await AskAsync(provider);

        Assert.Equal("Bearer ya29.x", Assert.Single(server.Calls).Authorization);
        Assert.Equal("https://us-east5-aiplatform.googleapis.com/v1/projects/my-project/locations/us-east5/publishers/anthropic/models/claude-sonnet-5-5%4020260901:rawPredict", Assert.Single(detour.Asked));
    }

    [Fact]
    public async Task Bedrock_WithAnIdentity_IsSignedAfterWhatTheManifestAdds()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackAnthropic.Text("A"));
        using var detour = new Detour(server.Address);
        var platform = BedrockPlatform.WithIdentity(Bedrock, _ => Task.FromResult(new AwsKeys("AKIDEXAMPLE", "secret", "SESSION")), new FakeTimeProvider(DateTimeOffset.UnixEpoch));
        using var provider = Provider(Bedrock, platform, detour);

        await AskAsync(provider);

        var call = Assert.Single(server.Calls);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/19700101/us-east-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token", call.Authorization, StringComparison.Ordinal);
        Assert.Equal("SESSION", call.Headers["x-amz-security-token"]);
        Assert.Equal("https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-v1%3A0/invoke", Assert.Single(detour.Asked));
    }

    [Theory]
    [InlineData("https://aiplatform.googleapis.com.evil.example/v1")]
    [InlineData("https://storage.googleapis.com/v1")]
    [InlineData("http://aiplatform.googleapis.com/v1")]
    public void Identity_OfGoogle_IsRefusedForAnotherHost(string endpoint) => Assert.Contains(
        "goes only to Vertex AI",
        Assert.Throws<UserException>(() => VertexPlatform.WithIdentity(Vertex with { Endpoint = new Uri(endpoint) }, _ => Task.FromResult("token"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Access_Denied_NamesTheActionThatIsMissing()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => new LoopbackResponse(403, new JsonObject { ["message"] = "You don't have access to the model with the specified model ID." }.ToJsonString()));
        using var detour = new Detour(server.Address);
        var platform = BedrockPlatform.WithIdentity(Bedrock, _ => Task.FromResult(new AwsKeys("AKIDEXAMPLE", "secret", null)), TimeProvider.System);
        using var provider = Provider(Bedrock, platform, detour);

        var fault = provider.Explain((await Record.ExceptionAsync(() => AskAsync(provider)))!);

        Assert.Equal(CallFaultKind.Unauthorized, fault.Kind);
        Assert.Contains("You don't have access to the model", fault.Message, StringComparison.Ordinal);
        Assert.Contains("bedrock:InvokeModel", fault.Message, StringComparison.Ordinal);
    }

    private static AnthropicProvider Provider(ModelManifest manifest, HostedPlatform platform, Detour detour) =>
        new(manifest, platform, null, new SecretMask(null), ProviderHttp.Over(platform.Over(detour)));

    private static Task<ChatResponse> AskAsync(AnthropicProvider provider) =>
        provider.Client.GetResponseAsync([new ChatMessage(ChatRole.User, "hello")], provider.Options, TestContext.Current.CancellationToken);
}
