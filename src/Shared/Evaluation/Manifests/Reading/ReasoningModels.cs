using System.Text.RegularExpressions;

namespace MuBench.Manifests.Reading;

/// <summary>Finds out from names and settings which models reason before they answer, and the consequences.</summary>
internal static partial class ReasoningModels
{
    /// <summary>Whether a model rejects a call with a temperature.</summary>
    public static bool TakesNoSampling(ModelManifest model) => model.Kind switch
    {
        ModelKinds.Anthropic => true,
        ModelKinds.AzureOpenAI => model.Deployment is { } deployment && IsOfOpenAI(deployment),
        // At other endpoints a name says nothing about the accepted parameters.
        ModelKinds.OpenAI => (model.Endpoint ?? ModelKinds.OpenAIEndpoint).IdnHost == ModelKinds.OpenAIEndpoint.IdnHost
            && model.Model is { } name && IsOfOpenAI(name),
        _ => false,
    };

    /// <summary>Why OpenAI refuses to give log-probabilities of a model, with the remedy; null if it is not known to refuse.</summary>
    /// <remarks>
    /// From GPT-5.1 on, a model does not reason unless the request asks for it, and then gives them. As with <see cref="TakesNoSampling"/>, a name says nothing
    /// at other endpoints, which find out at the first call.
    /// </remarks>
    public static string? LogprobsRefusal(ModelManifest model)
    {
        if (model.Kind == ModelKinds.Anthropic || !TakesNoSampling(model))
            return null;
        var name = model.Deployment ?? model.Model!;
        if (AlwaysReasoning().IsMatch(name))
            return $"OpenAI gives no log-probabilities of models that reason, and '{name}' always does; leave it out, or ask a model that can answer without reasoning";
        return model.Generation.ReasoningEffort is null or ReasoningEfforts.None
            ? null
            : $"OpenAI gives no log-probabilities of models that reason; leave it out, or set \"reasoningEffort\": \"{ReasoningEfforts.None}\" in the 'generation' of '{model.Id}'";
    }

    /// <summary>Tokens that a model needs for reasoning and its answer; null if it is not known to reason.</summary>
    /// <remarks>
    /// A model whose manifest sets a reasoning effort reasons; the patterns are names of families that reason by
    /// default. The name counts at any server, and so does the name in <c>pricedAs</c>. A limit that is too high costs
    /// nothing, because it is only an upper bound.
    /// </remarks>
    public static int? OutputTokens(ModelManifest model)
    {
        var effort = model.Generation.ReasoningEffort;
        if (!ModelKinds.IsGenerative(model.Kind) || effort == ReasoningEfforts.None)
            return null;
        // Bedrock puts the maker, and often a region, before the name: us.anthropic.claude-sonnet-5-5.
        var name = model.Platform == ModelPlatforms.Bedrock ? model.Model?[(model.Model.LastIndexOf("anthropic.", StringComparison.Ordinal) is >= 0 and var at ? at + "anthropic.".Length : 0)..] : model.Model;
        var names = (string?[])[name, model.Deployment, model.PricedAs];
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

    // GPT-5 without a further number, and the models whose only mode is to reason.
    [GeneratedRegex("^(o[1-9](?![0-9])|gpt-?5(?![.0-9]))|-(pro|codex)([-_.]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AlwaysReasoning();

    // From the fifth generation on, these models reason unless the request disables it.
    [GeneratedRegex("^claude-[a-z]+-([5-9]|[1-9][0-9])(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Claude();

    // 2.5 Flash-Lite reasons only on request.
    [GeneratedRegex("^gemini-(2\\.5-(?!flash-lite)|[3-9](?![0-9]))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Gemini();

    [GeneratedRegex("(^|[-_.])(thinking|reasoning|reasoner|qwq|qvq|gpt-oss|magistral)([-_.0-9:]|$)|deepseek-r[1-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OpenWeights();
}
