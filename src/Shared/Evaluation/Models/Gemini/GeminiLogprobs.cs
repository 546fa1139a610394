using System.Text.Json;
using MuBench.Json;
using MuBench.Models.Generative;

namespace MuBench.Models.Gemini;

/// <summary>Reads a <c>LogprobsResult</c>: the chosen tokens, and the most probable ones at each step.</summary>
internal static class GeminiLogprobs
{
    /// <summary>The tokens; null if there are none.</summary>
    public static IReadOnlyList<GeneratedToken>? Of(JsonElement? result)
    {
        var chosen = result.List("chosenCandidates").ToList();
        if (chosen.Count == 0)
            return null;
        var top = result.List("topCandidates").ToList();
        return
        [
            .. chosen.Select((candidate, step) => new GeneratedToken(
                candidate.Text("token") ?? "",
                LogprobOf(candidate),
                step < top.Count ? [.. top[step].List("candidates").Select(other => (other.Text("token") ?? "", LogprobOf(other)))] : [])),
        ];
    }

    private static float LogprobOf(JsonElement candidate) =>
        candidate.Child("logProbability") is { ValueKind: JsonValueKind.Number } value && value.TryGetSingle(out var number) ? number : float.NaN;
}
