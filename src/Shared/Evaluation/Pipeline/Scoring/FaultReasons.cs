using MuBench.Models;
using MuBench.Responses;

namespace MuBench.Pipeline.Scoring;

/// <summary>The questions of a model that failed in a run, with their reasons.</summary>
internal sealed class FaultReasons(IEnumerable<QuestionFault> faults)
{
    private readonly Dictionary<string, string> _reasons = faults
        .GroupBy(fault => fault.Key, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First().Reason, StringComparer.Ordinal);

    /// <summary>Why a question failed in one of its prompt variants; null if none failed.</summary>
    public string? Of(IReadOnlyList<PromptVariant> variants)
    {
        foreach (var variant in variants)
        {
            if (_reasons.TryGetValue(variant.Key, out var reason))
                return reason;
        }

        return null;
    }
}
