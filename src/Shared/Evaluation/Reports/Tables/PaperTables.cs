using MuBench.Manifests;
using MuBench.Reports.Documents;
using MuBench.Reports.Figures;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Reports.Tables;

/// <summary>The tables of a report, for a paper: the leaderboard, the leader against each other model, and the slices of each task.</summary>
public static class PaperTables
{
    /// <summary>All tables for which the report has content. Equal reports give equal tables.</summary>
    public static IReadOnlyList<PaperTable> Of(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var index = new ReportIndex(report);
        if (index.Tasks.Count == 0) return [];
        return [.. new[] { Leaders(index), Differences(index) }.Concat(index.Tasks.Select(task => Slices(index, task))).Where(table => table.Rows.Count > 0)];
    }

    private static PaperTable Leaders(ReportIndex index)
    {
        var protocol = index.Report.Run.Protocol;
        var rows = Leaderboard.Rank(index.Report, protocol);
        return new PaperTable(
            "leaderboard",
            $"Accuracy in percent with its 95% interval clustered by image, and the number of answered questions n. {Leaderboard.RankRule(index.Report, rows)} "
            + (index.Report.Published.Count > 0 ? "Published rows are by others, over the whole dataset, and not ranked. " : "") + FigureCaptions.Source(index.Report),
            ["Rank", "Model", .. index.Tasks.SelectMany(task => (string[])[Leaderboard.TitleOf(task), "95% interval", "n"])],
            2,
            [
                .. rows.Select(row => (string[])[Leaderboard.RankOf(row), RequestText.NameOf(row.Model), .. index.Tasks.SelectMany(task => Score(row.Scores.GetValueOrDefault(task)))]),
                .. index.Report.Published.GroupBy(result => (result.Model, result.Source)).Select(result => (string[])
                [
                    "published", $"{result.Key.Model} ({result.Key.Source})", .. index.Tasks.SelectMany(task => Published(result.FirstOrDefault(one => one.Task == task))),
                ]),
            ]);
    }

    private static PaperTable Differences(ReportIndex index)
    {
        var floors = index.Report.Models.Where(model => ModelKinds.IsFloor(model.Kind)).Select(model => model.Id).ToHashSet(StringComparer.Ordinal);
        return new PaperTable(
            "leader-against-each",
            "The model with the highest accuracy on each task against each other model, on the questions that both answered: difference in percentage points with its 95% interval, paired and clustered by image; "
            + $"p corrected after Holm over the whole tasks of a pair. {FigureCaptions.Source(index.Report)}",
            ["Task", "Leader", "Against", "Leader is", "Difference", "95% interval", "p", "p (Holm)", "n"],
            4,
            [
                .. from task in index.Tasks
                   let leader = Leaderboard.LeaderOf(index.Report, task)
                   from pair in index.Report.Comparisons.Where(pair => pair.Task == task && pair.Slice == Leaderboard.WholeTask && (pair.A == leader || pair.B == leader))
                       .Select(pair => pair.A == leader ? pair : pair.Turned()).Where(pair => !floors.Contains(pair.B)).OrderBy(pair => pair.Difference)
                   select (string[])
                   [
                       task, pair.A, pair.B, index.Alarms.ContainsKey(pair.B) ? "alarm" : pair.Verdict, ReportNumbers.Points(pair.Difference), ReportNumbers.PointsInterval(pair.Ci95),
                       ReportNumbers.PValue(pair.P), ReportNumbers.PValue(pair.PHolm), ReportNumbers.Count(pair.N),
                   ],
            ]);
    }

    private static PaperTable Slices(ReportIndex index, string task)
    {
        var protocol = index.Report.Run.Protocol;
        var models = FigureCaptions.Models(index);
        return new PaperTable(
            $"slices-{FileNames.Of(task)}",
            $"{Leaderboard.TitleOf(task)} by slice, in percent; n is the highest number of answered questions of a model. Intervals are in scores.csv. {FigureCaptions.Source(index.Report)}",
            ["Slice", "n", .. models.Select(RequestText.NameOf)],
            1,
            [
                .. from @group in index.Slices(task)
                   from slice in @group.Slices
                   let scores = models.Select(model => index.Find(model.Id, task, slice, protocol)).ToList()
                   select (string[])[slice == Leaderboard.WholeTask ? ReportIndex.Label(slice) : slice, ReportNumbers.Count(scores.Max(score => score?.N)), .. scores.Select(score => ReportNumbers.Percent(score?.Accuracy, 1))],
            ]);
    }

    private static string[] Score(SliceScore? score) => [ReportNumbers.Percent(score?.Accuracy), score?.Accuracy is null ? ReportNumbers.None : ReportNumbers.Interval(score.Ci95), ReportNumbers.Count(score?.N)];

    private static string[] Published(PublishedResult? result) =>
        result is null ? [ReportNumbers.None, ReportNumbers.None, ReportNumbers.None] : [ReportNumbers.Percent(result.Accuracy), result.HalfWidth is null ? ReportNumbers.None : ReportNumbers.HalfWidth(result.HalfWidth), ReportNumbers.None];
}
