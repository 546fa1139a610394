using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Scoring.Matching;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Scoring.Outcomes;

/// <summary>Decides which models have too many responses with nothing to score.</summary>
internal static class ResponseAlarms
{
    /// <summary>The alarm of a model; null if there is none.</summary>
    /// <param name="scores">Its scores.</param>
    /// <param name="protocol">The protocol of the report's main scores.</param>
    /// <param name="threshold">See <see cref="RunManifest.AlarmAbove"/>.</param>
    /// <param name="model">The model; null if unknown.</param>
    /// <param name="questions">The questions of the run, for the tasks of the responses; null if unknown.</param>
    /// <exception cref="UserException">The stored data are damaged.</exception>
    public static ReportAlarm? Of(ModelScores scores, string protocol, double threshold, ModelManifest? model = null, QuestionTable? questions = null)
    {
        var read = OutcomeBytes.Read(scores.Items[protocol]);
        var strict = OutcomeBytes.Read(scores.Items[Protocols.Strict]);
        for (var question = 0; question < read.Length; question++)
        {
            // The authors' matcher reads "A close look at ..." as the answer A, although the response was cut off before it named an option.
            if (strict[question] == Outcome.Truncated && read[question] is Outcome.Correct or Outcome.Wrong)
                read[question] = Outcome.Truncated;
        }

        var counts = OutcomeCounts.Of(read);
        if (!IsAbove(threshold, counts))
            return null;
        IReadOnlyList<QuestionSlice> tasks = [.. (questions?.Slices ?? []).Where(slice => slice.Slice == SliceRules.All && slice.Task != SliceRules.AllTasks)];
        var generation = model is not null && ModelKinds.IsGenerative(model.Kind) ? model.Generation : null;
        var boxes = tasks.FirstOrDefault(task => task.Task == BenchmarkTasks.Localization) is { } localization ? Count(localization, question => read[question] == Outcome.Unparsed) : 0;
        var alarm = Create(counts, Remedy(counts, boxes, generation, model is null ? null : DetectionFamilies.Of(model), protocol));
        return tasks.Count < 2 ? alarm : alarm with { Tasks = [.. tasks.Where(task => Count(task, question => IsUnread(read[question])) > 0).Select(task => task.Task)] };
    }

    /// <summary>The alarm from counts alone.</summary>
    public static ReportAlarm? Of(OutcomeCounts counts, double threshold, GenerationManifest? generation, string protocol) =>
        IsAbove(threshold, counts) ? Create(counts, Remedy(counts, 0, generation, null, protocol)) : null;

    /// <summary>The comparison, without a verdict if one of the two models has an alarm.</summary>
    public static ReportComparison WithoutVerdict(ReportComparison pair, IReadOnlyDictionary<string, ReportAlarm> alarms) =>
        alarms.ContainsKey(pair.A) || alarms.ContainsKey(pair.B)
            ? pair with { Verdict = Verdicts.Undecided, Assisted = pair.Assisted is { } assisted ? assisted with { Verdict = Verdicts.Undecided } : null }
            : pair;

    private static bool IsAbove(double threshold, OutcomeCounts counts) =>
        ResponsesOf(counts) is > 0 and var responses && (double)UnreadOf(counts) / responses > threshold;

    private static int ResponsesOf(OutcomeCounts counts) => counts.Total - counts.Failed - counts.NotRun;

    private static int UnreadOf(OutcomeCounts counts) => counts.Truncated + counts.Unparsed + counts.Refused + counts.Filtered;

    private static bool IsUnread(Outcome outcome) => outcome is Outcome.Truncated or Outcome.Unparsed or Outcome.Refused or Outcome.Filtered;

    private static int Count(QuestionSlice task, Func<int, bool> includes)
    {
        var count = 0;
        foreach (var question in task.Questions)
            count += includes(question) ? 1 : 0;
        return count;
    }

    private static ReportAlarm Create(OutcomeCounts counts, string remedy) => new()
    {
        Answers = ResponsesOf(counts),
        Truncated = counts.Truncated,
        Unparsed = counts.Unparsed,
        Refused = counts.Refused,
        Filtered = counts.Filtered,
        Remedy = remedy,
    };

    private static string Remedy(OutcomeCounts counts, int boxes, GenerationManifest? generation, string? family, string protocol)
    {
        (int Count, string Text)[] remedies =
        [
            (counts.Truncated, ForTruncated(generation)),
            (counts.Unparsed - boxes, protocol == Protocols.Official
                ? "Unparsed: the authors' matcher reads no option in them; compare what the other readers make of the same replies, and set the protocol strict if the model answers in words."
                : "Unparsed: look at the replies; the model does not answer in the requested format."),
            (boxes, $"Unparsed in localization: no box can be read in them; look at the replies, set detection (now {family}) to the family whose prompt and format the model knows, or leave the task out if the model draws no boxes."),
            (counts.Refused, "Refused: look at the replies; what the model declines cannot be scored."),
            (counts.Filtered, "Filtered: loosen the content filter at the provider."),
        ];
        // A kind that is at least a fifth of these responses has its own remedy in the text.
        return string.Join(' ', remedies.Where(remedy => remedy.Count * 5 >= UnreadOf(counts)).OrderByDescending(remedy => remedy.Count).Select(remedy => remedy.Text));
    }

    private static string ForTruncated(GenerationManifest? generation) => generation is null
        ? "Truncated: raise maxOutputTokens or lower reasoningEffort."
        : $"Truncated: raise maxOutputTokens (now {generation.OutputLimit:N0}) or lower reasoningEffort (now {generation.ReasoningEffort ?? "the provider's default"}).";
}
