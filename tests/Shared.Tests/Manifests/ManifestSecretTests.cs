using System.Text.Json;
using CsCheck;
using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

/// <summary>A key that someone writes into a manifest is never repeated in what is said about it.</summary>
public sealed class ManifestSecretTests
{
    private const string Key = "sk-proj-CANARY0123456789abcdefABCDEF";

    [Fact]
    public void Read_SecretReference_IsTakenWithoutItsPrefix() =>
        Assert.Equal("openai-key", ManifestSample.Read(ManifestSample.Full).Manifest!.Models[0].ApiKeySecret);

    [Theory]
    [InlineData("\"" + Key + "\"")]
    [InlineData("\"secret:" + Key + "\"")]
    [InlineData("\"secret: openai-key CANARY\"")]
    [InlineData("\"SECRET:openai-CANARY\"")]
    [InlineData("\"CANARY\"")]
    [InlineData("[\"CANARY\"]")]
    [InlineData("{\"value\":\"CANARY\"}")]
    public void Read_LiteralKey_IsRefusedWithoutEcho(string json)
    {
        var fault = ManifestSample.FaultWith("models[0].apiKey", json);

        Assert.Equal("$.models[0].apiKey", fault.Path);
        Assert.Contains("secret", fault.Message);
        Assert.DoesNotContain("CANARY", fault.Message);
    }

    [Fact]
    public void Read_LiteralKey_IsTellingHowANameResolves() =>
        Assert.Contains("as written, else upper-cased with '_' for '-'", ManifestSample.FaultWith("models[0].apiKey", "\"abc\"").Message);

    [Fact]
    public void Read_AnyTextAsKey_IsNeverRepeated() => Gen.String[Gen.Char['!', '~'], 24, 60].Sample(key =>
    {
        var reading = ManifestSample.Read(ManifestSample.With("models[0].apiKey", JsonSerializer.Serialize(key)));
        Assert.All(reading.Faults, fault => Assert.DoesNotContain(key[..8], fault.ToString(), StringComparison.Ordinal));
    });

    [Theory]
    [InlineData("name")]
    [InlineData("nonce")]
    [InlineData("failAbove")]
    [InlineData("benchmark.dataset")]
    [InlineData("benchmark.tasks[0]")]
    [InlineData("benchmark.protocol")]
    [InlineData("models[0]")]
    [InlineData("models[0].kind")]
    [InlineData("models[0].timeout")]
    [InlineData("models[0].price.inputPerMillion")]
    [InlineData("models[0].api_key")]
    [InlineData("models[2].source")]
    [InlineData("models[2].apiKey")]
    [InlineData("generation.temperature")]
    [InlineData("gate[0].model")]
    [InlineData("gate[0].task")]
    [InlineData(Key)]
    [InlineData("models[0]." + Key)]
    public void Read_KeyInAnotherPlace_IsNotRepeated(string path)
    {
        foreach (var key in new[] { Key, "0123456789abcdef0123456789CANARY", "Bearer CANARY", "hf_CANARY" })
            Assert.All(ManifestSample.Read(ManifestSample.With(path, $"\"{key}\"")).Faults, fault => Assert.DoesNotContain("CANARY", fault.ToString()));
    }

    [Theory]
    [InlineData("https://user:CANARY@host/v1")]
    [InlineData("https://CANARY@host/v1")]
    [InlineData("https://host/v1?key=CANARY")]
    [InlineData("https://host/v1#CANARY")]
    [InlineData("https://host:CANARY/v1")]
    [InlineData("host/v1?key=CANARY")]
    [InlineData("ftp://host/CANARY")]
    public void Read_KeyInEndpoint_IsNotRepeated(string endpoint)
    {
        var fault = Assert.Single(ManifestReader.Read(
            System.Text.Encoding.UTF8.GetBytes(ManifestSample.With("models[1].endpoint", $"\"{endpoint}\"")), EndpointPolicy.ForService(null)).Faults);

        Assert.Equal("$.models[1].endpoint", fault.Path);
        Assert.DoesNotContain("CANARY", fault.Message);
    }

    [Theory]
    [InlineData("nCANARY")]
    [InlineData("CANARY")]
    [InlineData("'CANARY'")]
    [InlineData("\"CANARY")]
    [InlineData("\"\\CANARY\"")]
    [InlineData("0CANARY")]
    public void Read_KeyThatBreaksTheJson_IsNotRepeated(string literal)
    {
        var fault = Assert.Single(ManifestSample.Read(ManifestSample.Full.Replace("\"secret:openai-key\"", literal, StringComparison.Ordinal)).Faults);

        Assert.DoesNotContain("CANARY", fault.Message);
        Assert.Contains("line 7", fault.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"https://api.openai.com/v1\"")]
    [InlineData("\"https://API.openai.com\"")]
    public void Read_ProvidersOwnEndpointWithoutKey_AsksForOne(string? endpoint)
    {
        var fault = ManifestSample.FaultWith("models[1].endpoint", endpoint);

        Assert.Equal("$.models[1].apiKey", fault.Path);
        Assert.StartsWith("is required at https://api.openai.com/v1", fault.Message);
    }
}
