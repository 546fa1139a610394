using System.Text.Json.Serialization;

namespace MuBench.Scoring.Results;

/// <summary>
/// A warning that too many of a model's responses have nothing to score. They count as wrong, so its accuracies show
/// how often it answered rather than what it sees. The model is not ranked, and conditions of the gate on it do not
/// pass.
/// </summary>
public sealed record ReportAlarm
{
    /// <summary>Number of responses of the model under the report's main protocol.</summary>
    public required int Answers { get; init; }

    /// <summary>
    /// Number of these that were cut off at the token limit before they named an option, even if the authors' matcher
    /// reads their first letter as one.
    /// </summary>
    public required int Truncated { get; init; }

    /// <summary>Number of these from which no option could be read.</summary>
    public required int Unparsed { get; init; }

    /// <summary>Number of these that declined to answer.</summary>
    public required int Refused { get; init; }

    /// <summary>Number of these that the provider's content filter withheld.</summary>
    public required int Filtered { get; init; }

    /// <summary>The tasks of the responses with nothing to score; null if the run has one task, and in documents of versions without it.</summary>
    public IReadOnlyList<string>? Tasks { get; init; }

    /// <summary>What to change, as text.</summary>
    public required string Remedy { get; init; }

    /// <summary>Number of responses with nothing to score: the sum of the four.</summary>
    public int Unread => Truncated + Unparsed + Refused + Filtered;

    /// <summary>The counts as text: <c>28 of 28 answers hold nothing to score (28 truncated) in coarse, fine</c>.</summary>
    [JsonIgnore]
    public string InShort => $"{ReportNumbers.Count(Unread)} of {ReportNumbers.Count(Answers)} answers hold nothing to score ({Kinds}){(Tasks is null ? "" : $" in {string.Join(", ", Tasks)}")}";

    /// <summary>The alarm as text: counts, meaning and remedy.</summary>
    [JsonIgnore]
    public string Text => $"{InShort}: its scores say little about what it sees. {Remedy}";

    private string Kinds
    {
        get
        {
            (int Count, string Name)[] kinds = [(Truncated, "truncated"), (Unparsed, "unparsed"), (Refused, "refused"), (Filtered, "filtered")];
            return string.Join(", ", kinds.Where(kind => kind.Count > 0).Select(kind => $"{ReportNumbers.Count(kind.Count)} {kind.Name}"));
        }
    }
}
