using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>The results of controls, repeats and option orders, grouped by task, with a drawing in every row; empty if a run has none.</summary>
internal static class PassesSection
{
    public const string Id = "passes";

    private const double Width = 200;

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var tables = PassTables.Of(index);
        if (tables.Count == 0) return;
        using (HtmlParts.Section(html, Id, "Controls, repeats and option orders"))
        {
            foreach (var table in tables)
                Write(html, table);
        }
    }

    private static void Write(HtmlWriter html, PassTable table)
    {
        html.Line();
        if (table.IsClosed)
        {
            using (html.Open("details", ("class", "part")))
            {
                html.Leaf("summary", $"{table.Title} ({ReportNumbers.Count(table.Rows.Count)} rows)");
                html.Leaf("p", table.Legend, ("class", "legend"));
                WriteTable(html, table);
            }

            return;
        }

        using (html.Open("div", ("class", "part")))
        {
            html.Leaf("h3", table.Title);
            html.Leaf("p", table.Legend, ("class", "legend"));
            WriteTable(html, table);
        }
    }

    private static void WriteTable(HtmlWriter html, PassTable table)
    {
        var axis = table.Chart is { } chart ? AxisOf(chart) : null;
        var first = table.HasTasks ? 1 : 0;
        using (HtmlParts.Scroller(html, table.Title))
        using (html.Open("table", ("class", "passes")))
        {
            html.Leaf("caption", table.Title, ("class", "quiet"));
            WriteHead(html, table, first, axis);
            foreach (var group in table.Rows.Index().GroupBy(row => table.HasTasks ? row.Item[0] : ""))
            {
                using (html.Open("tbody"))
                {
                    if (table.HasTasks)
                    {
                        using (html.Open("tr", ("class", "group")))
                            html.Leaf("th", Leaderboard.TitleOf(group.Key), ("scope", "rowgroup"), ("colspan", $"{table.Heads.Count - 1 + (axis is null ? 0 : 1)}"));
                    }

                    foreach (var (number, row) in group)
                        WriteRow(html, table, row, number, first, axis);
                }
            }
        }
    }

    private static Axis AxisOf(PassChart chart)
    {
        var values = chart.Values.SelectMany(row => row.Interval ?? (row.Value is { } value ? [value] : []));
        return chart.IsSigned ? Axis.Fitting(values, Width) : Axis.FromZero(values, Width);
    }

    private static void WriteHead(HtmlWriter html, PassTable table, int first, Axis? axis)
    {
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            for (var column = first; column < table.Heads.Count; column++)
            {
                if (column == table.NumbersFrom && axis is not null)
                {
                    using (html.Open("th", ("scope", "col"), ("class", "plot")))
                    {
                        html.Leaf("span", table.Chart!.Head);
                        IntervalChart.Scale(html, axis, table.Chart.IsSigned);
                    }
                }

                HtmlParts.Head(html, table.Heads[column], column < table.NumbersFrom ? null : "n");
            }
        }
    }

    private static void WriteRow(HtmlWriter html, PassTable table, IReadOnlyList<string> row, int number, int first, Axis? axis)
    {
        html.Line();
        using (html.Open("tr"))
        {
            for (var column = first; column < row.Count; column++)
            {
                if (column == table.NumbersFrom && axis is not null)
                {
                    var (value, interval) = table.Chart!.Values[number];
                    using (html.Open("td", ("class", "plot")))
                        IntervalChart.Write(html, axis, value, interval, reference: null, table.Verdict is { } at ? ForestPlotSection.KindOf(row[at]) : null);
                }

                // Beside its model, a control is its kind.
                var text = column > first && row[column].StartsWith(row[first] + "#", StringComparison.Ordinal) ? row[column][(row[first].Length + 1)..] : row[column];
                WriteCell(html, table, text, column, column == first);
            }
        }
    }

    // "no verdict: because of this" is a badge with its reason below.
    private static void WriteCell(HtmlWriter html, PassTable table, string text, int column, bool isFirst)
    {
        if (isFirst)
        {
            using (html.Open("th", ("scope", "row"), ("class", "name")))
                HtmlParts.ModelName(html, text);
        }
        else if (column == table.Verdict)
        {
            using (html.Open("td", ("class", "verdict")))
            {
                var (word, reason) = text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (text[..colon], text[(colon + 1)..].Trim()) : (text, null);
                HtmlParts.Badge(html, word, ForestPlotSection.KindOf(word));
                if (reason is not null) html.Leaf("small", reason);
            }
        }
        else if (column < table.NumbersFrom)
        {
            using (html.Open("td")) html.Name(text);
        }
        else
        {
            html.Leaf("td", text, ("class", "n"));
        }
    }
}
