using MuBench.Datasets.Release;
using MuBench.Hub;

namespace MuBench.Tests.Hub;

public sealed class HubAccessTests
{
    [Fact]
    public void Of_NothingSaid_IsTheHubWithoutAToken()
    {
        var access = HubAccess.Of(null, null, _ => null);
        Assert.True(access.IsHub);
        Assert.Null(access.Token);
        Assert.Equal(
            "https://huggingface.co/datasets/jnirschl/uBench/resolve/3f2c5b590bc7a208d5b60f3527ce4c76a331aa2b/perception/0.1.0/ubench-test-00000-of-00007.arrow",
            ReleaseDownload.AddressOf(OfficialRelease.Description, OfficialRelease.Description.Files[0], access).AbsoluteUri);
    }

    [Fact]
    public void Of_DefaultToken_GoesToTheHubAndNotToAMirror()
    {
        string? Environment(string name) => name == "HF_TOKEN" ? "hf_value" : null;
        Assert.Equal(new HubToken("HF_TOKEN", "hf_value"), HubAccess.Of(null, null, Environment).Token);
        Assert.Null(HubAccess.Of("https://mirror.lab.example", null, Environment).Token);
        Assert.Equal("hf_value", HubAccess.Of("https://mirror.lab.example", "secret:HF_TOKEN", Environment).Token!.Value);
    }

    [Fact]
    public void Of_Mirror_IsTheOptionElseTheVariableAndKeepsItsPath()
    {
        string? Environment(string name) => name == "HF_ENDPOINT" ? "https://nexus.lab.example/repository/hf/" : null;
        Assert.StartsWith(
            "https://nexus.lab.example/repository/hf/datasets/jnirschl/uBench/resolve/",
            ReleaseDownload.AddressOf(OfficialRelease.Description, OfficialRelease.Description.Files[0], HubAccess.Of(null, null, Environment)).AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("https://other.example/", HubAccess.Of("https://other.example", null, Environment).Endpoint.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://mirror.lab.example", "http is only for this machine")]
    [InlineData("https://user:word@mirror.lab.example", "no user name or password")]
    [InlineData("mirror.lab.example", "begins with 'https://'")]
    public void Of_AddressThatCannotBeUsed_SaysWhy(string mirror, string reason)
    {
        var fault = Assert.Throws<UserException>(() => HubAccess.Of(mirror, null, _ => null));
        Assert.StartsWith("--mirror is not the address of a mirror: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("word", fault.Message.Replace("password", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TokenItselfOrUnsetSecret_IsRefusedWithoutRepeatingIt()
    {
        var fault = Assert.Throws<UserException>(() => HubAccess.Of(null, "hf_abcdefghijklmnopqrstuvwx", _ => null));
        Assert.Contains("name of a secret", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hf_abc", fault.Message, StringComparison.Ordinal);
        Assert.Contains("HUB_TOKEN", Assert.Throws<UserException>(() => HubAccess.Of(null, "secret:hub-token", _ => null)).Message, StringComparison.Ordinal);
    }
}
