using MuBench.Models;
using MuBench.Responses;

namespace MuBench.Pipeline.Scoring;

/// <summary>Which questions of a model failed in a run, and why.</summary>
internal sealed class FaultReasons(IEnumerable<QuestionFault> faults)
{
    private readonly Dictionary<string, string> _reasons = faults
        .GroupBy(fault => fault.Key, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First().Reason, StringComparer.Ordinal);

    /// <summary>Why a question failed in one of its forms; null where none did.</summary>
    public string? Of(IReadOnlyList<PromptVariant> forms)
    {
        foreach (var form in forms)
        {
            if (_reasons.TryGetValue(form.Key, out var reason))
                return reason;
        }

        return null;
    }
}
