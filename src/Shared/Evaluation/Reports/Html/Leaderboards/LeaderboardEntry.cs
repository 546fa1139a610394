using MuBench.Manifests;
using MuBench.Reports.Documents;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Slices;

namespace MuBench.Reports.Html.Leaderboards;

/// <summary>A model of a run on one task of the leaderboard page.</summary>
/// <param name="Run">The run.</param>
/// <param name="Model">The model.</param>
/// <param name="Score">Its official score over the whole task; null if it has none.</param>
internal sealed record LeaderboardEntry(ReportRun Run, ReportModel Model, SliceScore? Score)
{
    /// <summary>Number of questions of the whole run that failed or were not run.</summary>
    public int Missing => Model.Missing;

    /// <summary>Whether it can have a rank: floors, void results and models with an alarm have none.</summary>
    public bool IsRanked => Model.Counts && !ModelKinds.IsFloor(Model.Kind) && Score?.Accuracy is not null;

    /// <summary>
    /// The models of some runs on one task. The best score comes first; floors follow, then models with an alarm, and void results
    /// and those without a score come last. Controls are not included.
    /// </summary>
    public static IReadOnlyList<LeaderboardEntry> Of(IReadOnlyList<RunReport> reports, string task) =>
    [
        .. reports
            .Where(report => Leaderboard.Tasks(report).Contains(task, StringComparer.Ordinal))
            .SelectMany(report => report.Models
                .Where(model => model.ControlOf is null)
                .Select(model => new LeaderboardEntry(report.Run, model, model.Scores.FirstOrDefault(score =>
                    score.Task == task && score.Slice == Leaderboard.WholeTask && score.Protocol == Protocols.Official))))
            .OrderBy(entry => entry.Model.Void)
            .ThenBy(entry => entry.Model.Alarm is not null)
            .ThenBy(entry => ModelKinds.IsFloor(entry.Model.Kind))
            .ThenByDescending(entry => entry.Score?.Accuracy ?? double.NegativeInfinity)
            .ThenByDescending(entry => entry.Run.FinishedAt)
            .ThenBy(entry => entry.Model.Id, StringComparer.Ordinal),
    ];
}
