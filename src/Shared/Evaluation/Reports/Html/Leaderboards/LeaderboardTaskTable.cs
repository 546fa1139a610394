using System.Globalization;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Leaderboards;

/// <summary>One task of the leaderboard page: measured results, the best first, with published ones below.</summary>
/// <param name="html">The page.</param>
/// <param name="reportUrl">The address of a run's report; null if it has none.</param>
/// <param name="tellRevision">Whether the runs have several revisions of the dataset.</param>
internal sealed class LeaderboardTaskTable(HtmlWriter html, Func<string, string?> reportUrl, bool tellRevision)
{
    private const double Width = 260;

    public void Write(string task, IReadOnlyList<LeaderboardEntry> entries, IReadOnlyList<PublishedResult> published)
    {
        var axis = Axis.FromZero(
            entries.Select(entry => entry.Score?.Ci95?[1] ?? entry.Score?.Accuracy ?? 0).Concat(published.Select(result => result.Accuracy + (result.HalfWidth ?? 0))), Width);
        using (HtmlParts.Scroller(html, task))
        using (html.Open("table", ("class", "board sortable")))
        {
            html.Leaf("caption", $"{task}: accuracy in percent, official protocol", ("class", "quiet"));
            WriteHead(axis);
            using (html.Open("tbody"))
            {
                foreach (var entry in entries)
                    WriteEntry(entry, axis);
            }

            if (published.Count == 0) return;
            using (html.Open("tbody", ("class", "others")))
            {
                foreach (var result in published)
                    WritePublished(result, axis);
            }
        }
    }

    private void WriteHead(Axis axis)
    {
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            HtmlParts.Head(html, "Model", "name", "text");
            using (html.Open("th", ("scope", "col"), ("class", "task"), ("data-sort", "down")))
            {
                html.Leaf("span", "Accuracy, %");
                IntervalChart.Scale(html, axis, signed: false);
            }

            HtmlParts.Head(html, "n", "n", "down");
            HtmlParts.Head(html, "Missing", "n", "down");
            HtmlParts.Head(html, "Run", "run", "text");
            HtmlParts.Head(html, "Finished", "n", "down");
        }
    }

    private void WriteEntry(LeaderboardEntry entry, Axis axis)
    {
        html.Line();
        using (html.Open("tr", ("class", HtmlParts.RowClass(entry.Model)), ("data-last", HtmlParts.LastPlace(entry.Model))))
        {
            HtmlParts.ModelHeading(html, entry.Model);
            WriteScore(entry, axis);
            HtmlParts.Number(html, ReportNumbers.Count(entry.Score?.N), entry.Score?.N);
            WriteMissing(entry);
            WriteRun(entry.Run);
            WriteDay(entry.Run.FinishedAt);
        }
    }

    private void WriteScore(LeaderboardEntry entry, Axis axis)
    {
        var score = entry.Score;
        using (html.Open("td", ("class", "task"), ("data-v", HtmlParts.Sort(score?.Accuracy))))
        {
            using (html.Open("div", ("class", "figure")))
            {
                html.Leaf("b", ReportNumbers.Percent(score?.Accuracy));
                if (score?.Accuracy is null) return;
                html.Leaf("span", " " + ReportNumbers.Interval(score.Ci95), ("class", "interval"));
            }

            IntervalChart.Write(html, axis, score.Accuracy, score.Ci95, reference: null, entry.Model.Counts ? null : "hollow");
            if (score.Lowest is { } lowest && score.Highest is { } highest && lowest < highest)
                html.Leaf("small", $"{ReportNumbers.Bounds(lowest, highest)} if missing responses are counted");
        }
    }

    private void WriteMissing(LeaderboardEntry entry)
    {
        using (html.Open("td", ("class", entry.Missing > 0 ? "n warn" : "n"), ("data-v", HtmlParts.Sort(entry.Missing))))
        {
            html.Text(ReportNumbers.Count(entry.Missing));
            if (entry.Missing > 0) html.Leaf("small", $"of {ReportNumbers.Count(entry.Model.Outcomes.Total)} in all");
        }
    }

    private void WriteRun(ReportRun run)
    {
        using (html.Open("td", ("class", "run"), ("data-v", run.Id)))
        {
            if (reportUrl(run.Id) is { } url)
                html.Leaf("a", run.Id, ("href", url));
            else
                html.Text(run.Id);
            using (html.Open("small"))
            {
                html.Text($"{ReportNumbers.Count(run.Dataset.Questions)} questions, {ReportNumbers.Count(run.Dataset.Images)} images");
                if (tellRevision) html.Text($" · revision {run.Dataset.Revision}");
                if (run.Excerpt is { } excerpt) html.Text($" · excerpt of {excerpt.Of}: {ExcerptText.InShort(excerpt, run.Dataset)}");
                if (run.Dataset.Display is { } display) html.Text($" · display {display.Rule}");
            }
        }
    }

    private void WriteDay(DateTimeOffset finished)
    {
        using (html.Open("td", ("class", "n"), ("data-v", finished.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), ("title", ReportNumbers.Moment(finished))))
            html.Text(finished.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private void WritePublished(PublishedResult result, Axis axis)
    {
        html.Line();
        using (html.Open("tr"))
        {
            using (html.Open("th", ("scope", "row"), ("class", "name")))
            {
                html.Leaf("span", result.Model);
                html.Text(" ");
                HtmlParts.Badge(html, "published", "hollow");
            }

            using (html.Open("td", ("class", "task")))
            {
                using (html.Open("div", ("class", "figure")))
                {
                    html.Leaf("b", ReportNumbers.Percent(result.Accuracy));
                    if (result.HalfWidth is not null) html.Leaf("span", " " + ReportNumbers.HalfWidth(result.HalfWidth), ("class", "half"));
                }

                double[]? interval = result.HalfWidth is { } half ? [result.Accuracy - half, result.Accuracy + half] : null;
                IntervalChart.Write(html, axis, result.Accuracy, interval, reference: null, "hollow");
            }

            html.Leaf("td", result.Source, ("class", "source"), ("colspan", "4"));
        }
    }
}
