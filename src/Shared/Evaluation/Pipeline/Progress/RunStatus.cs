using System.Text.Json.Serialization;

namespace MuBench.Pipeline.Progress;

/// <summary>The status of a run: <c>status.json</c>.</summary>
public sealed record RunStatus
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>One of <see cref="RunStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Why the run failed, as text; null if it did not.</summary>
    public string? Error { get; init; }

    /// <summary>When the run was first planned; null if it is not planned yet.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When this document was written.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// Since when nothing was written about a run in progress, if that is longer than <see cref="StaleAfter"/>: its workers may be gone, or it waits
    /// with a timer. Never stored; set for readers.
    /// </summary>
    public DateTimeOffset? StaleSince { get; init; }

    /// <summary>After this time without an update, the status of a run in progress no longer says what its workers do.</summary>
    public static TimeSpan StaleAfter => StatusComposer.WorkerSilence;

    /// <summary>Name of the dataset in the store; null if the run is not planned yet.</summary>
    public string? Dataset { get; init; }

    /// <summary>The name of a dataset that the manifest names by its path, without the hash that its name in the store ends in; else null.</summary>
    public string? DatasetFolder { get; init; }

    /// <summary>The name of the dataset in texts; null if the run is not planned yet.</summary>
    [JsonIgnore]
    public string? DatasetTitle => DatasetFolder ?? Dataset;

    /// <summary>
    /// The cost of the finished run in US dollars, as in its report: its models, and the time of their own GPU servers
    /// if it has a price. Null while the run is in progress, and if a cost is unknown.
    /// </summary>
    public decimal? SpentUsd { get; init; }

    /// <summary>
    /// Ids of the models of the finished run with an alarm: too many of their responses have nothing to score. Null while the run continues, and
    /// in documents of older versions.
    /// </summary>
    public IReadOnlyList<string>? Alarms { get; init; }

    /// <summary>
    /// For a run that was to stop when it knew enough and has stopped: that it is a sample, and why it stopped. Null for other runs, and while it continues.
    /// </summary>
    public string? Sampled { get; init; }

    /// <summary>The cost so far in US dollars; null if a cost is unknown.</summary>
    [JsonIgnore]
    public decimal? Usd => SpentUsd ?? (Models.Any(model => model.Usd is null) ? null : Models.Sum(model => model.Usd));

    /// <summary>Whether the run is finished although not all questions were asked, because its budget was used up.</summary>
    [JsonIgnore]
    public bool IsOutOfBudget => RunStates.HasReport(State) && Models.Any(model => model.IsOutOfBudget);

    /// <summary>Number of questions without a response, over all models.</summary>
    [JsonIgnore]
    public long Missing => Models.Sum(model => (long)Math.Max(0, model.Questions - model.Done));

    /// <summary>Whether the run has a report that lacks responses. Older versions called such a run done.</summary>
    [JsonIgnore]
    public bool IsIncomplete => State == RunStates.Incomplete || (State == RunStates.Done && Missing > 0);

    /// <summary>The models, in the manifest's order, each followed by its passes; empty if the run is not planned yet.</summary>
    public required IReadOnlyList<ModelStatus> Models { get; init; }

    /// <summary>
    /// The status as a reader must take it at a time. What workers were doing is left out if nothing was written for <see cref="StaleAfter"/>; what
    /// they have counted stays true.
    /// </summary>
    public RunStatus AsOf(DateTimeOffset now) => RunStates.IsTerminal(State) || now - UpdatedAt < StaleAfter ? this : this with
    {
        StaleSince = UpdatedAt,
        Models = [.. Models.Select(model => model with { InFlight = 0, Waiting = 0, WaitingUntil = null, PerSecond = 0, SecondsLeft = null })],
    };
}
