using Microsoft.Extensions.AI;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Models.Gemini;
using MuBench.Models.Http;
using MuBench.Models.Identity;
using MuBench.Secrets;
using MuBench.Tests.Models.Identity;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Gemini;

/// <summary>Gemini in Vertex AI: its address, its body and its two credentials.</summary>
public sealed class VertexTests
{
    private static readonly ModelManifest Manifest = new() { Id = "m", Kind = "gemini", Platform = "vertex", Project = "my-project", Location = "us-central1", Model = "gemini-3-pro" };

    [Theory]
    [InlineData("gemini-loopback", "publishers/google/models/gemini-loopback")]
    [InlineData("endpoints/42", "endpoints/42")]
    [InlineData("publishers/meta/models/llama", "publishers/meta/models/llama")]
    public async Task Call_WithAKey_GoesToTheProjectsLocation(string model, string path)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackGemini.Text("B) yes"));

        var record = await ProviderRun.OneAsync(
            $$"""{ "id": "m", "kind": "gemini", "platform": "vertex", "project": "my-project", "location": "europe-west4", "endpoint": "{{server.Address}}v1", "model": "{{model}}", "apiKey": "secret:loop-key" }""");

        var call = Assert.Single(server.Calls);
        Assert.Equal(($"/v1/projects/my-project/locations/europe-west4/{path}:generateContent", ProviderRun.Key, null), (call.Path, call.Headers["x-goog-api-key"], call.Authorization));
        Assert.Equal(
            $$$"""{"contents":[{"role":"user","parts":[{"text":"{{{ProviderRun.PromptJson}}}"},{"inlineData":{"mimeType":"image/png","data":"{{{call.ImageBase64}}}"}}]}],"generationConfig":{"temperature":0,"maxOutputTokens":128}}""",
            call.Body);
        Assert.Equal("B) yes", record.Text);
    }

    [Fact]
    public async Task Call_WithAnIdentity_IsSignedWithItsTokenAndHasNoKey()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackGemini.Text("A"));
        using var detour = new Detour(server.Address);
        using var provider = Provider(VertexPlatform.WithIdentity(Manifest, _ => Task.FromResult("ya29.x")), detour);

        await AskAsync(provider);

        var call = Assert.Single(server.Calls);
        Assert.Equal("Bearer ya29.x", call.Authorization);
        Assert.DoesNotContain("x-goog-api-key", call.Headers.Keys);
        Assert.Equal("https://us-central1-aiplatform.googleapis.com/v1/projects/my-project/locations/us-central1/publishers/google/models/gemini-3-pro:generateContent", Assert.Single(detour.Asked));
    }

    [Fact]
    public async Task Role_Missing_IsNamed()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackGemini.Error(403, "PERMISSION_DENIED", "Permission 'aiplatform.endpoints.predict' denied on resource"));
        using var detour = new Detour(server.Address);
        using var provider = Provider(VertexPlatform.WithIdentity(Manifest, _ => Task.FromResult("ya29.x")), detour);

        var fault = provider.Explain((await Record.ExceptionAsync(() => AskAsync(provider)))!);

        Assert.Equal(CallFaultKind.Unauthorized, fault.Kind);
        Assert.Contains("'Vertex AI User' in the project 'my-project'", fault.Message, StringComparison.Ordinal);
    }

    private static GeminiProvider Provider(HostedPlatform platform, Detour detour) => new(Manifest, platform, null, new SecretMask(null), ProviderHttp.Over(platform.Over(detour)));

    private static Task<ChatResponse> AskAsync(GeminiProvider provider) =>
        provider.Client.GetResponseAsync([new ChatMessage(ChatRole.User, "hello")], provider.Options, TestContext.Current.CancellationToken);
}
