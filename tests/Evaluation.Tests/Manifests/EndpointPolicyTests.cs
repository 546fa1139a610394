using CsCheck;
using MuBench.Endpoints;
using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

public sealed class EndpointPolicyTests
{
    private const string Listed = "https://*.openai.azure.com;http://127.0.0.1:*; https://qwen.internal ;https://gpu.example:8443;https://[2001:db8::1]";

    [Theory]
    [InlineData("https://anywhere.example/v1")]
    [InlineData("https://10.0.0.1/v1")]
    [InlineData("http://127.0.0.1:8000/v1")]
    [InlineData("http://127.1.2.3/v1")]
    [InlineData("http://localhost:11434/v1")]
    [InlineData("http://LOCALHOST/v1")]
    [InlineData("http://[::1]:8000/v1")]
    [InlineData("http://[::ffff:127.0.0.1]/v1")]
    [InlineData("http://2130706433/v1")]
    [InlineData("http://0x7f.1/v1")]
    [InlineData("http://0177.0.0.1/v1")]
    public void ForCli_NothingListed_AllowsHttpsAndThisMachine(string endpoint) => AssertAllows(EndpointPolicy.ForCli(null), endpoint);

    [Theory]
    [InlineData("http://anywhere.example/v1")]
    [InlineData("http://127.0.0.1.nip.io/v1")]
    [InlineData("http://localhost.evil.example/v1")]
    [InlineData("http://notlocalhost/v1")]
    [InlineData("http://0.0.0.0/v1")]
    [InlineData("http://10.0.0.1/v1")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://[fe80::1]/v1")]
    [InlineData("http://3232235777/v1")]
    [InlineData("http://１92.168.0.1/v1")]
    public void ForCli_NothingListed_RefusesOpenHttp(string endpoint) => AssertRefuses(EndpointPolicy.ForCli(" "), endpoint, EndpointPolicy.Setting);

    [Theory]
    [InlineData("ftp://host/v1", "begins with")]
    [InlineData("file:///etc/passwd", "begins with")]
    [InlineData("https://user@host/v1", "'@'")]
    [InlineData("https://user:password@host/v1", "'@'")]
    [InlineData("https://@host/v1", "'@'")]
    [InlineData("https://api.openai.com@evil.example/v1", "'@'")]
    [InlineData("https://host/v1?api-version=1", "'?'")]
    [InlineData("https://host/v1?", "'?'")]
    [InlineData("https://host/v1#x", "'#'")]
    [InlineData("https://api.openai.com./v1", "dot")]
    [InlineData("https://localhost./v1", "dot")]
    public void Allows_AddressThatNoPolicyTakes_IsRefused(string endpoint, string words)
    {
        AssertRefuses(EndpointPolicy.ForCli(null), endpoint, words);
        AssertRefuses(EndpointPolicy.ForCli("https://*;http://*"), endpoint, words);
        AssertRefuses(EndpointPolicy.ForService(null), endpoint, words);
    }

    [Fact]
    public void Allows_RelativeAddress_IsRefused() =>
        Assert.False(EndpointPolicy.ForCli(null).Allows(new Uri("v1", UriKind.Relative), out _));

    [Theory]
    [InlineData("https://x.openai.azure.com/openai/v1")]
    [InlineData("https://X.OpenAI.Azure.com:443/")]
    [InlineData("https://a.b.openai.azure.com")]
    [InlineData("http://127.0.0.1/v1")]
    [InlineData("http://127.0.0.1:8000/v1")]
    [InlineData("http://0x7f000001:8000/v1")]
    [InlineData("https://qwen.internal/v1")]
    [InlineData("https://gpu.example:8443/v1")]
    [InlineData("https://[2001:db8:0:0::1]/v1")]
    public void ForCli_Listed_AllowsIt(string endpoint) => AssertAllows(EndpointPolicy.ForCli(Listed), endpoint);

    [Theory]
    [InlineData("https://openai.azure.com/v1")]
    [InlineData("https://evilopenai.azure.com/v1")]
    [InlineData("https://x.openai.azure.com.evil.example/v1")]
    [InlineData("https://x.openai.azure.com:8443/v1")]
    [InlineData("http://x.openai.azure.com/v1")]
    [InlineData("https://127.0.0.1/v1")]
    [InlineData("http://127.0.0.2/v1")]
    [InlineData("http://localhost/v1")]
    [InlineData("http://127.0.0.1.nip.io/v1")]
    [InlineData("http://[::ffff:127.0.0.1]/v1")]
    [InlineData("https://qwen.internal:8000/v1")]
    [InlineData("https://gpu.example/v1")]
    [InlineData("https://[2001:db8::2]/v1")]
    [InlineData("https://api.openai.com/v1")]
    public void ForCli_Listed_RefusesEverythingElse(string endpoint) => AssertRefuses(EndpointPolicy.ForCli(Listed), endpoint, "not an allowed endpoint");

    [Theory]
    [InlineData("https://api.openai.com/v1")]
    [InlineData("https://API.OPENAI.COM/v1")]
    [InlineData("https://x.openai.azure.com/openai/v1")]
    [InlineData("https://x.services.ai.azure.com/anthropic")]
    [InlineData("https://x.services.ai.azure.com/openai/v1")]
    [InlineData("https://x.cognitiveservices.azure.com/openai/v1")]
    [InlineData("https://api.anthropic.com/v1")]
    [InlineData("https://generativelanguage.googleapis.com/v1beta/openai")]
    public void ForService_Providers_AreAllowed(string endpoint) => AssertAllows(EndpointPolicy.ForService(null), endpoint);

    [Theory]
    [InlineData("https://api.openai.com.evil.example/v1")]
    [InlineData("https://evil.example/api.openai.com")]
    [InlineData("https://services.ai.azure.com/openai/v1")]
    [InlineData("https://x.services.ai.azure.com.evil.example/v1")]
    [InlineData("https://xcognitiveservices.azure.com/v1")]
    [InlineData("https://apі.openai.com/v1")] // a Cyrillic i
    [InlineData("https://xn--ap-jla.openai.com/v1")]
    [InlineData("https://api.openai.com:8443/v1")]
    [InlineData("http://api.openai.com/v1")]
    [InlineData("https://localhost/v1")]
    [InlineData("http://localhost/v1")]
    [InlineData("https://127.0.0.1/v1")]
    [InlineData("https://2130706433/v1")]
    [InlineData("https://10.0.0.1/v1")]
    [InlineData("https://192.168.0.1/v1")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("https://[::1]/v1")]
    [InlineData("https://[fe80::1%25eth0]/v1")]
    [InlineData("https://[fd00::1]/v1")]
    [InlineData("https://[::ffff:169.254.169.254]/v1")]
    [InlineData("https://qwen.internal/v1")]
    public void ForService_AnythingElse_IsRefused(string endpoint) => AssertRefuses(EndpointPolicy.ForService(null), endpoint, "not an allowed endpoint");

    [Theory]
    [InlineData("https://localhost/v1")]
    [InlineData("https://x.localhost/v1")]
    [InlineData("https://127.0.0.1/v1")]
    [InlineData("https://10.0.0.1/v1")]
    [InlineData("https://169.254.169.254/v1")]
    [InlineData("https://[::1]/v1")]
    [InlineData("https://8.8.8.8/v1")]
    public void ForService_WildcardListed_StandsForPublicNamesOnly(string endpoint)
    {
        AssertRefuses(EndpointPolicy.ForService("https://*;https://*.localhost:*"), endpoint, "not an allowed endpoint");
        AssertAllows(EndpointPolicy.ForService("https://*"), "https://anywhere.example/v1");
    }

    [Theory]
    [InlineData("https://10.0.0.1", "https://10.0.0.1/v1")]
    [InlineData("https://qwen.internal:*", "https://qwen.internal:8000/v1")]
    [InlineData("http://127.0.0.1:*", "http://127.0.0.1:9000/v1")]
    [InlineData("http://localhost:8000", "http://localhost:8000/v1")]
    public void ForService_ListedItself_IsAllowed(string setting, string endpoint) => AssertAllows(EndpointPolicy.ForService(setting), endpoint);

    [Theory]
    [InlineData("http://qwen.internal")]
    [InlineData("http://*")]
    [InlineData("http://*.localhost")]
    [InlineData("http://10.0.0.1:8000")]
    public void ForService_OpenHttpListed_IsAFault(string setting) =>
        Assert.Contains("over https", Assert.Throws<UserException>(() => EndpointPolicy.ForService(setting)).Message);

    [Theory]
    [InlineData("https://qwen.internal/v1", "https://qwen.internal/v1")]
    [InlineData("http://10.0.0.1:8000", "http://10.0.0.1:8000")]
    [InlineData("qwen.internal", "qwen.internal")]
    public void ForService_OneBadEntryAmongOthers_IsNamedAndTheOthersCount(string bad, string named)
    {
        var refused = new List<string>();

        var policy = EndpointPolicy.ForService($"https://first.example;{bad}; https://last.example", refused.Add);

        Assert.Contains($"'{named}'", Assert.Single(refused));
        Assert.Contains(EndpointPolicy.Setting, refused[0]);
        AssertAllows(policy, "https://first.example/v1");
        AssertAllows(policy, "https://last.example/v1");
        AssertRefuses(policy, "https://qwen.internal/v1", "not an allowed endpoint");
    }

    [Fact]
    public void ForService_EntryWithAPassword_IsNamedWithoutIt()
    {
        var refused = new List<string>();
        EndpointPolicy.ForService("https://user:canary@host.example", refused.Add);
        Assert.Contains("@host.example", Assert.Single(refused));
        Assert.DoesNotContain("canary", refused[0]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData(" ; ")]
    public void ForService_NothingListed_AllowsTheProviders(string? setting) => AssertAllows(EndpointPolicy.ForService(setting), "https://api.openai.com/v1");

    [Theory]
    [InlineData(";")]
    [InlineData("*")]
    [InlineData("api.openai.com")]
    [InlineData("ftp://host")]
    [InlineData("https://")]
    [InlineData("https://*.")]
    [InlineData("https://a.*.example")]
    [InlineData("https://*a.example")]
    [InlineData("https://host/v1")]
    [InlineData("https://host:0")]
    [InlineData("https://host:x")]
    [InlineData("https://host:99999")]
    [InlineData("https://user@host")]
    [InlineData("https://host.")]
    [InlineData("https://*.10.0.0.1")]
    [InlineData("https://ok.example;https://a b")]
    public void ForCli_UnreadablePattern_IsAFaultThatNamesTheSetting(string setting) =>
        Assert.Contains(EndpointPolicy.Setting, Assert.Throws<UserException>(() => EndpointPolicy.ForCli(setting)).Message);

    [Fact]
    public void Allows_Refused_NamesTheAsciiHostAndWhatIsAllowed()
    {
        EndpointPolicy.ForCli("https://*.example:*;https://[::1]:8443;http://127.0.0.1").Allows(new Uri("https://apі.openai.com:444/v1/secret-path"), out var reason);

        Assert.Contains("'https://xn--ap-", reason);
        Assert.Contains(".openai.com:444'", reason);
        Assert.Contains("https://*.example:*, https://[::1]:8443, http://127.0.0.1)", reason);
        Assert.DoesNotContain("secret-path", reason);
    }

    [Fact]
    public void Allows_AnyAddress_NeverThrows() => Gen.Select(Gen.OneOf("https://", "http://"), Gen.String).Sample((scheme, rest) =>
    {
        if (Uri.TryCreate(scheme + rest, UriKind.Absolute, out var endpoint))
            Assert.Equal(EndpointPolicy.ForService(Listed).Allows(endpoint, out var reason), reason.Length == 0);
    });

    [Theory]
    [InlineData("models[1].endpoint", "\"http://qwen.internal/v1\"", "$.models[1].endpoint", "is not this machine")]
    [InlineData("models[1].endpoint", "\"qwen.internal/v1\"", "$.models[1].endpoint", "is 'https://' missing?")]
    [InlineData("models[1].endpoint", "\"https://qwen internal/v1\"", "$.models[1].endpoint", "no spaces")]
    [InlineData("models[1].endpoint", "\"https:\\\\\\\\qwen\"", "$.models[1].endpoint", "'\\'")]
    [InlineData("models[1].endpoint", "7", "$.models[1].endpoint", "found a number")]
    public void Read_EndpointThatThePolicyRefuses_IsAFaultOfTheField(string path, string json, string faultPath, string words)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(ManifestSample.With(path, json));

        var fault = Assert.Single(ManifestReader.Read(bytes, EndpointPolicy.ForCli(null)).Faults);

        Assert.Equal(faultPath, fault.Path);
        Assert.Contains(words, fault.Message);
    }

    [Fact]
    public void Read_ProvidersOwnEndpointNotListed_IsAFaultOfTheAbsentField()
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(ManifestSample.Full);

        var fault = Assert.Single(ManifestReader.Read(bytes, EndpointPolicy.ForCli("https://qwen.internal")).Faults);

        Assert.Equal("$.models[0].endpoint", fault.Path);
        Assert.Contains("https://api.openai.com/v1 would be asked", fault.Message);
    }

    private static void AssertAllows(EndpointPolicy policy, string endpoint)
    {
        Assert.True(policy.Allows(new Uri(endpoint), out var reason), reason);
        Assert.Empty(reason);
    }

    private static void AssertRefuses(EndpointPolicy policy, string endpoint, string words)
    {
        Assert.False(policy.Allows(new Uri(endpoint), out var reason));
        Assert.Contains(words, reason);
    }
}
