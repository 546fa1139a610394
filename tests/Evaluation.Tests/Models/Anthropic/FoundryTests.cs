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

/// <summary>Claude in Azure AI Foundry: its route, its two credentials, and which hosts get a token.</summary>
public sealed class FoundryTests
{
    private const string Route = "/anthropic";

    private static readonly ModelManifest Manifest = new()
    {
        Id = "m", Kind = "anthropic", Platform = "foundry", Endpoint = new Uri("https://lab.services.ai.azure.com"), Model = "claude-east",
    };

    private readonly FakeTimeProvider _time = new();
    private readonly FakeCredential _credential;

    public FoundryTests() => _credential = new FakeCredential(_time);

    [Theory]
    [InlineData("")]
    [InlineData("anthropic/")]
    [InlineData("anthropic/v1/messages")]
    public async Task Call_WithAKey_GoesToTheRouteOfTheResource(string rest)
    {
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("B) yes"), Route);

        var record = await ProviderRun.OneAsync(
            $$"""{ "id": "m", "kind": "anthropic", "platform": "foundry", "endpoint": "{{server.Address}}{{rest}}", "model": "claude-east", "apiKey": "secret:loop-key", "extraBody": { "top_k": 1 } }""");

        var call = Assert.Single(server.Calls);
        Assert.Equal(("/anthropic/v1/messages", ProviderRun.Key, null, "2026-10-21"), (call.Path, call.Headers["x-api-key"], call.Authorization, call.Headers["anthropic-version"]));
        Assert.Equal(("claude-east", 1), ((string)call.Json["model"]!, (int)call.Json["top_k"]!));
        Assert.Equal(("B) yes", "stop", "claude-loopback-20261021"), (record.Text, record.Finish, record.Model));
    }

    [Fact]
    public async Task Call_WithAnIdentity_IsSignedWithOneTokenUntilItIsAboutToExpire()
    {
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("A"), Route);
        using var detour = new Detour(server.Address);
        using var provider = Provider(detour);

        await AskAsync(provider);
        await AskAsync(provider);
        _time.Advance(TimeSpan.FromMinutes(56));
        await AskAsync(provider);

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], server.Calls.Select(call => call.Authorization));
        Assert.All(server.Calls, call => Assert.DoesNotContain("x-api-key", call.Headers.Keys));
        Assert.Equal(["https://ai.azure.com/.default"], _credential.Scopes.Distinct());
        Assert.All(detour.Asked, address => Assert.Equal("https://lab.services.ai.azure.com/anthropic/v1/messages", address));
    }

    [Theory]
    [InlineData("https://lab.services.ai.azure.com.evil.example")]
    [InlineData("https://evilservices.ai.azure.com")]
    [InlineData("http://lab.services.ai.azure.com")]
    [InlineData("https://lab.services.ai.azure.com:8443")]
    public void Platform_OfAnotherHost_IsRefusedBeforeASignIn(string endpoint)
    {
        var exception = Assert.Throws<UserException>(() => FoundryPlatform.WithIdentity(Manifest with { Endpoint = new Uri(endpoint) }, Tokens()));

        Assert.Contains("goes only to Azure AI Foundry", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_credential.Scopes);
    }

    /// <summary>The second safeguard: even if a model were created for another host, its calls would have no token.</summary>
    [Fact]
    public async Task Call_ToAnotherHost_GetsNoToken()
    {
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackAnthropic.Text("A"), Route);
        var platform = FoundryPlatform.WithIdentity(Manifest, Tokens()) with { Endpoint = new Uri(server.Address, "anthropic") };
        using var provider = new AnthropicProvider(Manifest, platform, null, new SecretMask(null), ProviderHttp.Over(platform.Over(new SocketsHttpHandler())));

        var fault = provider.Explain((await Record.ExceptionAsync(() => AskAsync(provider)))!);

        Assert.Equal(CallFaultKind.Fatal, fault.Kind);
        Assert.Contains("goes only to Azure AI Foundry", fault.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (server.Count, _credential.Scopes.Count));
    }

    [Fact]
    public async Task Role_Missing_IsNamed()
    {
        await using var server = await LoopbackAnthropic.StartAsync(_ => LoopbackResponse.Error(401, "Principal does not have access to API/Operation.", "PermissionDenied"), Route);
        using var detour = new Detour(server.Address);
        using var provider = Provider(detour);

        var fault = provider.Explain((await Record.ExceptionAsync(() => AskAsync(provider)))!);

        Assert.Equal(CallFaultKind.Unauthorized, fault.Kind);
        Assert.Contains("'Cognitive Services User'", fault.Message, StringComparison.Ordinal);
    }

    private EntraTokens Tokens() => new(_credential, "https://ai.azure.com/.default", "Azure AI Foundry", _time);

    private AnthropicProvider Provider(Detour detour)
    {
        var platform = FoundryPlatform.WithIdentity(Manifest, Tokens());
        return new AnthropicProvider(Manifest, platform, null, new SecretMask(null), ProviderHttp.Over(platform.Over(detour)));
    }

    private static Task<ChatResponse> AskAsync(AnthropicProvider provider) =>
        provider.Client.GetResponseAsync([new ChatMessage(ChatRole.User, "hello")], provider.Options, TestContext.Current.CancellationToken);
}
