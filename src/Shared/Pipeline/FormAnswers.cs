using MuBench.Models;
using MuBench.Responses;

namespace MuBench.Pipeline;

/// <summary>Finds the answers to the forms of one question among those of a response log.</summary>
internal static class FormAnswers
{
    /// <summary>The answer that counts: the first form's, or where that is empty and another follows, that one's. Null where it is not there.</summary>
    public static ResponseRecord? Scored(IReadOnlyList<QuestionForm> forms, IReadOnlyDictionary<string, ResponseRecord> records) =>
        forms.Count == 0 || records.GetValueOrDefault(forms[0].Key) is not { } first ? null
        : forms is [_, { } next, ..] && next.Follows(first) ? records.GetValueOrDefault(next.Key)
        : first;

    /// <summary>The answers that calls were made for.</summary>
    public static IEnumerable<ResponseRecord> Answered(IReadOnlyList<QuestionForm> forms, IReadOnlyDictionary<string, ResponseRecord> records) => forms
        .Where((form, index) => index == 0 || form.AfterEmptyReply)
        .Select(form => records.GetValueOrDefault(form.Key))
        .OfType<ResponseRecord>();
}
