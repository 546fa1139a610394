using MuBench.Models;
using MuBench.Responses;

namespace MuBench.Pipeline.Scoring;

/// <summary>Finds the answers to the forms of one question among those of a response log.</summary>
internal static class VariantResponses
{
    /// <summary>The answer that counts: the first form's, or where that is empty and another follows, that one's. Null where it is not there.</summary>
    public static ResponseRecord? Scored(IReadOnlyList<PromptVariant> forms, IReadOnlyDictionary<string, ResponseRecord> records) =>
        forms.Count == 0 || records.GetValueOrDefault(forms[0].Key) is not { } first ? null
        : forms is [_, { } next, ..] && next.IsDueAfter(first) ? records.GetValueOrDefault(next.Key)
        : first;

    /// <summary>The answers that calls were made for.</summary>
    public static IEnumerable<ResponseRecord> Answered(IReadOnlyList<PromptVariant> forms, IReadOnlyDictionary<string, ResponseRecord> records) => forms
        .Where((form, index) => index == 0 || form.IsAfterEmptyResponse)
        .Select(form => records.GetValueOrDefault(form.Key))
        .OfType<ResponseRecord>();
}
