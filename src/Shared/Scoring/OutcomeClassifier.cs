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
    /// <param name="protocol">One of <see cref="Protocols"/>; contrastive answers read the same under both.</param>
    public static Outcome Classify(ResponseRecord? record, bool faulted, Question question, string protocol)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (record is null)
            return faulted ? Outcome.Failed : Outcome.NotRun;
        if (record.Scores is { } scores)
            return scores.Count == question.Options.Count ? ClassifyScores(scores, question.AnswerIndex) : Outcome.Failed;
        return protocol switch
        {
            Protocols.Official => Official(record, question),
            Protocols.Strict => Strict(record, question),
            _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "Expected official or strict."),
        };
    }

    /// <summary>The outcome of similarities: the first highest is the choice; a NaN anywhere means that the model failed.</summary>
    public static Outcome ClassifyScores(IReadOnlyList<float> scores, int answerIndex)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Highest(scores) is not { } choice ? Outcome.Failed
            : choice == answerIndex ? Outcome.Correct
            : Outcome.Wrong;
    }

    /// <summary>The option that an answer counts as under a protocol, or null where none can be read.</summary>
    internal static int? Choice(ResponseRecord record, Question question, string protocol) => record switch
    {
        { Scores: { } scores } => scores.Count == question.Options.Count ? Highest(scores) : null,
        { Text: null } => null,
        _ when protocol == Protocols.Official => OfficialMatcher.Choice(record.Text, question.Options, question.AnswerIndex),
        _ => StrictChoice(record, question),
    };

    private static int? Highest(IReadOnlyList<float> scores)
    {
        var best = 0;
        for (var index = 0; index < scores.Count; index++)
        {
            if (float.IsNaN(scores[index]))
                return null;
            if (scores[index] > scores[best])
                best = index;
        }

        return scores.Count == 0 ? null : best;
    }

    // The matcher's verdict stands whatever the finish reason: the authors look at the text alone.
    private static Outcome Official(ResponseRecord record, Question question)
    {
        var choice = record.Text is null ? null : OfficialMatcher.Choice(record.Text, question.Options, question.AnswerIndex);
        if (choice == question.AnswerIndex)
            return Outcome.Correct;
        return choice is null ? Unread(record) : Outcome.Wrong;
    }

    /// <summary>The option that the strict protocol reads from a reply, or null.</summary>
    /// <remarks>What is left of a reply that the provider withheld is not read; a reply cut for length is, where it names an option.</remarks>
    internal static int? StrictChoice(ResponseRecord record, Question question) =>
        record.Text is null || record.Finish is FinishReasons.ContentFilter or FinishReasons.Refusal
            ? null
            : StrictExtractor.Extract(record.Text, question.Options);

    private static Outcome Strict(ResponseRecord record, Question question)
    {
        return StrictChoice(record, question) is not { } choice ? Unread(record)
            : choice == question.AnswerIndex ? Outcome.Correct
            : Outcome.Wrong;
    }

    private static Outcome Unread(ResponseRecord record) => record switch
    {
        { Finish: FinishReasons.ContentFilter } => Outcome.Filtered,
        { Finish: FinishReasons.Refusal } => Outcome.Refused,
        { Finish: FinishReasons.Length } => Outcome.Truncated,
        { Text: null } => Outcome.Failed,
        _ => Refusal.Is(record.Text) ? Outcome.Refused : Outcome.Unparsed,
    };
}
