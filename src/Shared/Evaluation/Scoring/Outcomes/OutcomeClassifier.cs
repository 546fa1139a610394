using MuBench.Datasets;
using MuBench.Responses;
using MuBench.Scoring.Extraction;
using MuBench.Scoring.Matching;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Styles;

namespace MuBench.Scoring.Outcomes;

/// <summary>Determines the outcome of a question. Every question gets exactly one outcome per protocol.</summary>
internal static class OutcomeClassifier
{
    /// <summary>The outcome of a question.</summary>
    /// <param name="record">The stored response; null if there is none.</param>
    /// <param name="faulted">Whether the question is among this run's faults. A stored response takes precedence over a fault.</param>
    /// <param name="question">The question.</param>
    /// <param name="protocol">One of <see cref="Protocols"/>; contrastive responses are read in the same way under all.</param>
    public static Outcome Classify(ResponseRecord? record, bool faulted, Question question, string protocol) =>
        Read(record, faulted, question, protocol).Outcome;

    /// <summary>The outcome of a question with its fractional score, if it has one.</summary>
    /// <inheritdoc cref="Classify"/>
    public static QuestionResult Read(ResponseRecord? record, bool faulted, Question question, string protocol)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (record is null)
            return new QuestionResult(faulted ? Outcome.Failed : Outcome.NotRun);
        if (record.Scores is { } scores)
            return new QuestionResult(scores.Count == question.Options.Count ? ClassifyScores(scores, question.AnswerIndex) : Outcome.Failed);
        return QuestionStyles.Of(question).Read(record, question, protocol);
    }

    /// <summary>The outcome of similarities: the first maximum is the choice. If one of them is NaN, the model failed.</summary>
    public static Outcome ClassifyScores(IReadOnlyList<float> scores, int answerIndex)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Best(scores) is not { } best ? Outcome.Failed
            : best == answerIndex ? Outcome.Correct
            : Outcome.Wrong;
    }

    /// <summary>
    /// The index of the option that a response names, by the rules of <see cref="Classify"/>; null if it names none,
    /// and for questions without options.
    /// </summary>
    internal static int? ChoiceOf(ResponseRecord record, Question question, string protocol)
    {
        if (record.Scores is { } scores)
            return scores.Count == question.Options.Count ? Best(scores) : null;
        return (QuestionStyles.Of(question) as ChoiceStyle)?.Choose(record, question, protocol);
    }

    private static int? Best(IReadOnlyList<float> scores)
    {
        if (scores.Count == 0)
            return null;
        var best = 0;
        for (var index = 0; index < scores.Count; index++)
        {
            if (float.IsNaN(scores[index]))
                return null;
            if (scores[index] > scores[best])
                best = index;
        }

        return best;
    }

    /// <summary>The option that the strict protocol reads from a response; null if there is none.</summary>
    internal static int? StrictChoice(ResponseRecord record, Question question) => ChoiceOf(record, question, Protocols.Strict);

    /// <summary>The outcome of a response from which no option could be read.</summary>
    internal static Outcome Unread(ResponseRecord record) => record switch
    {
        { Finish: FinishReasons.ContentFilter } => Outcome.Filtered,
        { Finish: FinishReasons.Refusal } => Outcome.Refused,
        { Finish: FinishReasons.Length } => Outcome.Truncated,
        { Text: null } => Outcome.Failed,
        _ => Refusal.Is(record.Text) ? Outcome.Refused : Outcome.Unparsed,
    };
}
