using MuBench.Endpoints;
using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

/// <summary>The manifest's fields for hosted models of each provider.</summary>
public sealed class ProviderManifestTests
{
    [Fact]
    public void Read_EachProvider_HasItsFields()
    {
        Assert.Equal(
            new ModelManifest { Id = "m", Kind = "azure-openai", Endpoint = new Uri("https://x.openai.azure.com"), Deployment = "gpt-4o" },
            Model("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com", "deployment": "gpt-4o" }"""));
        Assert.Equal(
            new ModelManifest { Id = "m", Kind = "anthropic", Model = "claude", ApiKeySecret = "k", Generation = new() { Temperature = null, ReasoningEffort = "none" } },
            Model("""{ "id": "m", "kind": "anthropic", "model": "claude", "apiKey": "secret:k", "generation": { "reasoningEffort": "none" } }"""));
        Assert.Equal(
            new ModelManifest { Id = "m", Kind = "anthropic", Platform = "foundry", Endpoint = new Uri("https://x.services.ai.azure.com"), Model = "claude", Generation = new() { Temperature = null } },
            Model("""{ "id": "m", "kind": "anthropic", "platform": "foundry", "endpoint": "https://x.services.ai.azure.com", "model": "claude" }"""));
        Assert.Null(Model("""{ "id": "m", "kind": "anthropic", "platform": "anthropic", "model": "claude", "apiKey": "secret:k" }""").Platform);
        Assert.Equal(
            new ModelManifest { Id = "m", Kind = "gemini", Model = "gemini-3-pro", ApiKeySecret = "k", TimeoutSeconds = 60 },
            Model("""{ "id": "m", "kind": "gemini", "model": "gemini-3-pro", "apiKey": "secret:k", "timeout": "1m" }"""));
        Assert.Equal("max_tokens", Model("""{ "id": "m", "kind": "openai", "model": "x", "endpoint": "http://127.0.0.1/v1", "maxTokensField": "max_tokens" }""").MaxTokensField);
        Assert.Null(Model("""{ "id": "m", "kind": "openai", "model": "x", "endpoint": "http://127.0.0.1/v1", "maxTokensField": "max_completion_tokens" }""").MaxTokensField);
    }

    [Theory]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "deployment": "d" }""", "$.models[0].endpoint", "is required")]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com" }""", "$.models[0].deployment", "is required")]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com", "deployment": "a/b" }""", "$.models[0].deployment", "1 to 64")]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com", "deployment": "d", "model": "gpt-4o" }""", "$.models[0].model", "has no field 'model'")]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://evil.example", "deployment": "d" }""", "$.models[0].endpoint", "an Entra token would be sent")]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "endpoint": "http://x.openai.azure.com", "deployment": "d" }""", "$.models[0].endpoint", "over https")]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com:8443", "deployment": "d" }""", "$.models[0].endpoint", "an Entra token")]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com.evil.example", "deployment": "d" }""", "$.models[0].endpoint", "an Entra token")]
    [InlineData("""{ "id": "m", "kind": "anthropic", "model": "claude" }""", "$.models[0].apiKey", "is required at https://api.anthropic.com")]
    [InlineData("""{ "id": "m", "kind": "anthropic", "platform": "foundry", "model": "claude" }""", "$.models[0].endpoint", "is required")]
    [InlineData("""{ "id": "m", "kind": "anthropic", "platform": "foundry", "model": "claude", "endpoint": "https://x.services.ai.azure.com.evil.example" }""", "$.models[0].endpoint", "an Entra token would be sent")]
    [InlineData("""{ "id": "m", "kind": "anthropic", "platform": "foundry", "model": "claude", "endpoint": "https://x.services.ai.azure.com", "delivery": "batch" }""", "$.models[0].delivery", "no batches for the platform 'foundry'")]
    [InlineData("""{ "id": "m", "kind": "anthropic", "platform": "azure", "model": "claude", "apiKey": "secret:k" }""", "$.models[0].platform", "'foundry'")]
    [InlineData("""{ "id": "m", "kind": "openai", "platform": "foundry", "model": "x", "apiKey": "secret:k" }""", "$.models[0].platform", "it is a field of kind 'anthropic' or 'gemini'")]
    [InlineData("""{ "id": "m", "kind": "gemini", "platform": "vertex", "model": "g" }""", "$.models[0].project", "is required")]
    [InlineData("""{ "id": "m", "kind": "gemini", "platform": "vertex", "project": "p", "model": "g", "delivery": "batch" }""", "$.models[0].delivery", "'vertex'")]
    [InlineData("""{ "id": "m", "kind": "gemini", "platform": "vertex", "project": "p", "model": "g", "endpoint": "https://gateway.example/v1" }""", "$.models[0].endpoint", "a token of a Google identity would be sent")]
    [InlineData("""{ "id": "m", "kind": "gemini", "project": "p", "model": "g", "apiKey": "secret:k" }""", "$.models[0].project", "goes with \"platform\": \"vertex\"")]
    [InlineData("""{ "id": "m", "kind": "gemini", "platform": "vertex", "project": "P/../q", "model": "g" }""", "$.models[0].project", "lower-case letters")]
    [InlineData("""{ "id": "m", "kind": "anthropic", "platform": "bedrock", "model": "c" }""", "$.models[0].location", "is required")]
    [InlineData("""{ "id": "m", "kind": "anthropic", "platform": "bedrock", "location": "us-east-1", "model": "c", "endpoint": "https://bedrock-runtime.s3.amazonaws.com" }""", "$.models[0].endpoint", "a request signed by an AWS identity")]
    [InlineData("""{ "id": "m", "kind": "anthropic", "platform": "bedrock", "location": "us-east-1@evil", "model": "c" }""", "$.models[0].location", "an AWS region")]
    [InlineData("""{ "id": "m", "kind": "gemini", "model": "gemini" }""", "$.models[0].apiKey", "is required at https://generativelanguage.googleapis.com/v1beta")]
    [InlineData("""{ "id": "m", "kind": "anthropic", "model": "claude", "apiKey": "secret:k", "generation": { "temperature": 0 } }""", "$.models[0].generation.temperature", "has no such setting")]
    [InlineData("""{ "id": "m", "kind": "anthropic", "model": "claude", "apiKey": "secret:k", "generation": { "seed": 1 } }""", "$.models[0].generation.seed", "has no such setting")]
    [InlineData("""{ "id": "m", "kind": "anthropic", "model": "claude", "apiKey": "secret:k", "generation": { "reasoningEffort": "minimal" } }""", "$.models[0].generation", "have no reasoningEffort 'minimal'")]
    [InlineData("""{ "id": "m", "kind": "gemini", "model": "g", "apiKey": "secret:k", "generation": { "reasoningEffort": "xhigh" } }""", "$.models[0].generation", "'high'")]
    [InlineData("""{ "id": "m", "kind": "gemini", "model": "g", "apiKey": "secret:k", "reasoningEffort": "low" }""", "$.models[0].reasoningEffort", "belongs in 'generation'")]
    [InlineData("""{ "id": "m", "kind": "gemini", "model": "g", "apiKey": "secret:k", "maxTokensField": "max_tokens" }""", "$.models[0].maxTokensField", "it is a field of kind 'openai'")]
    [InlineData("""{ "id": "m", "kind": "anthropic", "model": "claude", "apiKey": "secret:k", "logprobs": true }""", "$.models[0].logprobs", "gives no log-probabilities: leave it out")]
    [InlineData("""{ "id": "m", "kind": "clip", "source": "models/x", "logprobs": true }""", "$.models[0].logprobs", "computed from its similarities: leave it out")]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com", "deployment": "d", "apiVersion": "latest" }""", "$.models[0].apiVersion", "'v1' or a dated version such as '2024-10-21'")]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "d", "apiKey": "secret:k", "apiVersion": "v1" }""", "$.models[0].apiVersion", "it is a field of kind 'azure-openai'")]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "d", "apiKey": "secret:k", "api": "responses", "generation": { "seed": 1 } }""", "$.models[0].generation.seed", "the Responses API has no seed")]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "d", "apiKey": "secret:k", "api": "responses", "maxTokensField": "max_tokens" }""", "$.models[0].maxTokensField", "a field of chat completions")]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "d", "apiKey": "secret:k", "api": "responses", "extraBody": { "store": true } }""", "$.models[0].extraBody.store", "nothing is stored")]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com", "deployment": "d", "api": "responses", "apiVersion": "2024-10-21" }""", "$.models[0].apiVersion", "has no Responses API")]
    [InlineData("""{ "id": "m", "kind": "random", "logprobs": true }""", "$.models[0].logprobs", "it is a field of kind 'openai', 'azure-openai' or 'gemini'. Leave it out")]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "o4-mini", "apiKey": "secret:k", "logprobs": true }""", "$.models[0].logprobs", "'o4-mini' always does; leave it out")]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-5-mini-2025-08-07", "apiKey": "secret:k", "logprobs": 5 }""", "$.models[0].logprobs", "OpenAI gives no log-probabilities of models that reason")]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-5.2", "apiKey": "secret:k", "generation": { "reasoningEffort": "low" }, "logprobs": true }""", "$.models[0].logprobs", "set \"reasoningEffort\": \"none\" in the 'generation' of 'm'")]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com", "deployment": "o3", "logprobs": true }""", "$.models[0].logprobs", "'o3' always does")]
    [InlineData("""{ "id": "m", "kind": "gemini", "model": "g", "apiKey": "secret:k", "logprobs": 21 }""", "$.models[0].logprobs", "a whole number from 1 to 20; found 21")]
    [InlineData("""{ "id": "m", "kind": "gemini", "model": "g", "apiKey": "secret:k", "logprobs": "yes" }""", "$.models[0].logprobs", "expected true")]
    public void Read_WrongField_IsAFault(string model, string path, string words)
    {
        var fault = Assert.Single(ManifestSample.Read(Whole(model, "")).Faults);

        Assert.Equal(path, fault.Path);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", 10)]
    [InlineData("false", null)]
    [InlineData("5", 5)]
    [InlineData("2e1", 20)]
    public void Read_Logprobs_IsTheNumberOfTokensToAskFor(string value, int? expected)
    {
        Assert.Equal(expected, Model($$"""{ "id": "m", "kind": "openai", "model": "x", "apiKey": "secret:k", "logprobs": {{value}} }""").TopLogprobs);
        Assert.Equal(expected, Model($$"""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com", "deployment": "d", "logprobs": {{value}} }""").TopLogprobs);
        Assert.Equal(expected, Model($$"""{ "id": "m", "kind": "gemini", "model": "g", "apiKey": "secret:k", "logprobs": {{value}} }""").TopLogprobs);
    }

    [Theory]
    [InlineData("gpt-5", "", null)]
    [InlineData("gpt-5", """, "api": "responses" """, "responses")]
    [InlineData("gpt-5-pro", "", "responses")]
    [InlineData("gpt-5.2-pro-2025-12-11", "", "responses")]
    [InlineData("o3-pro", "", "responses")]
    [InlineData("o3-pro", """, "api": "chat" """, null)]
    [InlineData("gpt-5-pro-like", """, "endpoint": "https://gateway.example/v1" """, null)]
    public void Read_Api_IsResponsesWhereAModelHasNothingElse(string model, string more, string? expected) =>
        Assert.Equal(expected, Model($$"""{ "id": "m", "kind": "openai", "model": "{{model}}", "apiKey": "secret:k" {{more}} }""").Api);

    [Theory]
    [InlineData("v1", null)]
    [InlineData("2024-10-21", "2024-10-21")]
    [InlineData("2025-04-01-preview", "2025-04-01-preview")]
    public void Read_ApiVersion_IsNullForV1(string text, string? expected) => Assert.Equal(
        expected, Model($$"""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com", "deployment": "d", "apiVersion": "{{text}}" }""").ApiVersion);

    [Theory]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-4.1-mini", "apiKey": "secret:k", "logprobs": true }""")]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-5.2", "apiKey": "secret:k", "logprobs": true }""")]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-5.2", "apiKey": "secret:k", "generation": { "reasoningEffort": "none" }, "logprobs": true }""")]
    [InlineData("""{ "id": "m", "kind": "openai", "endpoint": "https://gateway.example/v1", "model": "gpt-5", "logprobs": true }""")]
    public void Read_LogprobsOfAModelThatNeedNotReason_AreAskedFor(string model) => Assert.Equal(10, Model(model).TopLogprobs);

    [Fact]
    public void Read_AzureWithAKey_MayBeBehindAGatewayOfAnotherName() =>
        Assert.Equal("gateway.example", Model("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://gateway.example", "deployment": "d", "apiKey": "secret:k" }""").Endpoint!.Host);

    /// <summary>The manifest's common settings apply to models that accept them. A model's own settings are always sent.</summary>
    [Theory]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-5-mini", "apiKey": "secret:k" }""", null)]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "o3", "apiKey": "secret:k" }""", null)]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "o4-mini-2025-04-16", "apiKey": "secret:k", "endpoint": "https://api.openai.com/v1" }""", null)]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com", "deployment": "gpt-5.1" }""", null)]
    [InlineData("""{ "id": "m", "kind": "azure-openai", "endpoint": "https://x.openai.azure.com", "deployment": "gpt-35-turbo" }""", 0.3)]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-5-chat-latest", "apiKey": "secret:k" }""", 0.3)]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-4o", "apiKey": "secret:k" }""", 0.3)]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-4o", "apiKey": "secret:k", "generation": { "temperature": 1 } }""", 1.0)]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-5", "apiKey": "secret:k", "generation": { "temperature": 1 } }""", 1.0)]
    [InlineData("""{ "id": "m", "kind": "openai", "model": "gpt-5", "endpoint": "https://router.example/v1" }""", 0.3)]
    [InlineData("""{ "id": "m", "kind": "gemini", "model": "gemini", "apiKey": "secret:k" }""", 0.3)]
    [InlineData("""{ "id": "m", "kind": "anthropic", "model": "claude", "apiKey": "secret:k" }""", null)]
    public void Read_ManifestsTemperature_IsForModelsThatTakeOne(string model, double? expected) =>
        Assert.Equal(expected, Model(model, """, "generation": { "temperature": 0.3, "topP": 0.5, "seed": 3 }""").Generation.Temperature);

    [Theory]
    [InlineData("https://x.openai.azure.com", true)]
    [InlineData("https://x.cognitiveservices.azure.com/openai/v1", true)]
    [InlineData("https://X.Services.AI.Azure.com", true)]
    [InlineData("https://openai.azure.com", false)]
    [InlineData("https://.openai.azure.com.evil.example", false)]
    [InlineData("http://x.openai.azure.com", false)]
    [InlineData("https://x.openai.azure.com:444", false)]
    [InlineData("https://evilopenai.azure.com", false)]
    public void AzureOpenAIHosts_Contain_KnowsItsOwn(string endpoint, bool expected) =>
        Assert.Equal(expected, Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && AzureOpenAIHosts.Contains(uri));

    private static ModelManifest Model(string model, string more = "")
    {
        var reading = ManifestSample.Read(Whole(model, more));
        Assert.Empty(reading.Faults);
        return Assert.Single(reading.Manifest!.Models);
    }

    private static string Whole(string model, string more) => $$"""{ "name": "a", "benchmark": { "dataset": "d" }, "models": [ {{model}} ] {{more}} }""";
}
