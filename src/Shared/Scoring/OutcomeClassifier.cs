using MuBench.Datasets;
using MuBench.Responses;
using MuBench.Scoring.Extraction;

namespace MuBench.Scoring;

/// <summary>Names how a question ended. Every question gets exactly one outcome per protocol.</summary>
public static class OutcomeClassifier
{
    /// <summary>The outcome of a question.</summary>
    /// <param name="record">The stored answer, or null where there is none.</param>
    /// <param name="faulted">Whether the question is among this run's faults. A stored answer outweighs a fault.</param>
    /// <param name="question">The question.</param>
    /// <param name="protocol">One of <see cref="Protocols"/>; contrastive answers read the same under all.</param>
    public static Outcome Classify(ResponseRecord? record, bool faulted, Question question, string protocol)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (record is null)
            return faulted ? Outcome.Failed : Outcome.NotRun;
        if (record.Scores is { } scores)
            return scores.Count == question.Options.Count ? ClassifyScores(scores, question.AnswerIndex) : Outcome.Failed;
        return protocol switch
        {
            Protocols.Official => Of(OfficialChoice(record, question), record, question),
            Protocols.Strict => Of(StrictChoice(record, question), record, question),
            Protocols.Lenient => Of(LenientChoice(record, question), record, question),
            _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Expected official, strict or lenient."),
        };
    }

    /// <summary>The outcome of similarities: the first highest is the choice; a NaN anywhere means that the model failed.</summary>
    public static Outcome ClassifyScores(IReadOnlyList<float> scores, int answerIndex)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Count == 0)
            return Outcome.Failed;

        var best = 0;
        for (var index = 0; index < scores.Count; index++)
        {
            if (float.IsNaN(scores[index]))
                return Outcome.Failed;
            if (scores[index] > scores[best])
                best = index;
        }

        return best == answerIndex ? Outcome.Correct : Outcome.Wrong;
    }

    /// <summary>The option that a reply counts as under the official protocol, or null.</summary>
    /// <remarks>The matcher's verdict stands whatever the finish reason: the authors look at the text alone.</remarks>
    internal static int? OfficialChoice(ResponseRecord record, Question question) =>
        record.Text is null ? null : OfficialMatcher.Choice(record.Text, question.Options, question.AnswerIndex);

    /// <summary>The option that the strict protocol reads from a reply, or null.</summary>
    /// <remarks>What is left of a reply that the provider withheld is not read; a reply cut for length is, where it names an option.</remarks>
    internal static int? StrictChoice(ResponseRecord record, Question question) =>
        record.Text is null || record.Finish is FinishReasons.ContentFilter or FinishReasons.Refusal
            ? null
            : StrictExtractor.Extract(record.Text, question.Options);

    /// <summary>The option that the lenient reader takes from a reply, whatever its finish reason, or null.</summary>
    internal static int? LenientChoice(ResponseRecord record, Question question) =>
        record.Text is null ? null : LenientReader.Read(record.Text, question.Options);

    private static Outcome Of(int? choice, ResponseRecord record, Question question) =>
        choice is null ? Unread(record)
        : choice == question.AnswerIndex ? Outcome.Correct
        : Outcome.Wrong;

    private static Outcome Unread(ResponseRecord record) => record switch
    {
        { Finish: FinishReasons.ContentFilter } => Outcome.Filtered,
        { Finish: FinishReasons.Refusal } => Outcome.Refused,
        { Finish: FinishReasons.Length } => Outcome.Truncated,
        { Text: null } => Outcome.Failed,
        _ => Refusal.Is(record.Text) ? Outcome.Refused : Outcome.Unparsed,
    };
}
