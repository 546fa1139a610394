using System.Text.RegularExpressions;
using MuBench.Manifests;
using MuBench.Manifests.Prices;
using MuBench.Manifests.Requests;

namespace MuBench.Money;

/// <summary>Chooses the token rule of a model's images. <c>docs/money.md</c> describes each rule and its source.</summary>
internal static partial class TokenRules
{
    private static readonly Uri OpenAISource = new("https://developers.openai.com/api/docs/guides/images-vision");
    private static readonly Uri AnthropicSource = new("https://platform.claude.com/docs/en/build-with-claude/vision");
    private static readonly Uri GeminiSource = new("https://ai.google.dev/gemini-api/docs/tokens");
    private static readonly Uri GeminiResolutionSource = new("https://ai.google.dev/gemini-api/docs/media-resolution");

    /// <summary>Longest side of an image with detail low, in pixels.</summary>
    private const int LowEdge = 512;

    private static readonly TokenRule Guess =
        new("28-pixel patches, a guess: this model's rule is unknown", null, (width, height) => Math.Min(PatchTokens.Cover(width, height, 28), 16_384));

    /// <summary>The rule of a model.</summary>
    public static TokenRule Of(ModelManifest model)
    {
        // The provider's rule also applies if only the price is taken from another name.
        var name = (ModelPrices.RuleNameOf(model) ?? "").ToLowerInvariant();
        var isLow = model.Request?.Detail == ImageDetails.Low;
        return Patches(name, isLow) ?? Tiles(name, isLow) ?? Claude(name) ?? Gemini(name) ?? (model.Kind switch
        {
            ModelKinds.Anthropic => Claude("claude-"),
            ModelKinds.Gemini => Gemini("gemini-"),
            _ => null,
        }) ?? Guess;
    }

    /// <summary>OpenAI, patches of 32 pixels. With detail low the image is first scaled down to 512 pixels.</summary>
    private static TokenRule? Patches(string name, bool isLow)
    {
        var (budget, multiplier) = name switch
        {
            _ when StartsWithAny(name, "gpt-4.1-mini", "gpt-5-mini") => (1536, 1.62),
            _ when StartsWithAny(name, "gpt-4.1-nano", "gpt-5-nano") => (1536, 2.46),
            _ when StartsWithAny(name, "o4-mini") => (1536, 1.72),
            _ when StartsWithAny(name, "gpt-5.2", "gpt-5.3") => (1536, 1.2),
            _ when LaterThanGpt53().IsMatch(name) => (2500, 1.2),
            _ => (0, 0),
        };
        return budget == 0 ? null : new TokenRule(
            FormattableString.Invariant($"OpenAI's 32-pixel patches, at most {budget}, times {multiplier}{(isLow ? ", detail low" : "")}"),
            OpenAISource,
            (width, height) => PatchTokens.OpenAI(width, height, budget, isLow ? LowEdge : 2048, multiplier));
    }

    /// <summary>OpenAI, tiles of 512 pixels. With detail low an image costs the base alone.</summary>
    private static TokenRule? Tiles(string name, bool isLow)
    {
        var (baseTokens, tileTokens) = name switch
        {
            _ when StartsWithAny(name, "gpt-4o-mini") => (2833, 5667),
            _ when StartsWithAny(name, "gpt-4o", "chatgpt-4o", "gpt-4.1", "gpt-4.5", "gpt-4-turbo") => (85, 170),
            _ when StartsWithAny(name, "gpt-5.1", "gpt-5-") || name == "gpt-5" => (70, 140),
            _ when StartsWithAny(name, "o1", "o3") => (75, 150),
            _ => (0, 0),
        };
        if (baseTokens > 0 && isLow)
            return new TokenRule($"OpenAI's {baseTokens} tokens per image, detail low", OpenAISource, (_, _) => baseTokens);
        return baseTokens == 0 ? null : new TokenRule(
            $"OpenAI's 512-pixel tiles, {baseTokens} + {tileTokens} each",
            OpenAISource,
            (width, height) => TileTokens.OpenAI(width, height, baseTokens, tileTokens));
    }

    private static TokenRule? Claude(string name)
    {
        if (!StartsWithAny(name, "claude-"))
            return null;
        var (edge, most) = HighResolution().IsMatch(name) ? (2576, 4784) : (1568, 1568);
        return new TokenRule(
            $"Anthropic's 28-pixel patches, at most {edge} pixels and {most} tokens", AnthropicSource, (width, height) => PatchTokens.Anthropic(width, height, edge, most));
    }

    private static TokenRule? Gemini(string name) => name switch
    {
        _ when StartsWithAny(name, "gemini-1", "gemini-2") => new TokenRule("Gemini's tiles of 258 tokens", GeminiSource, TileTokens.Gemini),
        _ when StartsWithAny(name, "gemini-", "models/gemini-") => new TokenRule("Gemini 3's 1,120 tokens per image", GeminiResolutionSource, (_, _) => 1120),
        _ => null,
    };

    private static bool StartsWithAny(string name, params ReadOnlySpan<string> starts)
    {
        foreach (var start in starts)
        {
            if (name.StartsWith(start, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"^gpt-(5\.([4-9]|[1-9]\d)|[6-9]|[1-9]\d)", RegexOptions.CultureInvariant)]
    private static partial Regex LaterThanGpt53();

    [GeneratedRegex(@"^claude-(opus-(4-[7-9]|[5-9])|(sonnet|haiku|fable|mythos)-[5-9])", RegexOptions.CultureInvariant)]
    private static partial Regex HighResolution();
}
