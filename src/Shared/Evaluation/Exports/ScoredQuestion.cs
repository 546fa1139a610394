using MuBench.Datasets;
using MuBench.Models;
using MuBench.Notes;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;

namespace MuBench.Exports;

/// <summary>One question of a run with the model's response and its outcomes.</summary>
internal sealed record ScoredQuestion
{
    /// <summary>The item of the question.</summary>
    public required ImageRecord Image { get; init; }

    /// <summary>The shard of the dataset that contains <see cref="Image"/>.</summary>
    public required int Shard { get; init; }

    /// <summary>The image that was shown; null for none.</summary>
    public required ImageRecord? Shown { get; init; }

    /// <summary>The question as it was asked, with its options in display order.</summary>
    public required Question Question { get; init; }

    /// <summary>The prompt variant that was scored.</summary>
    public required PromptVariant Variant { get; init; }

    /// <summary>The response that was scored; null if there was none.</summary>
    public required ResponseRecord? Record { get; init; }

    /// <summary>The responses whose tokens and cost are counted with this question: those that no earlier question shares.</summary>
    public IReadOnlyList<ResponseRecord> Paid { get; init; } = [];

    /// <summary>What a reader noted about the question; null if there is nothing.</summary>
    public QuestionNote? Note { get; init; }

    /// <summary>Why the question failed in the run; null if it did not fail.</summary>
    public string? Fault { get; init; }

    /// <summary>
    /// The outcomes of the response, in the order of <see cref="Protocols.All"/>; protocols by which the run was not
    /// scored are left out.
    /// </summary>
    public required IReadOnlyList<ProtocolReading> Readings { get; init; }

    /// <summary>Fractional score of the response, 0 to 1, for questions that have one; null for other questions.</summary>
    public float? Credit { get; init; }

    /// <summary>Probability of each option, from similarities or log-probabilities; null if these give none.</summary>
    public double[]? Probabilities { get; init; }

    /// <summary>The outcome of the response under a protocol; null if the run was not scored by it.</summary>
    public ProtocolReading? ReadingOf(string protocol) => Readings.FirstOrDefault(reading => reading.Protocol == protocol);

    /// <summary>
    /// Score of the response under a protocol, 0 to 1; the mean over questions is the report's accuracy. Null if there
    /// is no response, or no such protocol.
    /// </summary>
    public double? ScoreOf(string protocol) =>
        ReadingOf(protocol) is { } reading && reading.Outcome.IsAnswered() ? Credit ?? (reading.Outcome == Outcome.Correct ? 1 : 0) : null;

    /// <summary>The letter of the correct option; null for a question without options.</summary>
    public string? Gold => Question.Options.Count > 0 ? Letter(Question.AnswerIndex) : null;

    /// <summary>The letter of an option.</summary>
    public static string Letter(int option) => ((char)('A' + option)).ToString();
}
