using MuBench.Reports.Documents;
using MuBench.Scoring.Slices;

namespace MuBench.Reports;

/// <summary>A row of the leaderboard: one model.</summary>
public sealed record LeaderboardRow
{
    /// <summary>The model.</summary>
    public required ReportModel Model { get; init; }

    /// <summary>Its rank from 1; null if it is void, has an alarm or has no accuracy on the ranking task.</summary>
    public int? Rank { get; init; }

    /// <summary>The ranks that the paired comparisons leave open; null if there are no comparisons under this protocol.</summary>
    public RankRange? Range { get; init; }

    /// <summary>Its scores over whole tasks (accuracy, interval, half-width, bounds), by task.</summary>
    public required IReadOnlyDictionary<string, SliceScore> Scores { get; init; }

    /// <summary>Number of missing questions: failed or not run.</summary>
    public required int Missing { get; init; }

    /// <summary>Number of questions of the run.</summary>
    public required int Asked { get; init; }

    /// <summary>Accuracy on a task, 0 to 1; null if there is none.</summary>
    public double? AccuracyOf(string? task) => task is null ? null : Scores.GetValueOrDefault(task)?.Accuracy;
}
