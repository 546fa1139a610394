using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Models.AzureOpenAI;
using MuBench.Models.Calls;
using MuBench.Models.Http;
using MuBench.Models.OpenAI;
using MuBench.Secrets;
using MuBench.Tests.Models.Identity;
using MuBench.Tests.Throttling;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.AzureOpenAI;

/// <summary>Azure OpenAI with an Entra identity: which hosts get a token, and which get none.</summary>
public sealed class EntraTests
{
    private static readonly ModelManifest Manifest = new()
    {
        Id = "m", Kind = "azure-openai", Endpoint = new Uri("https://lab.openai.azure.com"), Deployment = "east-4o",
    };

    private readonly FakeTimeProvider _time = new();
    private readonly FakeCredential _credential;

    public EntraTests() => _credential = new FakeCredential(_time);

    [Fact]
    public async Task Call_ToAzureOpenAI_IsSignedWithOneTokenUntilItIsAboutToExpire()
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Text("A"));
        using var provider = Provider(Manifest, server);

        await AskAsync(provider);
        await AskAsync(provider);
        _time.Advance(TimeSpan.FromMinutes(56));
        await AskAsync(provider);

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], server.Calls.Select(call => call.Authorization));
        Assert.All(server.Calls, call => Assert.DoesNotContain("api-key", call.Headers.Keys));
        Assert.Equal(["https://cognitiveservices.azure.com/.default"], _credential.Scopes.Distinct());
    }

    [Fact]
    public async Task Call_InADatedVersion_IsSigned()
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Text("A"), "2024-10-21");
        using var provider = Provider(Manifest with { ApiVersion = "2024-10-21" }, server);

        await AskAsync(provider);

        Assert.Equal("Bearer token-1", Assert.Single(server.Calls).Authorization);
    }

    /// <summary>A resource of Azure AI Foundry has OpenAI's models under each of its names, and those of other makers under the last one.</summary>
    [Theory]
    [InlineData("https://lab.openai.azure.com", "east-4o")]
    [InlineData("https://lab.cognitiveservices.azure.com", "east-4o")]
    [InlineData("https://lab.services.ai.azure.com", "Mistral-Large-3")]
    [InlineData("https://lab.services.ai.azure.com", "grok-4")]
    public async Task Call_ToAResourceOfFoundry_IsSignedWhateverTheMaker(string resource, string deployment)
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackAzure.Text("A"));
        using var detour = new Detour(server.Address);
        using var provider = Provider(Manifest with { Endpoint = new Uri(resource), Deployment = deployment }, detour);

        await AskAsync(provider);

        var call = Assert.Single(server.Calls);
        Assert.Equal(("Bearer token-1", deployment), (call.Authorization, (string?)call.Json["model"]));
        Assert.Equal([$"{resource}/openai/v1/chat/completions"], detour.Asked);
    }

    [Fact]
    public async Task Calls_AtOnce_SignInOnce()
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Text("A"));
        using var provider = Provider(Manifest, server);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync(provider)));

        Assert.Single(_credential.Scopes);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://lab.openai.azure.com")]
    [InlineData("http://127.0.0.1:9")]
    public void Target_ThatIsNotAzureOpenAI_IsRefusedBeforeASignIn(string endpoint)
    {
        var elsewhere = Manifest with { Endpoint = new Uri(endpoint) };

        var exception = Assert.Throws<UserException>(() => AzureOpenAITarget.WithIdentity(elsewhere, new EntraPolicy(_credential, _time)));

        Assert.Contains("goes only to Azure OpenAI", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_credential.Scopes);
    }

    /// <summary>The second safeguard: even if a model were created for another host, its calls would have no token.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("2024-10-21")]
    public async Task Call_ToAnotherHost_GetsNoToken(string? version)
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackAzure.Text("A"));
        var target = AzureOpenAITarget.WithIdentity(Manifest, new EntraPolicy(_credential, _time)) with { Azure = AzureRoute.Of(server.Address, "east-4o", version) };
        using var provider = new OpenAIProvider(Manifest, target, new SecretMask(null), ProviderHttp.Create(EndpointPolicy.ForCli(null), TestThrottle.New()));

        var exception = await Assert.ThrowsAsync<UserException>(() => AskAsync(provider));

        Assert.Equal(CallFaultKind.Fatal, provider.Explain(exception).Kind);
        Assert.Equal(0, server.Count);
        Assert.Empty(_credential.Scopes);
    }

    [Fact]
    public async Task SignIn_Refused_SaysHowToMendIt()
    {
        var policy = new EntraPolicy(new NoCredential(), _time);

        var exception = await Assert.ThrowsAsync<UserException>(() => policy.SignInAsync(TestContext.Current.CancellationToken));

        Assert.Contains("no identity here.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("az login", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("second line", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Role_Missing_IsNamed()
    {
        await using var server = await LoopbackAzure.StartAsync(_ => LoopbackResponse.Error(401, "Principal does not have access to API/Operation.", "PermissionDenied"));
        using var provider = Provider(Manifest, server);

        var fault = provider.Explain((await Record.ExceptionAsync(() => AskAsync(provider)))!);

        Assert.Equal(CallFaultKind.Unauthorized, fault.Kind);
        Assert.Contains("Cognitive Services OpenAI User", fault.Message, StringComparison.Ordinal);
    }

    private OpenAIProvider Provider(ModelManifest manifest, LoopbackChatServer server) => Provider(manifest, new Detour(server.Address));

    private OpenAIProvider Provider(ModelManifest manifest, Detour detour) => new(
        manifest, AzureOpenAITarget.WithIdentity(manifest, new EntraPolicy(_credential, _time)), new SecretMask(null), ProviderHttp.Over(detour));

    private static Task<ChatResponse> AskAsync(OpenAIProvider provider) =>
        provider.Client.GetResponseAsync([new ChatMessage(ChatRole.User, "hello")], provider.Options, TestContext.Current.CancellationToken);

    private sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("no identity here.\nsecond line");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            GetToken(requestContext, cancellationToken) is var token ? new(token) : default;
    }
}
