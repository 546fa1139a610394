using MuBench.Endpoints;

namespace MuBench.Tests.Endpoints;

/// <summary>Which addresses may get an Entra token: Azure's own hosts, and no name that only looks like one.</summary>
public sealed class AzureOpenAIHostsTests
{
    [Theory]
    [InlineData("https://lab.openai.azure.com")]
    [InlineData("https://LAB.OpenAI.Azure.COM:443/openai/v1/chat/completions")]
    [InlineData("https://lab.cognitiveservices.azure.com/openai")]
    [InlineData("https://lab.services.ai.azure.com/openai/v1")]
    [InlineData("https://lab\u3002openai.azure.com")] // an ideographic full stop, which is a dot in every resolver
    public void Contains_HostOfAzure_IsTrue(string endpoint) => Assert.True(AzureOpenAIHosts.Contains(new Uri(endpoint)));

    [Theory]
    [InlineData("https://openai.azure.com")] // no resource
    [InlineData("https://.openai.azure.com.evil.example")]
    [InlineData("https://lab.openai.azure.com.evil.example")]
    [InlineData("https://lab.openai.azure.com-evil.example")]
    [InlineData("https://labopenai.azure.com")]
    [InlineData("https://xopenai.azure.com")]
    [InlineData("https://lab.xopenai.azure.com")]
    [InlineData("https://lab-openai.azure.com")]
    [InlineData("https://lab.openai.azure.co")]
    [InlineData("https://lab.openai.azure.com.")] // a trailing dot
    [InlineData("https://lab.openai.azure.com:8443")]
    [InlineData("https://lab.openai.azure.com:80")]
    [InlineData("http://lab.openai.azure.com")]
    [InlineData("wss://lab.openai.azure.com")]
    [InlineData("https://user@lab.openai.azure.com")]
    [InlineData("https://lab.openai.azure.com@evil.example")]
    [InlineData("https://lab.openai.azure.com:443@evil.example")]
    [InlineData("https://evil.example/lab.openai.azure.com")]
    [InlineData("https://evil.example?lab.openai.azure.com")]
    [InlineData("https://evil.example#lab.openai.azure.com")]
    [InlineData("https://lab.openai.azure.com%2eevil.example")]
    [InlineData("https://evil.example\\.openai.azure.com")]
    [InlineData("https://lab.open\u0430i.azure.com")] // a Cyrillic a
    [InlineData("https://lab.xn--openi-8ve.azure.com")] // the same in punycode
    [InlineData("https://lab.openai.\u0430zure.com")]
    [InlineData("https://lab.cognitiveservices.azure.com.evil.example")]
    [InlineData("https://cognitiveservices.azure.com")]
    [InlineData("https://labcognitiveservices.azure.com")]
    [InlineData("https://eastus.api.cognitive.microsoft.com")] // a region's host, which takes keys only
    [InlineData("https://lab.services.ai.azure.com.evil.example")]
    [InlineData("https://services.ai.azure.com")]
    [InlineData("https://lab.services.ai.azure.net")]
    [InlineData("https://lab.ai.azure.com")]
    [InlineData("https://lab.azure.com")]
    [InlineData("https://lab.azurewebsites.net")]
    [InlineData("https://lab.azure-api.net")] // anyone's gateway
    [InlineData("https://lab.openai.azure.us")] // sovereign clouds, whose tokens are others
    [InlineData("https://lab.openai.azure.cn")]
    [InlineData("https://lab.cognitiveservices.azure.us")]
    [InlineData("https://lab.cognitiveservices.azure.cn")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://[::1]")]
    [InlineData("https://20.0.0.1")]
    public void Contains_AnyOtherAddress_IsFalse(string endpoint) =>
        Assert.False(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && AzureOpenAIHosts.Contains(uri));

    [Fact]
    public void Contains_RelativeAddress_IsFalse() => Assert.False(AzureOpenAIHosts.Contains(new Uri("lab.openai.azure.com", UriKind.Relative)));
}
