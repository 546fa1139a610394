using MuBench.Datasets;
using MuBench.Models;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;

namespace MuBench.Exports;

/// <summary>One question of a run with what a model said of it and what that counts as.</summary>
internal sealed record ScoredQuestion
{
    /// <summary>The image that the question belongs to.</summary>
    public required ImageRecord Image { get; init; }

    /// <summary>The shard of the dataset that <see cref="Image"/> lies in.</summary>
    public required int Shard { get; init; }

    /// <summary>The image that was shown; null for none.</summary>
    public required ImageRecord? Shown { get; init; }

    /// <summary>The question as it was asked, its options in the order shown.</summary>
    public required Question Question { get; init; }

    /// <summary>The form that was scored.</summary>
    public required PromptVariant Variant { get; init; }

    /// <summary>The answer that was scored; null where there was none.</summary>
    public required ResponseRecord? Record { get; init; }

    /// <summary>The answers whose tokens and money count with this question: those that no question before it shares.</summary>
    public IReadOnlyList<ResponseRecord> Paid { get; init; } = [];

    /// <summary>Why the question failed in the run; null where it did not.</summary>
    public string? Fault { get; init; }

    /// <summary>What the answer counts as, in the order of <see cref="Protocols.All"/>; protocols that the run was not scored by are left out.</summary>
    public required IReadOnlyList<ProtocolReading> Readings { get; init; }

    /// <summary>What the answer is worth, 0 to 1, to a question that is scored in fractions; null else.</summary>
    public float? Credit { get; init; }

    /// <summary>Probability of each option of a contrastive model; null where its similarities make none.</summary>
    public double[]? Probabilities { get; init; }

    /// <summary>What the answer counts as under a protocol; null where the run was not scored by it.</summary>
    public ProtocolReading? ReadingOf(string protocol) => Readings.FirstOrDefault(reading => reading.Protocol == protocol);

    /// <summary>What the answer is worth under a protocol, 0 to 1: the mean over questions is the report's accuracy. Null where there is no answer, or no such protocol.</summary>
    public double? ScoreOf(string protocol) =>
        ReadingOf(protocol) is { } reading && reading.Outcome.IsAnswered() ? Credit ?? (reading.Outcome == Outcome.Correct ? 1 : 0) : null;

    /// <summary>The letter of the correct option; null for a question without options.</summary>
    public string? Gold => Question.Options.Count > 0 ? Letter(Question.AnswerIndex) : null;

    /// <summary>The letter of an option.</summary>
    public static string Letter(int option) => ((char)('A' + option)).ToString();
}
