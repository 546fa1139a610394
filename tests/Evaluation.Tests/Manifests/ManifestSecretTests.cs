using System.Text.Json;
using CsCheck;
using MuBench.Endpoints;
using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

/// <summary>A key in a manifest is never repeated in a message.</summary>
public sealed class ManifestSecretTests
{
    private const string Key = "sk-proj-CANARY0123456789abcdefABCDEF";

    // Invented keys in the formats of OpenAI, Anthropic, OpenRouter, Google, Hugging Face, Azure OpenAI (two), AWS and GitHub, a
    // JWT and base64.
    private static readonly string[] Keys =
    [
        "sk-abcd1234", Key, "sk-ant-api03-Zk3vQ9wXr7Tn-_Lm5Bp2", "sk-or-v1-0a1b2c3d4e5f60718293a4b5c6d7e8f9", "AIzaSyD4fGh7Jk2LmNpQr9StVwXyZ0aBcDeFgHi",
        "hf_AbCdEfGhIjKlMnOpQrStUvWxYz012345", "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "9xQm4TzR7wKp2LsVb8NcYd3HfGj6AeUi5oXt1ZqWr0PkMvBn", "AKIAIOSFODNN7EXAMPL2",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N", "kXp7Qw9Zr2Tn5Lm8Bv3C/x6Fh1Jd4Gs0AyEuIo+Pq==",
    ];

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
    [InlineData("$schema")]
    [InlineData("name")]
    [InlineData("nonce")]
    [InlineData("benchmark.dataset")]
    [InlineData("models[0].id")]
    [InlineData("models[0].model")]
    [InlineData("models[2].source")]
    [InlineData("models[2].templates")]
    [InlineData("gate[0].task")]
    public void Read_KeyInAnyField_IsAFaultThere(string path)
    {
        foreach (var key in Keys)
        {
            var (json, at) = path.EndsWith("templates", StringComparison.Ordinal) ? ($"[\"{key} {{class}}\"]", $"$.{path}[0]") : ($"\"{key}\"", $"$.{path}");
            var faults = ManifestSample.Read(ManifestSample.With(path, json)).Faults;
            Assert.Contains(faults, fault => fault.Path == at && fault.Message.StartsWith("looks like a key", StringComparison.Ordinal));
            Assert.All(faults, fault => Assert.DoesNotContain(key[^8..], fault.ToString(), StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("$schema", "https://CANARY:pass@host/schema.json")]
    [InlineData("benchmark.dataset", "https://user:CANARY@host/data")]
    [InlineData("models[2].source", "https://CANARY@host/models")]
    [InlineData("models[2].source", "https://host/models?sv=1&sig=CANARY")]
    [InlineData("models[0].model", "https://user:p@CANARY@host")]
    [InlineData("nonce", "see http://user:CANARY@host/x")]
    public void Read_CredentialsInAnyAddress_AreAFaultAndNotRepeated(string path, string value)
    {
        var faults = ManifestSample.Read(ManifestSample.With(path, $"\"{value}\"")).Faults;

        Assert.Contains(faults, fault => fault.Path == $"$.{path}");
        Assert.All(faults, fault => Assert.DoesNotContain("CANARY", fault.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("models[0].model", "ft:gpt-4o-mini-2024-07-18:my-lab:microscopy-2026:AbC123xY")]
    [InlineData("models[0].model", "laion/CLIP-ViT-bigG-14-laion2B-39B-b160k")]
    [InlineData("models[0].model", "Qwen/Qwen2.5-VL-72B-Instruct-AWQ@f9a0c0e8e8b84f3d8d3f7c1b2a4e5d6f70819203")]
    [InlineData("models[0].model", "microsoft/BiomedCLIP-PubMedBERT_256-vit_base_patch16_224")]
    [InlineData("models[0].model", "gpt4oVisionMicroscopyProductionEastUnitedStates2")]
    [InlineData("models[2].source", "models/interpolated/0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0")]
    [InlineData("models[0].apiKey", "secret:xai-key")]
    [InlineData("nonce", "3f9c1d7b-52e8-4a60-9d1e-0b7f6a5c4d3e")]
    [InlineData("nonce", "see https://example.org/runs?page=2")]
    [InlineData("$schema", "https://raw.githubusercontent.com/lab/mubench/main/schema/manifest.schema.json")]
    public void Read_LongNames_AreNoKeys(string path, string value) =>
        Assert.Empty(ManifestSample.Read(ManifestSample.With(path, $"\"{value}\"")).Faults);

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
