using MuBench.Reports.Documents;
using MuBench.Reports.Figures;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>Accuracy of every model on every slice: a table whose cells are coloured.</summary>
internal static class HeatMapSection
{
    public static void Write(HtmlWriter html, ReportIndex index)
    {
        using (HtmlParts.Section(html, "slices", "Results by slice"))
        {
            if (index.Tasks.Count == 0)
            {
                html.Leaf("p", "No model has a score.", ("class", "muted"));
                return;
            }

            html.Leaf("p", Legend(index), ("class", "legend"));
            using (html.Open("div", ("class", "tabs"), ("role", "group"), ("aria-label", "Task")))
            {
                for (var task = 0; task < index.Tasks.Count; task++)
                {
                    HtmlParts.Tab(html, "heat", task, index.Tasks[task]);
                    using (html.Open("div", ("class", "panel")))
                        WriteTask(html, index, index.Tasks[task], task);
                }
            }
        }
    }

    private static string Legend(ReportIndex index)
    {
        var text = "In percent, the best of a slice in bold. One colour scale per task.";
        if (index.HasChance) text += " A dotted underline: the interval holds the random model's accuracy.";
        return text;
    }

    private static void WriteTask(HtmlWriter html, ReportIndex index, string task, int number)
    {
        using (html.Open("div", ("class", "panel-head")))
        {
            html.Leaf("h3", Leaderboard.TitleOf(task));
            using (html.Open("label", ("class", "check")))
            {
                html.Void("input", ("type", "checkbox"), ("class", "show-intervals"), ("id", $"intervals-{number}"));
                html.Text(" Show intervals and n");
            }
        }

        FigureLink.Write(html, index, HeatFigure.Of(index, task));
        var groups = index.Slices(task);
        for (var protocol = 0; protocol < index.Protocols.Count; protocol++)
        {
            using (html.Open("div", ("data-protocol", protocol.ToString())))
                WriteTable(html, index, task, index.Protocols[protocol], groups);
        }
    }

    private static void WriteTable(
        HtmlWriter html, ReportIndex index, string task, string protocol, IReadOnlyList<SliceGroup> groups)
    {
        var models = Leaderboard.Rank(index.Report, protocol).Select(row => row.Model).ToList();
        var scale = HeatScale.Of(models.Where(model => model.Counts).SelectMany(model => model.Scores)
            .Where(score => score.Task == task && score.Protocol == protocol && score.Accuracy is not null)
            .Select(score => score.Accuracy!.Value));
        if (models.Any(model => model.Counts)) WriteScale(html, scale);
        using (HtmlParts.Scroller(html, $"{task} by slice, {index.Report.Run.NameOf(protocol)} protocol"))
        using (html.Open("table", ("class", "heat"), ("data-task", task), ("data-reader", protocol)))
        {
            html.Leaf("caption", $"{task}, {index.Report.Run.NameOf(protocol)} protocol: {Leaderboard.MeasureOf(task)}, in percent", ("class", "quiet"));
            WriteHead(html, models);
            foreach (var group in groups)
            {
                using (html.Open("tbody"))
                {
                    if (group.Slices[0] != Leaderboard.WholeTask) WriteGroup(html, group.Name, models.Count + 1);
                    foreach (var slice in group.Slices)
                        HeatMapRow.Write(html, index, models, new HeatMapRow.Place(task, slice, protocol), scale);
                }
            }
        }
    }

    private static void WriteHead(HtmlWriter html, List<ReportModel> models)
    {
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            html.Leaf("th", "Slice", ("scope", "col"));
            foreach (var model in models)
            {
                using (html.Open("th", ("scope", "col"), ("class", HtmlParts.RowClass(model))))
                {
                    using (html.Open("span")) html.Name(model.Id);
                    if (!model.Counts) html.Leaf("small", model.Void ? "void" : "alarm");
                }
            }
        }
    }

    private static void WriteGroup(HtmlWriter html, string name, int columns)
    {
        using (html.Open("tr", ("class", "group")))
            html.Leaf("th", name, ("scope", "rowgroup"), ("colspan", columns.ToString()));
    }

    private static void WriteScale(HtmlWriter html, HeatScale scale)
    {
        using (html.Open("div", ("class", "scale-bar"), ("aria-hidden", "true")))
        {
            html.Leaf("span", ReportNumbers.Percent(scale.Low, 0) + "%");
            for (var step = 0; step < HeatScale.Steps; step++)
                html.Leaf("i", "", ("class", "h" + step));
            html.Leaf("span", ReportNumbers.Percent(scale.High, 0) + "%");
        }
    }
}
