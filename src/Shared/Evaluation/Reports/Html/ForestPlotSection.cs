using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Reports.Html.Browser;
using MuBench.Reports.Html.Comparisons;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>
/// The paired differences: the leader of each task against each other model, and, closed at first, all pairs, the floors, and
/// every comparison by slice.
/// </summary>
internal static class ForestPlotSection
{
    private const double Width = 250;

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var comparisons = index.Report.Comparisons;
        using (HtmlParts.Section(html, "differences", "Paired differences"))
        {
            if (comparisons.Count == 0)
            {
                html.Leaf("p", "No two models were compared.", ("class", "muted"));
                return;
            }

            html.Leaf("p", Legend(index.Report.Run.ProtocolText), ("class", "legend"));
            var tasks = index.Tasks.Where(task => comparisons.Any(pair => pair.Task == task)).ToList();
            using (html.Open("div", ("class", "tabs"), ("role", "group"), ("aria-label", "Task")))
            {
                for (var i = 0; i < tasks.Count; i++)
                {
                    HtmlParts.Tab(html, "forest", i, tasks[i]);
                    using (html.Open("div", ("class", "panel")))
                    {
                        html.Leaf("h3", Leaderboard.TitleOf(tasks[i]));
                        if (!BenchmarkTasks.IsClosed(tasks[i]))
                            html.Leaf("p", "Mean scores instead of accuracies; questions on which a model scores higher instead of right ones; and the mean difference of scores.", ("class", "legend"));
                        WriteTask(html, index, tasks[i], [.. comparisons.Where(pair => pair.Task == tasks[i])]);
                    }
                }
            }

            WriteFilter(html, index);
        }
    }

    /// <summary>Explains the numbers of a comparison.</summary>
    public static string Legend(string protocol) =>
        $"Two models on the same questions, {protocol} protocol. Accuracy of A minus accuracy of B in percentage points "
        + "with its 95% interval, paired and clustered by image; p below 0.05 exactly where that interval excludes 0; p (Holm) corrected over the whole tasks "
        + "of a pair, of slices over the slices of a pair, which are for exploring; identical: the same answer to every question; "
        + "the detectable difference is the smallest true one that these questions would show in 80 of 100 runs.";

    // The filter needs the script, which shows it.
    private static void WriteFilter(HtmlWriter html, ReportIndex index)
    {
        if (index.Models < 4) return;
        using (html.Open("label", ("class", "filter"), ("hidden", "hidden")))
        {
            html.Text("In the lists that open, only pairs with ");
            using (html.Open("select", ("id", "pair-filter")))
            {
                html.Leaf("option", "any model", ("value", ""));
                foreach (var model in index.Report.Models.Where(model => model.ControlOf is null))
                    html.Leaf("option", model.Id, ("value", model.Id));
            }
        }
    }

    // The leader first: who wants to choose a model asks what it is better than. Everything else is one click away.
    private static void WriteTask(HtmlWriter html, ReportIndex index, string task, List<ReportComparison> comparisons)
    {
        var floors = index.Report.Models.Where(model => ModelKinds.IsFloor(model.Kind)).Select(model => model.Id).ToHashSet(StringComparer.Ordinal);
        var whole = comparisons.Where(pair => pair.Slice == Leaderboard.WholeTask).ToList();
        var models = whole.Where(pair => !floors.Contains(pair.A) && !floors.Contains(pair.B)).ToList();
        var leader = Leaderboard.LeaderOf(index.Report, task);
        var led = whole.Where(pair => !floors.Contains(pair.A == leader ? pair.B : pair.A) && (pair.A == leader || pair.B == leader))
            .Select(pair => pair.A == leader ? pair : pair.Turned()).OrderBy(pair => pair.Difference).ToList();
        if (led.Count > 0)
        {
            using (html.Open("p", ("class", "lead")))
            {
                HtmlParts.ModelName(html, leader!);
                html.Text($", the leader on {task}, against each other model; the closest first.");
            }

            WriteForest(html, $"The leader against each other model on {task}", led, index.Alarms, index);
        }

        if (models.Count > led.Count) WriteClosed(html, $"All pairs of models on {task}", models, index);
        if (whole.Count > models.Count) WriteClosed(html, $"Pairs with a floor on {task}", [.. whole.Except(models)], index);
        ComparisonTable.Write(html, task, comparisons, index.Alarms);
    }

    private static void WriteClosed(HtmlWriter html, string title, List<ReportComparison> pairs, ReportIndex index)
    {
        html.Line();
        using (html.Open("details", ("class", "pairs")))
        {
            html.Leaf("summary", $"{title} ({ReportNumbers.Count(pairs.Count)})");
            WriteForest(html, title, pairs, index.Alarms, index);
        }
    }

    /// <summary>A task's comparisons over whole tasks as a forest plot, and all of them as a table.</summary>
    /// <param name="html">The page.</param>
    /// <param name="task">The task.</param>
    /// <param name="comparisons">Its comparisons.</param>
    /// <param name="alarms">Models with an alarm: no verdict is shown for them.</param>
    public static void WriteTask(HtmlWriter html, string task, List<ReportComparison> comparisons, IReadOnlyDictionary<string, ReportAlarm> alarms)
    {
        WriteForest(html, $"Paired differences on {task}", [.. comparisons.Where(pair => pair.Slice == Leaderboard.WholeTask)], alarms, null);
        ComparisonTable.Write(html, task, comparisons, alarms);
    }

    private static void WriteForest(HtmlWriter html, string title, List<ReportComparison> pairs, IReadOnlyDictionary<string, ReportAlarm> alarms, ReportIndex? index)
    {
        var axis = Axis.Fitting(pairs.SelectMany(pair => pair.Ci95 ?? (pair.Difference is { } difference ? [difference] : [])), Width);
        using (HtmlParts.Scroller(html, title))
        using (html.Open("table", ("class", "forest sortable")))
        {
            html.Leaf("caption", title, ("class", "quiet"));
            WriteHead(html, axis);
            using (html.Open("tbody"))
            {
                foreach (var pair in pairs)
                    WritePair(html, pair, axis, alarms, index);
            }
        }
    }

    private static void WriteHead(HtmlWriter html, Axis axis)
    {
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            HtmlParts.Head(html, "A", "name", "text");
            HtmlParts.Head(html, "B", "name", "text");
            HtmlParts.Head(html, "A is", sort: "text");
            HtmlParts.Head(html, "A − B", "n", "down");
            using (html.Open("th", ("scope", "col"), ("class", "plot")))
            {
                using (html.Open("div", ("class", "sides")))
                {
                    html.Leaf("span", axis.Low < 0 ? "← B better" : "");
                    html.Leaf("span", axis.High > 0 ? "A better →" : "");
                }

                IntervalChart.Scale(html, axis, signed: true);
            }

            HtmlParts.Head(html, "n", "n", "down");
            HtmlParts.Head(html, "p", "n", "up");
            HtmlParts.Head(html, "p (Holm)", "n", "up");
            HtmlParts.Head(html, "Only A right", "n", "down");
            HtmlParts.Head(html, "Only B right", "n", "down");
            HtmlParts.Head(html, "Detectable", "n", "down");
        }
    }

    private static void WritePair(HtmlWriter html, ReportComparison pair, Axis axis, IReadOnlyDictionary<string, ReportAlarm> alarms, ReportIndex? index)
    {
        html.Line();
        using (html.Open("tr", ("data-a", pair.A), ("data-b", pair.B)))
        {
            HtmlParts.ModelCell(html, "th", pair.A);
            HtmlParts.ModelCell(html, "td", pair.B);
            var alarm = AlarmOf(pair, alarms);
            using (html.Open("td", ("data-v", alarm is null ? pair.Verdict : "alarm")))
                HtmlParts.Badge(html, alarm is null ? pair.Verdict : "alarm", alarm is null ? KindOf(pair.Verdict) : "bad", alarm ?? $"{pair.A} is {pair.Verdict} against {pair.B}");
            HtmlParts.Difference(html, pair.Difference, pair.Ci95);
            using (html.Open("td", ("class", "plot")))
                IntervalChart.Write(html, axis, pair.Difference, pair.Ci95, reference: null, alarm is null ? KindOf(pair.Verdict) : "hollow");
            HtmlParts.Number(html, ReportNumbers.Count(pair.N), pair.N);
            HtmlParts.Number(html, ReportNumbers.PValue(pair.P), pair.P);
            HtmlParts.Number(html, ReportNumbers.PValue(pair.PHolm), pair.PHolm);
            OnlyRight(html, index, pair, pair.A, pair.B, pair.OnlyA);
            OnlyRight(html, index, pair, pair.B, pair.A, pair.OnlyB);
            HtmlParts.Number(html, ReportNumbers.HalfWidth(pair.MinimumDetectableEffect), pair.MinimumDetectableEffect);
        }
    }

    private static void OnlyRight(HtmlWriter html, ReportIndex? index, ReportComparison pair, string right, string wrong, int count)
    {
        if (index is null || !BenchmarkTasks.IsClosed(pair.Task)) HtmlParts.Number(html, ReportNumbers.Count(count), count);
        else HtmlParts.Counted(html, index, count, new QuestionLink { Model = right, Other = wrong, Outcome = "correct", Task = pair.Task, Slice = pair.Slice });
    }

    /// <summary>Why a pair has no verdict; null if neither model has an alarm.</summary>
    internal static string? AlarmOf(ReportComparison pair, IReadOnlyDictionary<string, ReportAlarm> alarms) =>
        ((string[])[pair.A, pair.B]).Where(alarms.ContainsKey).Select(id => $"{id}: {alarms[id].InShort}").ToList() is { Count: > 0 } texts ? string.Join("; ", texts) : null;

    internal static string KindOf(string verdict) => verdict switch
    {
        "better" => "good",
        "worse" => "bad",
        "equivalent" or "identical" => "same",
        _ => "hollow",
    };
}
