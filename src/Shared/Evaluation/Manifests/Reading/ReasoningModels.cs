using System.Text.RegularExpressions;

namespace MuBench.Manifests.Reading;

/// <summary>Which models reason before they answer, as far as their names and settings say, and what follows from that.</summary>
internal static partial class ReasoningModels
{
    /// <summary>Whether a model answers a call that has a temperature with an error.</summary>
    public static bool TakesNoSampling(ModelManifest model) => model.Kind switch
    {
        ModelKinds.Anthropic => true,
        ModelKinds.AzureOpenAI => model.Deployment is { } deployment && IsOfOpenAI(deployment),
        // Elsewhere a name says nothing of what the server takes.
        ModelKinds.OpenAI => (model.Endpoint ?? ModelKinds.OpenAIEndpoint).IdnHost == ModelKinds.OpenAIEndpoint.IdnHost
            && model.Model is { } name && IsOfOpenAI(name),
        _ => false,
    };

    /// <summary>Tokens that a model needs for what it reasons and its answer; null where it is not known to reason.</summary>
    /// <remarks>
    /// Any model that is told how much to reason does; the names are of families that reason without being told. A name at
    /// any server counts, and the one that the price is of: a limit that turns out too high costs nothing, for it is a
    /// bound and not an amount.
    /// </remarks>
    public static int? OutputTokens(ModelManifest model)
    {
        var effort = model.Generation.ReasoningEffort;
        if (!ModelKinds.IsGenerative(model.Kind) || effort == ReasoningEfforts.None)
            return null;
        var names = (string?[])[model.Model, model.Deployment, model.PricedAs];
        return effort is not null || names.Any(name => name is not null && IsKnown(name)) ? OutputTokensAt(effort) : null;
    }

    private static int OutputTokensAt(string? effort) => effort switch
    {
        ReasoningEfforts.Minimal => 1_000,
        ReasoningEfforts.Low => 2_000,
        ReasoningEfforts.High => 16_000,
        ReasoningEfforts.ExtraHigh => 32_000,
        _ => 8_000,
    };

    // Gateways and model hubs put the maker before the name: openai/gpt-5, Qwen/Qwen3-VL-8B-Thinking.
    private static bool IsKnown(string name) => name[(name.LastIndexOf('/') + 1)..] is var last
        && (IsOfOpenAI(last) || Claude().IsMatch(last) || Gemini().IsMatch(last) || OpenWeights().IsMatch(last));

    private static bool IsOfOpenAI(string name) => OpenAI().IsMatch(name) && !name.Contains("-chat", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^(o[1-9]|gpt-?[5-9])(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OpenAI();

    // From the fifth generation on they think unless told not to.
    [GeneratedRegex("^claude-[a-z]+-([5-9]|[1-9][0-9])(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Claude();

    // 2.5 Flash-Lite reasons on request only.
    [GeneratedRegex("^gemini-(2\\.5-(?!flash-lite)|[3-9](?![0-9]))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Gemini();

    [GeneratedRegex("(^|[-_.])(thinking|reasoning|reasoner|qwq|qvq|gpt-oss|magistral)([-_.0-9:]|$)|deepseek-r[1-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OpenWeights();
}
