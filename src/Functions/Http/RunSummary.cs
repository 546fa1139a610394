using MuBench.Pipeline.Progress;

namespace MuBench.Functions.Http;

/// <summary>A run in a list of runs.</summary>
internal sealed record RunSummary
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>One of <see cref="RunStates"/>, <c>rejected</c>, or <c>unknown</c> where what is stored cannot be read.</summary>
    public required string State { get; init; }

    /// <summary>Why it failed, or why its state is unknown.</summary>
    public string? Error { get; init; }

    /// <summary>Name of the dataset.</summary>
    public string? Dataset { get; init; }

    /// <summary>When it was first planned.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was last heard of.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Number of models, further passes included.</summary>
    public int? Models { get; init; }

    /// <summary>Answers had, over all models.</summary>
    public long? Done { get; init; }

    /// <summary>Questions, over all models.</summary>
    public long? Questions { get; init; }

    /// <summary>Whether it is done though not everything was asked: its budget was used up.</summary>
    public bool? IsOutOfBudget { get; init; }

    /// <summary>What it cost so far, in US dollars; null where a cost is unknown.</summary>
    public decimal? Usd { get; init; }

    /// <summary>What a run is at, in one word: see <see cref="State"/>.</summary>
    public static string StateOf(RunEntry run) => run.IsRejected ? "rejected" : run.Status?.State ?? (run.Fault is null ? RunStates.Queued : "unknown");

    /// <summary>The summary of a run.</summary>
    public static RunSummary Of(RunEntry run) => new()
    {
        RunId = run.Id,
        State = StateOf(run),
        Error = run.Fault ?? run.Status?.Error,
        Dataset = run.Status?.Dataset,
        StartedAt = run.Status?.StartedAt,
        UpdatedAt = run.IsRejected ? run.Rejection!.RejectedAt : run.Status?.UpdatedAt ?? run.AcceptedAt,
        Models = run.Status?.Models.Count,
        Done = run.Status?.Models.Sum(model => (long)model.Done),
        Questions = run.Status?.Models.Sum(model => (long)model.Questions),
        IsOutOfBudget = run.Status?.IsOutOfBudget,
        Usd = run.Status?.Usd,
    };
}
