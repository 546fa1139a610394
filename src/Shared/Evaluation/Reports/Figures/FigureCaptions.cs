using MuBench.Manifests;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Figures;

/// <summary>Sentences of captions.</summary>
internal static class FigureCaptions
{
    /// <summary>The end of every caption: the dataset, the protocol and the run.</summary>
    public static string Source(RunReport report)
    {
        var (run, data) = (report.Run, report.Run.Dataset);
        return $"{data.Name}, revision {data.Revision}: {ReportNumbers.Count(data.Questions)} questions about {ReportNumbers.Count(data.Images)} images; {run.ProtocolText} protocol"
            + (data.Official ? "" : "; not the official release of μ-Bench") + $". MuBench {run.Code.Version}, run {run.Id}."
            + string.Concat(((string?[])[SamplingText.Of(run), ExcerptText.Of(run)]).OfType<string>().Select(note => " " + note))
            + string.Concat(RequestText.Lines(report).Select(line => " " + line))
            + (report.Models.Any(model => model is { ControlOf: null, Alarm: not null }) ? $" Not ranked, because of an alarm: {string.Join(", ", report.Models.Where(model => model is { ControlOf: null, Alarm: not null }).Select(model => model.Id))}." : "")
            + (report.Models.Any(model => model.Void) ? $" Void and left out: {string.Join(", ", report.Models.Where(model => model.Void).Select(model => model.Id))}." : "");
    }

    /// <summary>The kind of the intervals of accuracies.</summary>
    public static string Intervals(RunReport report)
    {
        var kinds = report.Models.SelectMany(model => model.Scores).Select(score => score.Interval).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return $"Bars are 95% intervals clustered by image{(kinds.Count == 0 ? "" : $" ({string.Join(", ", kinds)})")}.";
    }

    /// <summary>The numbers of answered questions of some scores: one number, or their range.</summary>
    public static string Answered(IEnumerable<int> numbers)
    {
        var all = numbers.Distinct().Order().ToList();
        return all.Count switch
        {
            0 => "no answered question",
            1 => $"n = {ReportNumbers.Count(all[0])}",
            _ => $"n = {ReportNumbers.Count(all[0])} to {ReportNumbers.Count(all[^1])}",
        };
    }

    /// <summary>The models of figures: those with a rank, the best first, then those without one, then floors. Void results are left out.</summary>
    public static IReadOnlyList<ReportModel> Models(ReportIndex index) =>
    [
        .. Leaderboard.Rank(index.Report, index.Report.Run.Protocol).Select(row => row.Model).Where(model => !model.Void).OrderBy(model => ModelKinds.IsFloor(model.Kind)),
    ];
}
