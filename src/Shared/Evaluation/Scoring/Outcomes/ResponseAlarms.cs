using MuBench.Manifests;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Results;

namespace MuBench.Scoring.Outcomes;

/// <summary>Decides which models have too many responses with nothing to score.</summary>
internal static class ResponseAlarms
{
    /// <summary>The alarm of a model; null if there is none.</summary>
    /// <param name="scores">Its scores.</param>
    /// <param name="protocol">The protocol of the report's main scores.</param>
    /// <param name="threshold">See <see cref="RunManifest.AlarmAbove"/>.</param>
    /// <param name="generation">The generation settings; null if unknown.</param>
    /// <exception cref="UserException">The stored data are damaged.</exception>
    public static ReportAlarm? Of(ModelScores scores, string protocol, double threshold, GenerationManifest? generation)
    {
        var read = OutcomeBytes.Read(scores.Items[protocol]);
        var strict = OutcomeBytes.Read(scores.Items[Protocols.Strict]);
        for (var question = 0; question < read.Length; question++)
        {
            // The authors' matcher reads "A close look at ..." as the answer A, although the response was cut off before it named an option.
            if (strict[question] == Outcome.Truncated && read[question] is Outcome.Correct or Outcome.Wrong)
                read[question] = Outcome.Truncated;
        }

        return Of(OutcomeCounts.Of(read), threshold, generation, protocol);
    }

    /// <summary>The alarm from counts alone.</summary>
    public static ReportAlarm? Of(OutcomeCounts counts, double threshold, GenerationManifest? generation, string protocol)
    {
        var responses = counts.Total - counts.Failed - counts.NotRun;
        var unread = counts.Truncated + counts.Unparsed + counts.Refused + counts.Filtered;
        return responses == 0 || (double)unread / responses <= threshold ? null : new ReportAlarm
        {
            Answers = responses,
            Truncated = counts.Truncated,
            Unparsed = counts.Unparsed,
            Refused = counts.Refused,
            Filtered = counts.Filtered,
            Remedy = Remedy(counts, unread, generation, protocol),
        };
    }

    /// <summary>The comparison, without a verdict if one of the two models has an alarm.</summary>
    public static ReportComparison WithoutVerdict(ReportComparison pair, IReadOnlyDictionary<string, ReportAlarm> alarms) =>
        alarms.ContainsKey(pair.A) || alarms.ContainsKey(pair.B)
            ? pair with { Verdict = Verdicts.Undecided, Assisted = pair.Assisted is { } assisted ? assisted with { Verdict = Verdicts.Undecided } : null }
            : pair;

    private static string Remedy(OutcomeCounts counts, int unread, GenerationManifest? generation, string protocol)
    {
        (int Count, string Text)[] remedies =
        [
            (counts.Truncated, ForTruncated(generation)),
            (counts.Unparsed, protocol == Protocols.Official
                ? "Unparsed: the authors' matcher reads no option in them; compare what the other readers make of the same replies, and set the protocol strict if the model answers in words."
                : "Unparsed: look at the replies; the model does not answer in the requested format."),
            (counts.Refused, "Refused: look at the replies; what the model declines cannot be scored."),
            (counts.Filtered, "Filtered: loosen the content filter at the provider."),
        ];
        // A kind that is at least a fifth of these responses has its own remedy in the text.
        return string.Join(' ', remedies.Where(remedy => remedy.Count * 5 >= unread).OrderByDescending(remedy => remedy.Count).Select(remedy => remedy.Text));
    }

    private static string ForTruncated(GenerationManifest? generation) => generation is null
        ? "Truncated: raise maxOutputTokens or lower reasoningEffort."
        : $"Truncated: raise maxOutputTokens (now {generation.OutputLimit:N0}) or lower reasoningEffort (now {generation.ReasoningEffort ?? "the provider's default"}).";
}
