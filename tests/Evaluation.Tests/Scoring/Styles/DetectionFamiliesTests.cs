using MuBench.Manifests;
using MuBench.Scoring.Styles;

namespace MuBench.Tests.Scoring.Styles;

public sealed class DetectionFamiliesTests
{
    [Theory]
    [InlineData("openai", "google/paligemma-3b-mix-224", "paligemma")]
    [InlineData("openai", "Qwen/Qwen-VL-Chat", "qwen-vl")]
    [InlineData("openai", "Qwen/Qwen2.5-VL-7B-Instruct", "qwen2.5-vl")]
    [InlineData("openai", "Qwen/Qwen3-VL-8B-Instruct", "qwen3-vl")]
    [InlineData("openai", "qwen-vl-max", "json")]
    [InlineData("openai", "gpt-5", "json")]
    [InlineData("anthropic", "claude-sonnet-5-5", "json")]
    [InlineData("gemini", "gemini-3-pro", "gemini")]
    public void Of_Name_IsTakenOnlyWhereItIsCertain(string kind, string model, string family)
    {
        var manifest = new ModelManifest { Id = "m", Kind = kind, Model = model };
        Assert.Equal(family, DetectionFamilies.Of(manifest));
        Assert.Equal("qwen-vl", DetectionFamilies.Of(manifest with { Detection = "qwen-vl" }));
    }

    // The authors' prompts, byte for byte: generative_inference_detection.py uses the dataset's name of the class.
    [Fact]
    public void PromptOf_AuthorsFamilies_IsTheirs()
    {
        Assert.Equal("detect H2B-mCherry", DetectionPrompts.PromptOf("paligemma", "H2B-mCherry"));
        Assert.Equal("segment H2B-mCherry; H2B-mCherry", DetectionPrompts.SecondPromptOf("paligemma", "H2B-mCherry"));
        Assert.Equal("Detect H2B-mCherry", DetectionPrompts.PromptOf("qwen-vl", "H2B-mCherry"));
    }

    [Fact]
    public void PromptOf_EveryFamily_NamesTheClassInWordsOfItsOwn()
    {
        var prompts = DetectionFamilies.All.Select(family => DetectionPrompts.PromptOf(family, "red blood cell")).ToList();
        Assert.All(prompts, prompt => Assert.Contains("red blood cell", prompt, StringComparison.Ordinal));
        // Responses are stored by prompt, so families with different parsers must not share a prompt.
        Assert.Equal(prompts.Count, prompts.Distinct(StringComparer.Ordinal).Count());
        Assert.All(DetectionFamilies.All, family => Assert.NotNull(DetectionPrompts.ParserOf(family)));
        Assert.Equal(["paligemma"], DetectionFamilies.All.Where(family => DetectionPrompts.SecondPromptOf(family, "x") is not null));
    }
}
