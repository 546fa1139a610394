using System.Net;
using MuBench.Endpoints;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Secrets;
using MuBench.Tests.Throttling;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Http;

/// <summary>The addresses to which connections are made after a name is resolved.</summary>
public sealed class ProviderHttpTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:192.168.1.1")]
    public async Task Service_NameThatResolvesToNoPublicAddress_IsNotCalled(string address)
    {
        using var http = ProviderHttp.Create(EndpointPolicy.ForService(null), TestThrottle.New(), resolve: To(address));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(http, "https://api.openai.com/v1"));

        var refused = Assert.IsType<RefusedAddressException>(exception.GetBaseException());
        Assert.Contains("api.openai.com", refused.Message, StringComparison.Ordinal);
        Assert.Contains(EndpointPolicy.Setting, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_NameWithOneAllowedAddress_IsCalledThereAlone()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        var authority = $"http://localhost:{server.Address.Port}";
        using var http = ProviderHttp.Create(EndpointPolicy.ForService(authority), TestThrottle.New(), resolve: To("10.255.255.1", "127.0.0.1"));

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(http, $"{authority}/v1")).StatusCode);
        Assert.Equal(1, server.Count);
    }

    [Fact]
    public async Task Cli_LocalhostThatResolvesElsewhere_GetsNoHttp()
    {
        using var http = ProviderHttp.Create(EndpointPolicy.ForCli(null), TestThrottle.New(), resolve: To("93.184.216.34"));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(http, "http://localhost:9/v1"));

        Assert.Contains("in the clear", Assert.IsType<RefusedAddressException>(exception.GetBaseException()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cli_Localhost_IsCalled()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        using var http = ProviderHttp.Create(EndpointPolicy.ForCli(null), TestThrottle.New());

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(http, $"http://localhost:{server.Address.Port}/v1")).StatusCode);
    }

    [Fact]
    public async Task Refusal_Explained_StopsTheModel()
    {
        using var http = ProviderHttp.Create(EndpointPolicy.ForService(null), TestThrottle.New(), resolve: To("10.0.0.9"));
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(http, "https://api.openai.com/v1"));

        var fault = new FaultMessages(new ModelManifest { Id = "m", Kind = "openai", Model = "x" }, ModelKinds.OpenAIEndpoint, new SecretMask(null)).Unreachable(exception);

        Assert.Equal(CallFaultKind.Fatal, fault.Kind);
        Assert.Contains("10.0.0.9", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_ThatIsUnknown_IsAnOrdinaryFault()
    {
        using var http = ProviderHttp.Create(EndpointPolicy.ForCli(null), TestThrottle.New(), resolve: To());
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(http, "https://nowhere.example/v1"));

        var fault = new FaultMessages(new ModelManifest { Id = "m", Kind = "openai", Model = "x" }, new Uri("https://nowhere.example/v1"), new SecretMask(null)).Unreachable(exception);

        Assert.Equal(CallFaultKind.Transient, fault.Kind);
        Assert.Contains("host name not found", fault.Message, StringComparison.Ordinal);
    }

    private static Func<string, CancellationToken, Task<IPAddress[]>> To(params string[] addresses) =>
        (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());

    private static Task<HttpResponseMessage> GetAsync(HttpClient http, string address) =>
        http.GetAsync(new Uri(address), TestContext.Current.CancellationToken);

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string address) =>
        http.PostAsync(new Uri(address), new StringContent("{}"), TestContext.Current.CancellationToken);
}
