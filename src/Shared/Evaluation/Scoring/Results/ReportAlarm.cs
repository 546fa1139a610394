using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>
/// Says that too many of a model's answers hold nothing to score. They count as wrong, so that its accuracies say how often it
/// answered rather than what it sees: it is not ranked, and no condition of the gate on it passes.
/// </summary>
public sealed record ReportAlarm
{
    /// <summary>Answers of the model under the protocol that heads the report.</summary>
    public required int Answers { get; init; }

    /// <summary>Those that were cut at the token limit before they named an option, whatever option the authors' matcher takes their first letter for.</summary>
    public required int Truncated { get; init; }

    /// <summary>Those that no option could be read from.</summary>
    public required int Unparsed { get; init; }

    /// <summary>Those that declined.</summary>
    public required int Refused { get; init; }

    /// <summary>Those that the provider's content filter withheld.</summary>
    public required int Filtered { get; init; }

    /// <summary>What to change, in words.</summary>
    public required string Remedy { get; init; }

    /// <summary>Answers with nothing to score: the sum of the four.</summary>
    public int Unread => Truncated + Unparsed + Refused + Filtered;

    /// <summary>The counts in words: <c>28 of 28 answers hold nothing to score (28 truncated)</c>.</summary>
    [JsonIgnore]
    public string InShort => $"{ReportNumbers.Count(Unread)} of {ReportNumbers.Count(Answers)} answers hold nothing to score ({Kinds})";

    /// <summary>The alarm in words: counts, what it means, remedy.</summary>
    [JsonIgnore]
    public string Text => $"{InShort}: its scores say little of what it sees. {Remedy}";

    private string Kinds
    {
        get
        {
            (int Count, string Name)[] kinds = [(Truncated, "truncated"), (Unparsed, "unparsed"), (Refused, "refused"), (Filtered, "filtered")];
            return string.Join(", ", kinds.Where(kind => kind.Count > 0).Select(kind => $"{ReportNumbers.Count(kind.Count)} {kind.Name}"));
        }
    }
}
