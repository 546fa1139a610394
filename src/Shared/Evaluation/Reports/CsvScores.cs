using System.Buffers;
using System.Globalization;
using System.Text;
using MuBench.Printing;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Slices;

namespace MuBench.Reports;

/// <summary><c>scores.csv</c>: one row per model, task, slice and protocol (RFC 4180).</summary>
internal static class CsvScores
{
    private const string Header =
        "run,model,kind,resolvedModel,void,task,slice,protocol,n,accuracy,ci95Low,ci95High,halfWidth,lowest,highest,metric,interval,alarm";

    // Characters that a spreadsheet may take for the start of a formula. Some programs read the full-width forms as the plain ones.
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    // The semicolon is included: where it is the list separator, an unquoted one would split a cell and could start a formula.
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\"\r\n\t' ");

    /// <summary>
    /// Renders the scores. Numbers are plain (a point, all digits of the value, 0 to 1), and empty if there is none.
    /// Text that a spreadsheet could take for a formula gets a leading apostrophe, and characters that control a
    /// terminal are removed.
    /// </summary>
    public static string Render(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        // The column is there only in an excerpt, whose rows are no results of the whole run.
        var excerpt = report.Run.Excerpt is { } part ? "," + Text(ExcerptText.InShort(part, report.Run.Dataset)) : "";
        // Likewise in a run that a rule stopped.
        var sampled = report.Run.Dataset.Sampled ? "," + Text(SamplingText.Mark) : "";
        // Likewise if a model was not asked as the official protocol asks.
        var hasOthers = report.Models.Any(model => model.AskedWith is not null);
        // And estimates with the help of other models' answers, in a sample that has some.
        var assisted = report.Models.Any(model => model.Assisted is not null);
        var csv = new StringBuilder(Header).Append(assisted ? ",assisted,assistedLow,assistedHigh,effectiveSize" : "").Append(sampled.Length > 0 ? ",sampled" : "")
            .Append(excerpt.Length > 0 ? ",excerpt" : "").Append(hasOthers ? ",notOfficial" : "").Append("\r\n");
        foreach (var model in report.Models)
        {
            var prefix = string.Join(
                ',', Text(report.Run.Id), Text(model.Id), Text(model.Kind), Text(model.ResolvedModel), model.Void ? "true" : "false");
            var asked = hasOthers ? "," + Text(RequestText.InShort(model)) : "";
            foreach (var score in model.Scores)
                csv.Append(prefix).Append(',').Append(Row(score)).Append(model.Alarm is null ? ",false" : ",true").Append(assisted ? Assisted(report, model, score) : "").Append(sampled).Append(excerpt).Append(asked).Append("\r\n");
        }

        return csv.ToString();
    }

    private static string Row(SliceScore score) => string.Join(
        ',',
        Text(score.Task),
        Text(score.Slice),
        Text(score.Protocol),
        score.N.ToString(CultureInfo.InvariantCulture),
        Number(score.Accuracy),
        Number(score.Ci95?[0]),
        Number(score.Ci95?[1]),
        Number(score.HalfWidth),
        Number(score.Lowest),
        Number(score.Highest),
        score.Metric ?? Metrics.Accuracy,
        Text(score.Interval));

    // The estimates are those under the main protocol.
    private static string Assisted(RunReport report, ReportModel model, SliceScore score)
    {
        var found = score.Protocol != report.Run.Protocol || score.Metric is not null
            ? null
            : model.Assisted?.FirstOrDefault(entry => entry.Task == score.Task && entry.Slice == score.Slice);
        return string.Concat(((double?[])[found?.Accuracy, found?.Ci95[0], found?.Ci95[1], found?.EffectiveSize]).Select(value => "," + Number(value)));
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    internal static string Text(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        value = ShownText.Clean(value);
        if (FormulaStarts.Contains(value[0])) value = "'" + value;
        return value.AsSpan().ContainsAny(Quoted) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
