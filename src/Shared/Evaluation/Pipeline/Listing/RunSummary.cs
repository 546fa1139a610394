using System.Text.Json.Serialization;
using MuBench.Pipeline.Progress;

namespace MuBench.Pipeline.Listing;

/// <summary>A run in a list of runs.</summary>
public sealed record RunSummary
{
    /// <summary>The state of a rejected manifest, which is no run.</summary>
    public const string Rejected = "rejected";

    /// <summary>The state of a run whose stored documents cannot be read.</summary>
    public const string Unknown = "unknown";

    /// <summary>The id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>
    /// The state: one of <see cref="RunStates"/>, <see cref="Rejected"/> or <see cref="Unknown"/>.
    /// </summary>
    public required string State { get; init; }

    /// <summary>Why the run failed, or why its state is unknown.</summary>
    public string? Error { get; init; }

    /// <summary>Name of the dataset.</summary>
    public string? Dataset { get; init; }

    /// <summary>The name of a dataset that the manifest names by its path, without the hash that its name in the store ends in; else null.</summary>
    public string? DatasetFolder { get; init; }

    /// <summary>When the run was first planned.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its status was last updated.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <inheritdoc cref="RunStatus.StaleSince"/>
    public DateTimeOffset? StaleSince { get; init; }

    /// <summary>Number of models, including further passes.</summary>
    public int? Models { get; init; }

    /// <summary>Number of questions with a response, over all models.</summary>
    public long? Done { get; init; }

    /// <summary>Number of questions, over all models.</summary>
    public long? Questions { get; init; }

    /// <summary>Whether the run is done without asking every question, because its budget was used up.</summary>
    public bool? IsOutOfBudget { get; init; }

    /// <inheritdoc cref="RunStatus.Alarms"/>
    public IReadOnlyList<string>? Alarms { get; init; }

    /// <summary>Cost so far, in US dollars; null if a cost is unknown.</summary>
    public decimal? Usd { get; init; }

    /// <summary>When the run started, else the earliest known time, by which a list is ordered.</summary>
    [JsonIgnore]
    public DateTimeOffset At => StartedAt ?? UpdatedAt ?? DateTimeOffset.MinValue;

    /// <summary>Whether the run has ended, so that nothing of it changes unless it is started again.</summary>
    [JsonIgnore]
    public bool IsEnded => State == Rejected || (State != Unknown && RunStates.IsTerminal(State));

    /// <summary>The summary as a reader must take it at a time: <see cref="StaleSince"/> says if nothing was written about the running run.</summary>
    public RunSummary AsOf(DateTimeOffset now) => State == RunStates.Running && UpdatedAt is { } at && now - at >= RunStatus.StaleAfter ? this with { StaleSince = at } : this;

    /// <summary>The state of a run, as in <see cref="State"/>.</summary>
    public static string StateOf(RunEntry run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.IsRejected ? Rejected : run.Status?.State ?? (run.Fault is null ? RunStates.Queued : Unknown);
    }

    /// <summary>Creates the summary of a run.</summary>
    public static RunSummary Of(RunEntry run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunSummary
        {
            RunId = run.Id,
            State = StateOf(run),
            Error = run.Fault ?? run.Status?.Error,
            Dataset = run.Status?.Dataset,
            DatasetFolder = run.Status?.DatasetFolder,
            StartedAt = run.Status?.StartedAt,
            UpdatedAt = run.IsRejected ? run.Rejection!.RejectedAt : run.Status?.UpdatedAt ?? run.AcceptedAt,
            Models = run.Status?.Models.Count,
            Done = run.Status?.Models.Sum(model => (long)model.Done),
            Questions = run.Status?.Models.Sum(model => (long)model.Questions),
            IsOutOfBudget = run.Status?.IsOutOfBudget,
            Alarms = run.Status?.Alarms,
            Usd = run.Status?.Usd,
        };
    }
}
