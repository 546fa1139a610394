using MuBench.Models;
using MuBench.Responses;

namespace MuBench.Pipeline.Scoring;

/// <summary>Finds the responses to the prompt variants of one question in a response log.</summary>
internal static class VariantResponses
{
    /// <summary>
    /// The response that counts: that of the first variant, or, if it is empty and another variant follows, that of the
    /// next one. Null if it is missing.
    /// </summary>
    public static ResponseRecord? Scored(IReadOnlyList<PromptVariant> variants, IReadOnlyDictionary<string, ResponseRecord> records) =>
        variants.Count == 0 || records.GetValueOrDefault(variants[0].Key) is not { } first ? null
        : variants is [_, { } next, ..] && next.IsDueAfter(first) ? records.GetValueOrDefault(next.Key)
        : first;

    /// <summary>The responses for which calls were made.</summary>
    public static IEnumerable<ResponseRecord> Answered(IReadOnlyList<PromptVariant> variants, IReadOnlyDictionary<string, ResponseRecord> records) => variants
        .Where((variant, index) => index == 0 || variant.IsAfterEmptyResponse)
        .Select(variant => records.GetValueOrDefault(variant.Key))
        .OfType<ResponseRecord>();
}
