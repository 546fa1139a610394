using MuBench.Reports.Documents;
using MuBench.Scoring.Confusion;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Confusion;

/// <summary>
/// Confusions on the fine questions: a matrix of one model and source dataset, which the script draws for the
/// selection, and a table of the most frequent confusion of every model and dataset, which needs no script.
/// </summary>
internal static class ConfusionSection
{
    public const string Id = "confusions";

    public static bool HasContent(ReportIndex index) => Models(index).Count > 0;

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var models = Models(index);
        if (models.Count == 0) return;
        using (HtmlParts.Section(html, Id, "Confusions"))
        {
            html.Leaf(
                "p",
                $"Which class the models choose for which class on the fine questions, {index.Report.Run.ProtocolText} protocol. A question offers a few of the classes, "
                + "different ones for each image. A cell is the share of the questions offering an option in which it was chosen, with the two "
                + "numbers under it. A row need not add up to 100%.",
                ("class", "legend"));
            WriteMatrix(html, models);
            WriteTable(html, models);
        }
    }

    public static void WriteData(HtmlWriter html, ReportIndex index)
    {
        var models = Models(index);
        if (models.Count > 0) html.Data("confusion-data", ConfusionData.Json(models));
    }

    // The best model comes first, as in all tables.
    private static IReadOnlyList<ReportModel> Models(ReportIndex index) =>
    [
        .. Leaderboard.Rank(index.Report, index.Report.Run.Protocol).Select(row => row.Model).Where(model => !model.Void && model.Confusions is { Count: > 0 }),
    ];

    private static void WriteMatrix(HtmlWriter html, IReadOnlyList<ReportModel> models)
    {
        using (html.Open("div", ("id", "confusion"), ("hidden", "hidden")))
        {
            using (html.Open("div", ("class", "controls"), ("role", "group"), ("aria-label", "Confusion matrix")))
            {
                Select(html, "model", "Model", models.Select(model => model.Id));
                Select(html, "source", "Source dataset", Sources(models));
            }

            using (HtmlParts.Scroller(html, "Confusion matrix"))
            using (html.Open("table", ("class", "heat confusion"), ("id", "confusion-matrix")))
                html.Leaf("caption", "");
            using (html.Open("p", ("class", "save")))
                html.Leaf("a", "Save as a figure (SVG)", ("id", "confusion-save"), ("href", "#confusions"));
        }
    }

    private static IEnumerable<string> Sources(IReadOnlyList<ReportModel> models) =>
        models.SelectMany(model => model.Confusions!).Select(matrix => matrix.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static void Select(HtmlWriter html, string name, string label, IEnumerable<string> options)
    {
        using (html.Open("label"))
        {
            html.Leaf("span", label);
            using (html.Open("select", ("id", "confusion-" + name)))
            {
                foreach (var (number, option) in options.Index()) html.Leaf("option", option, ("value", $"{number}"));
            }
        }
    }

    private static void WriteTable(HtmlWriter html, IReadOnlyList<ReportModel> models)
    {
        var rows = Sources(models).SelectMany(source => models.SelectMany(model => model.Confusions!.Where(matrix => matrix.Source == source).Select(matrix => (model, matrix)))).ToList();
        using (html.Open("details", ("class", "keep")))
        {
            html.Leaf("summary", $"The most frequent confusion of every model and dataset ({ReportNumbers.Count(rows.Count)})");
            using (HtmlParts.Scroller(html, "Most frequent confusions"))
            using (html.Open("table", ("class", "full sortable confusions")))
            {
                html.Leaf("caption", "Most frequent confusion per source dataset and model", ("class", "quiet"));
                using (html.Open("thead"))
                using (html.Open("tr"))
                {
                    HtmlParts.Head(html, "Source dataset", "name", "text");
                    HtmlParts.Head(html, "Model", "name", "text");
                    HtmlParts.Head(html, "n", "n", "down");
                    HtmlParts.Head(html, "Correct class", null, "text");
                    HtmlParts.Head(html, "Chosen class", null, "text");
                    HtmlParts.Head(html, "Chosen", "n", "down");
                    HtmlParts.Head(html, "Offered", "n", "down");
                    HtmlParts.Head(html, "Rate", "n", "down");
                }

                using (html.Open("tbody"))
                {
                    foreach (var (model, matrix) in rows) WriteRow(html, model, matrix);
                }
            }
        }
    }

    private static void WriteRow(HtmlWriter html, ReportModel model, ConfusionMatrix matrix)
    {
        var most = MostFrequent(matrix);
        html.Line();
        using (html.Open("tr"))
        {
            HtmlParts.NameCell(html, "th", matrix.Source, ("scope", "row"), ("class", "name"), ("data-v", matrix.Source));
            HtmlParts.NameCell(html, "td", model.Id, ("class", "name"), ("data-v", model.Id));
            HtmlParts.Number(html, ReportNumbers.Count(matrix.N), matrix.N);
            if (most is not var (gold, option))
            {
                for (var cell = 0; cell < 5; cell++) html.Leaf("td", ReportNumbers.None);
                return;
            }

            var (chosen, offered) = (matrix.Chosen[gold][option], matrix.Offered[gold][option]);
            html.Leaf("td", matrix.Classes[gold], ("data-v", matrix.Classes[gold]));
            html.Leaf("td", matrix.Classes[option], ("data-v", matrix.Classes[option]));
            HtmlParts.Number(html, ReportNumbers.Count(chosen), chosen);
            HtmlParts.Number(html, ReportNumbers.Count(offered), offered);
            HtmlParts.Number(html, ReportNumbers.Percent((double)chosen / offered, 1) + "%", (double)chosen / offered);
        }
    }

    // The highest number of questions comes first, so that a pair that was offered once does not; of equal numbers the higher share.
    private static (int Gold, int Option)? MostFrequent(ConfusionMatrix matrix)
    {
        (int Gold, int Option)? most = null;
        var (chosen, rate) = (0, 0.0);
        for (var gold = 0; gold < matrix.Classes.Count; gold++)
        {
            for (var option = 0; option < matrix.Classes.Count; option++)
            {
                if (option == gold || matrix.Chosen[gold][option] == 0) continue;
                var its = (double)matrix.Chosen[gold][option] / matrix.Offered[gold][option];
                if (matrix.Chosen[gold][option] < chosen || (matrix.Chosen[gold][option] == chosen && its <= rate)) continue;
                (most, chosen, rate) = ((gold, option), matrix.Chosen[gold][option], its);
            }
        }

        return most;
    }
}
