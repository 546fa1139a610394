using System.Globalization;
using MuBench.Manifests;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Leaderboards;

/// <summary>One task of the leaderboard page: measured results, the best first, with published ones below.</summary>
/// <param name="html">The page.</param>
/// <param name="runs">The runs.</param>
/// <param name="reportUrl">The address of a run's report; null if it has none.</param>
/// <param name="ranks">The ranks of the models.</param>
/// <param name="tellRevision">Whether the runs have several revisions of the dataset.</param>
internal sealed class LeaderboardTaskTable(HtmlWriter html, FinishedRuns runs, Func<string, string?> reportUrl, LeaderboardRanks ranks, bool tellRevision)
{
    private const double Width = 260;

    public void Write(string task, IReadOnlyList<LeaderboardModel> models, IReadOnlyList<PublishedResult> published)
    {
        var entries = models.Select(model => model.Shown).ToList();
        var places = PlacesOf(task, entries);
        var axis = Axis.FromZero(
            entries.Select(entry => entry.Score?.Ci95?[1] ?? entry.Score?.Accuracy ?? 0).Concat(published.Select(result => result.Accuracy + (result.HalfWidth ?? 0))), Width);
        using (HtmlParts.Scroller(html, $"Models on {task}"))
        using (html.Open("table", ("class", "board sortable")))
        {
            html.Leaf("caption", $"{task}: accuracy in percent, official protocol", ("class", "quiet"));
            WriteHead(axis);
            using (html.Open("tbody"))
            {
                foreach (var model in models)
                    WriteModel(model, places, axis);
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
            HtmlParts.Head(html, "#", "rank", "up");
            HtmlParts.Head(html, "Model", "name", "text");
            using (html.Open("th", ("scope", "col"), ("class", "task"), ("data-sort", "down")))
            {
                html.Leaf("span", "Accuracy, %");
                IntervalChart.Scale(html, axis, signed: false);
            }

            HtmlParts.Head(html, "n", "n", "down");
            HtmlParts.Head(html, "Missing", "n", "down");
            HtmlParts.Head(html, "Cost", "n", "down");
            HtmlParts.Head(html, "Run", "run", "text");
            HtmlParts.Head(html, "Finished", "n", "down");
        }
    }

    // The places and texts of the models with a rank. Without comparisons, the place is that by accuracy.
    private Dictionary<LeaderboardEntry, (int Place, string Text)> PlacesOf(string task, IReadOnlyList<LeaderboardEntry> entries)
    {
        var ranked = entries.Where(entry => entry.IsRanked).ToList();
        var ranges = ranked.ToDictionary(entry => entry, entry => ranks.Of(task, entry.Run.Id, entry.Model.Id));
        var isCompared = ranges.Values.Any(range => range is not null);
        return ranked.Where(entry => !isCompared || ranges[entry] is not null).ToDictionary(
            entry => entry,
            entry => (Place: 1 + ranked.Count(other => other.Score!.Accuracy > entry.Score!.Accuracy), ranges[entry]))
            .ToDictionary(pair => pair.Key, pair => (pair.Value.Place, pair.Value.Item2 is { } range ? Leaderboard.TextOf(range) : $"{pair.Value.Place}"));
    }

    private void WriteModel(LeaderboardModel model, Dictionary<LeaderboardEntry, (int Place, string Text)> places, Axis axis)
    {
        var entry = model.Shown;
        html.Line();
        using (html.Open("tr", ("class", HtmlParts.RowClass(entry.Model)), ("data-last", HtmlParts.LastPlace(entry.Model))))
        {
            var place = places.TryGetValue(entry, out var found) ? found : ((int Place, string Text)?)null;
            html.Leaf("td", place?.Text ?? (entry.Model.Counts && ModelKinds.IsFloor(entry.Model.Kind) ? "floor" : ReportNumbers.None), ("class", "rank"), ("data-v", place?.Place.ToString(CultureInfo.InvariantCulture)));
            HtmlParts.ModelHeading(html, entry.Model, () => WriteOthers(model));
            WriteScore(entry, axis);
            HtmlParts.Number(html, ReportNumbers.Count(entry.Score?.N), entry.Score?.N);
            WriteMissing(entry);
            HtmlParts.Number(html, ReportNumbers.Usd(entry.Model.Usage.Usd), (double?)entry.Model.Usage.Usd);
            WriteRun(entry.Run);
            WriteDay(entry.Run.FinishedAt);
        }
    }

    // The other results of a model, in its row, so that sorting keeps them there.
    private void WriteOthers(LeaderboardModel model)
    {
        if (model.Others.Count == 0) return;
        var shown = (model.Shown.Run.Id, model.Shown.Model.Id);
        var differ = model.Others.Count(other => runs.HaveOtherKeys(shown, (other.Run.Id, other.Model.Id)));
        using (html.Open("details", ("class", "history")))
        {
            html.Leaf("summary", $"{model.Others.Count} more" + (differ > 0 ? $", {(differ == model.Others.Count ? "" : $"{differ} ")}with other settings" : ""));
            using (html.Open("ul"))
            {
                foreach (var other in model.Others)
                {
                    using (html.Open("li"))
                    {
                        html.Text($"{Day(other.Run.FinishedAt)} ");
                        html.Leaf("b", other.Model.Void ? "void" : ReportNumbers.Percent(other.Score?.Accuracy));
                        html.Text($"{(other.Model.Alarm is null ? "" : " (alarm)")}, n {ReportNumbers.Count(other.Score?.N)}, ");
                        WriteLink(other.Run);
                        if (runs.HaveOtherKeys(shown, (other.Run.Id, other.Model.Id))) html.Text(" · other settings or weights");
                    }
                }
            }
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
            WriteLink(run);
            using (html.Open("small"))
            {
                html.Text($"{ReportNumbers.Count(run.Dataset.Questions)} questions, {ReportNumbers.Count(run.Dataset.Images)} images");
                if (tellRevision) html.Text($" · revision {run.Dataset.Revision}");
                if (run.Excerpt is { } excerpt) html.Text($" · excerpt of {excerpt.Of}: {ExcerptText.InShort(excerpt, run.Dataset)}");
                if (run.Dataset.Display is { } display) html.Text($" · display {display.Rule}");
            }
        }
    }

    private void WriteLink(ReportRun run)
    {
        using (reportUrl(run.Id) is { } url ? html.Open("a", ("href", url)) : html.Open("span"))
            html.Name(run.Id);
    }

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void WriteDay(DateTimeOffset finished)
    {
        using (html.Open("td", ("class", "n"), ("data-v", finished.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), ("title", ReportNumbers.Moment(finished))))
            html.Text(Day(finished));
    }

    private void WritePublished(PublishedResult result, Axis axis)
    {
        html.Line();
        using (html.Open("tr"))
        {
            html.Leaf("td", "", ("class", "rank"));
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

            html.Leaf("td", result.Source, ("class", "source"), ("colspan", "5"));
        }
    }
}
