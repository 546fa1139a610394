using System.Text.Json.Serialization;

namespace MuBench.Pipeline.Progress;

/// <summary>How far a run is: <c>status.json</c>.</summary>
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

    /// <summary>Why the run failed, in words; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>When the run was first planned; null where it is not planned yet.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When this document was written.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Name of the dataset in the store; null where the run is not planned yet.</summary>
    public string? Dataset { get; init; }

    /// <summary>
    /// What the finished run cost in US dollars, as its report says: its models, and the time of their own GPU servers where it has a
    /// price. Null while it goes on, and where a cost is unknown.
    /// </summary>
    public decimal? SpentUsd { get; init; }

    /// <summary>What it cost so far, in US dollars; null where a cost is unknown.</summary>
    [JsonIgnore]
    public decimal? Usd => SpentUsd ?? (Models.Any(model => model.Usd is null) ? null : Models.Sum(model => model.Usd));

    /// <summary>Whether it is finished though not everything was asked: its budget was used up.</summary>
    [JsonIgnore]
    public bool IsOutOfBudget => State == RunStates.Done && Models.Any(model => model.IsOutOfBudget);

    /// <summary>The models, in the manifest's order, each followed by its further passes; none where the run is not planned yet.</summary>
    public required IReadOnlyList<ModelStatus> Models { get; init; }
}
