using System.Text.Json;
using CsCheck;
using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

public sealed class ModelKeyTests
{
    /// <summary>The kinds with a key. An interpolation has none: its models have keys of the kind <c>clip</c>.</summary>
    private static readonly string[] Kinds = [.. ModelKinds.All.Where(kind => kind != ModelKinds.Interpolation)];

    private static readonly ModelKeyContext Context = new("ab12", 7, "0123456789ab", "run-01234567");

    private static readonly ModelManifest OpenAI = new()
    {
        Id = "gpt", Kind = "openai", Model = "gpt-5", Deployment = "gpt-5-east", ApiKeySecret = "openai-key", Endpoint = new Uri("https://host.example/v1"),
        Generation = new GenerationManifest { Temperature = 0.5, TopP = 0.9, MaxOutputTokens = 64, Seed = 3 },
    };

    /// <summary>If one of these keys changes, responses that users have paid for are no longer found.</summary>
    [Theory]
    [InlineData("openai", "2254ec84c1ca666759e54d6c")]
    [InlineData("azure-openai", "4acf3d9e4203ace1f0d833da")]
    [InlineData("anthropic", "65c589bff54b7729eb15e91b")]
    [InlineData("gemini", "4f6a30d6b6755bf5539e7844")]
    [InlineData("clip", "c9202ce5534fb289575ca682")]
    [InlineData("random", "2b2a7e4e8aa45cccb4d6bea3")]
    [InlineData("majority", "8fbecd4a34997f0635d98017")]
    public void Of_EachKind_IsPinned(string kind, string key) => Assert.Equal(key, ModelKey.Of(OpenAI with { Kind = kind }, Context));

    /// <summary>Sums of 8-bit exports could saturate under the earlier key. Such responses must not be used as exact ones.</summary>
    [Fact]
    public void Of_EightBitExport_IsNotTheKeyOfSaturatedAnswers() =>
        Assert.NotEqual("36df6b49c903550bcdcc436c", ModelKey.Of(OpenAI with { Kind = "clip", Precision = "int8" }, Context));

    [Fact]
    public void Of_ProvidersOwnEndpoint_IsTheSameWrittenOut()
    {
        var own = ModelKey.Of(OpenAI with { Endpoint = null }, Context);

        Assert.Equal(own, ModelKey.Of(OpenAI with { Endpoint = new Uri("https://api.openai.com/v1") }, Context));
        Assert.Equal(own, ModelKey.Of(OpenAI with { Endpoint = new Uri("https://API.openai.com:443/v1/") }, Context));
        Assert.NotEqual(own, ModelKey.Of(OpenAI, Context));
    }

    [Fact]
    public void Of_WhatCannotChangeAnAnswer_DoesNotMatter() =>
        Gen.Select(Gen.OneOf([.. Kinds]), Gen.String, Gen.Int[1, 1024], Gen.Double[0.1, 3600], Gen.Decimal, Gen.Int[1, 1024])
            .Select(Gen.Int, Gen.String, (model, seed, text) => (model, seed, text))
            .Sample(sample =>
            {
                var ((kind, id, concurrency, timeout, price, batch), _, text) = sample;
                var model = OpenAI with { Kind = kind };
                var other = model with
                {
                    Id = id, ApiKeySecret = text, MaxConcurrency = concurrency, RequestsPerMinute = timeout, TokensPerMinute = timeout, TimeoutSeconds = timeout, BatchSize = batch,
                    UsdPerMillionInputTokens = price, UsdPerMillionOutputTokens = price, TopLogprobs = batch,
                };
                Assert.Equal(ModelKey.Of(model, Context), ModelKey.Of(other, Context with { RunId = text }));
            });

    [Fact]
    public void Of_ThreadsAndEmptyTemplates_DoNotMatter() =>
        Assert.Equal(Of("clip", Context), ModelKey.Of(OpenAI with { Kind = "clip", Threads = 3, Templates = [] }, Context));

    [Fact]
    public void Of_ContextOfOtherKinds_DoesNotMatter()
    {
        var other = new ModelKeyContext("cd34", 8, "ba9876543210", "other-76543210");

        Assert.Equal(ModelKey.Of(OpenAI, Context), ModelKey.Of(OpenAI, other));
        Assert.Equal(Of("clip", Context), Of("clip", other with { SourceSha256 = Context.SourceSha256 }));
        Assert.Equal(Of("random", Context), Of("random", other with { Seed = Context.Seed }));
        Assert.Equal(Of("majority", Context), Of("majority", other with { DatasetRevision = Context.DatasetRevision }));
        Assert.NotEqual(Of("clip", Context), Of("clip", Context with { SourceSha256 = "cd34" }));
        Assert.NotEqual(Of("random", Context), Of("random", Context with { Seed = 8 }));
        Assert.NotEqual(Of("majority", Context), Of("majority", Context with { DatasetRevision = "ba9876543210" }));
    }

    [Fact]
    public void Of_Fresh_StartsALogPerRun()
    {
        foreach (var kind in Kinds)
        {
            var fresh = OpenAI with { Kind = kind, Fresh = true };
            Assert.NotEqual(Of(kind, Context), ModelKey.Of(fresh, Context));
            Assert.Equal(ModelKey.Of(fresh, Context), ModelKey.Of(fresh, Context));
            Assert.NotEqual(ModelKey.Of(fresh, Context), ModelKey.Of(fresh, Context with { RunId = "run-76543210" }));
        }
    }

    [Fact]
    public void Of_WhatCanChangeAnAnswer_GivesAnotherKey()
    {
        var generation = OpenAI.Generation;
        ModelManifest[] models =
        [
            OpenAI,
            OpenAI with { Model = "gpt-5-mini" },
            OpenAI with { Endpoint = new Uri("http://host.example/v1") },
            OpenAI with { Endpoint = new Uri("https://host.example:8443/v1") },
            OpenAI with { Endpoint = new Uri("https://host.example/v2") },
            OpenAI with { Generation = generation with { Temperature = 0 } },
            OpenAI with { Generation = generation with { Temperature = null } },
            OpenAI with { Generation = generation with { TopP = null } },
            OpenAI with { Generation = generation with { TopP = 0.5, Temperature = 0.9 } },
            OpenAI with { Generation = generation with { MaxOutputTokens = 65 } },
            OpenAI with { Generation = generation with { Seed = null } },
            OpenAI with { Generation = generation with { Seed = 4 } },
            OpenAI with { Generation = generation with { ReasoningEffort = "low" } },
            OpenAI with { Generation = generation with { ReasoningEffort = "high" } },
            OpenAI with { MaxTokensField = "max_tokens" },
            OpenAI with { Request = new() { System = "You are a pathologist." } },
            OpenAI with { Request = new() { Prompt = "You are a pathologist." } },
            OpenAI with { Request = new() { Detail = "low" } },
            OpenAI with { Request = new() { ExtraBody = Json("""{"top_k":1}""") } },
            OpenAI with { Request = new() { ExtraBody = Json("""{"top_k":2}""") } },
            OpenAI with { Request = new() { ChatTemplate = Json("""{"top_k":1}""") } },
            OpenAI with { Request = new() { Headers = Headers("X-Route", "a") } },
            OpenAI with { Request = new() { Headers = Headers("X-Route", "b") } },
            OpenAI with { Request = new() { Headers = Headers("X-Other", "a") } },
            OpenAI with { Request = new() { Headers = Headers("X-Route", "secret:a") } },
            OpenAI with { Request = new() { ResponseFormat = new(Json("""{"a":1,"b":2}"""), "answer") } },
            OpenAI with { Request = new() { ResponseFormat = new(Json("""{"b":2,"a":1}"""), "answer") } },
            OpenAI with { Request = new() { ResponseFormat = new(Json("""{"a":1,"b":2}"""), "choice") } },
            OpenAI with { Kind = "azure-openai" },
            OpenAI with { Kind = "azure-openai", Deployment = "gpt-5-west" },
            OpenAI with { Api = "responses" },
            OpenAI with { Kind = "azure-openai", Api = "responses" },
            OpenAI with { Kind = "azure-openai", ApiVersion = "2024-10-21" },
            OpenAI with { Kind = "azure-openai", ApiVersion = "2025-04-01-preview" },
            OpenAI with { Kind = "anthropic" },
            OpenAI with { Kind = "anthropic", Model = "claude" },
            OpenAI with { Kind = "anthropic", Model = "claude", Platform = "foundry" },
            OpenAI with { Kind = "anthropic", Model = "claude", Platform = "bedrock", Location = "us-east-1", Endpoint = null },
            OpenAI with { Kind = "anthropic", Model = "claude", Platform = "bedrock", Location = "us-west-2", Endpoint = null },
            OpenAI with { Kind = "gemini", Model = "g", Platform = "vertex", Project = "p", Endpoint = null },
            OpenAI with { Kind = "gemini", Model = "g", Platform = "vertex", Project = "p", Location = "us", Endpoint = null },
            OpenAI with { Kind = "gemini", Model = "g", Platform = "vertex", Project = "q", Endpoint = null },
            OpenAI with { Kind = "gemini" },
            OpenAI with { Kind = "random" },
            OpenAI with { Kind = "majority" },
            OpenAI with { Kind = "clip" },
            OpenAI with { Kind = "clip", Precision = "fp16" },
            OpenAI with { Kind = "clip", Precision = "int8" },
            OpenAI with { Kind = "clip", Templates = ["a {class}"] },
            OpenAI with { Kind = "clip", Templates = ["a {class}", "b {class}"] },
            OpenAI with { Kind = "clip", Templates = ["b {class}", "a {class}"] },
        ];

        Assert.Equal(models.Length, models.Select(model => ModelKey.Of(model, Context)).Distinct().Count());
        Assert.All(models, model => Assert.Matches("^[0-9a-f]{24}$", ModelKey.Of(model, Context)));
    }

    [Fact]
    public void Of_HeaderWithASecret_HasItsNameButNotThatOfTheSecret() => Assert.Equal(
        ModelKey.Of(OpenAI with { Request = new() { Headers = Headers("X-Route-Token", "secret:a") } }, Context),
        ModelKey.Of(OpenAI with { Request = new() { Headers = Headers("x-route-token", "secret:b") } }, Context));

    [Fact]
    public void Of_TwoModelNames_NeverCollide() => Gen.Select(Gen.String, Gen.String).Sample((a, b) =>
        Assert.Equal(a == b, ModelKey.Of(OpenAI with { Model = a }, Context) == ModelKey.Of(OpenAI with { Model = b }, Context)));

    [Fact]
    public void Of_NegativeZero_IsZero() => Assert.Equal(
        ModelKey.Of(OpenAI with { Generation = new GenerationManifest { Temperature = 0.0 } }, Context),
        ModelKey.Of(OpenAI with { Generation = new GenerationManifest { Temperature = -0.0 } }, Context));

    [Fact]
    public void Of_ClipWithoutHash_Throws() => Assert.Throws<ArgumentException>(
        () => ModelKey.Of(OpenAI with { Kind = "clip", Endpoint = null }, Context with { SourceSha256 = null }));

    [Fact]
    public void Of_UnknownKind_Throws() => Assert.Throws<ArgumentException>(() => Of("other", Context));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static Dictionary<string, string> Headers(string name, string value) => new() { [name] = value };

    private static string Of(string kind, ModelKeyContext context) => ModelKey.Of(OpenAI with { Kind = kind }, context);
}
