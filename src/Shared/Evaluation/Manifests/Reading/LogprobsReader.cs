using System.Text.Json;
using MuBench.Manifests.Reading.Fields;
using MuBench.Naming;

namespace MuBench.Manifests.Reading;

/// <summary>Reads whether a model is asked for log-probabilities, and of how many tokens.</summary>
internal static class LogprobsReader
{
    /// <summary>The number of the authors of μ-Bench.</summary>
    public const int DefaultTop = 10;

    /// <summary>The maximum number of OpenAI and Google.</summary>
    public const int MaxTop = 20;

    public static readonly MixedField Logprobs = new("logprobs", $"true (the {DefaultTop} most probable tokens), false or a whole number from 1 to {MaxTop}");

    /// <summary>The number of most probable tokens to ask for; null to ask for none.</summary>
    public static int? Read(JsonObjectReader reader)
    {
        if (reader.Value(Logprobs) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean() ? DefaultTop : null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsInteger(number) && number is >= 1 and <= MaxTop)
            return (int)number;
        reader.Fault(Logprobs, $"expected {Logprobs.Expected}; found {ManifestText.Found(value)}");
        return null;
    }

    /// <summary>What to do on a kind that has no log-probabilities.</summary>
    public static string Remedy(string? kind) => kind switch
    {
        ModelKinds.Anthropic => ". Anthropic's API gives no log-probabilities: leave it out",
        ModelKinds.Clip or ModelKinds.Interpolation => ". The confidence of a contrastive model is computed from its similarities: leave it out",
        _ => ". Leave it out",
    };
}
