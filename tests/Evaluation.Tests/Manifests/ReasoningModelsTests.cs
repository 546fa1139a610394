using MuBench.Manifests;
using MuBench.Manifests.Reading;
using MuBench.Pipeline.Planning;

namespace MuBench.Tests.Manifests;

public sealed class ReasoningModelsTests
{
    [Theory]
    [InlineData("openai", "gpt-5-mini", null, 8000)]
    [InlineData("openai", "gpt-5-mini", "low", 2000)]
    [InlineData("openai", "gpt-5-mini", "xhigh", 32000)]
    [InlineData("openai", "gpt-5-mini", "none", null)]
    [InlineData("openai", "gpt-5-chat-latest", null, null)]
    [InlineData("openai", "gpt-4o", null, null)]
    [InlineData("openai", "gpt-4o", "high", 16000)]
    [InlineData("openai", "o3", null, 8000)]
    [InlineData("openai", "openai/gpt-5", null, 8000)]
    [InlineData("openai", "Qwen/Qwen3-VL-8B-Thinking", null, 8000)]
    [InlineData("openai", "Qwen/Qwen2.5-VL-7B-Instruct", null, null)]
    [InlineData("openai", "deepseek-ai/DeepSeek-R1", null, 8000)]
    [InlineData("anthropic", "claude-sonnet-5-5", null, 8000)]
    [InlineData("anthropic", "claude-opus-5", null, 8000)]
    [InlineData("anthropic", "claude-opus-4-5", null, null)]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929", "medium", 8000)]
    [InlineData("gemini", "gemini-3-pro", null, 8000)]
    [InlineData("gemini", "gemini-2.5-flash", null, 8000)]
    [InlineData("gemini", "gemini-2.5-flash-lite", null, null)]
    [InlineData("gemini", "gemini-2.0-flash", null, null)]
    public void OutputTokens_KnownFamiliesAndEfforts_NeedRoom(string kind, string model, string? effort, int? expected) =>
        Assert.Equal(expected, ReasoningModels.OutputTokens(new ModelManifest { Id = "m", Kind = kind, Model = model, Generation = new GenerationManifest { ReasoningEffort = effort } }));

    [Theory]
    [InlineData("o4-mini-prod", null, 8000)]
    [InlineData("vision", "gpt-5", 8000)]
    [InlineData("vision", "gpt-4o", null)]
    public void OutputTokens_Deployment_GoesByItsNameOrByWhatItIsPricedAs(string deployment, string? pricedAs, int? expected) =>
        Assert.Equal(expected, ReasoningModels.OutputTokens(new ModelManifest { Id = "m", Kind = ModelKinds.AzureOpenAI, Deployment = deployment, PricedAs = pricedAs }));

    [Theory]
    [InlineData("gpt-5", null, 8000)]
    [InlineData("gpt-5", 64, 64)]
    [InlineData("gpt-4o", null, 128)]
    public void Fill_ReasoningModel_HasASufficientLimitUnlessTheManifestSetsOne(string model, int? set, int expected)
    {
        var filled = OutputLimits.Fill(new ModelManifest { Id = "m", Kind = ModelKinds.OpenAI, Model = model, Generation = new GenerationManifest { MaxOutputTokens = set } }, ["lettered"]);

        Assert.Equal(expected, filled.Generation.MaxOutputTokens);
    }
}
