using MuBench.Reports.Documents;
using MuBench.Reports.Figures;
using MuBench.Reports.Html.Analyses;
using MuBench.Scoring.Results;
using MuBench.Scoring.Shortcuts;

namespace MuBench.Reports.Html.Shortcuts;

/// <summary>Right for the right reason: metadata right or wrong against fine answer right or wrong, per image.</summary>
internal static class ShortcutSection
{
    public const string Id = "shortcuts";

    private const string Title = "Right for the right reason";

    public static bool HasContent(ReportIndex index) => index.Report.Shortcuts is { Models.Count: > 0 };

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        if (index.Report.Shortcuts is not { Models.Count: > 0 } analysis) return;
        var models = Ranked(index, analysis);
        using (HtmlParts.Section(html, Id, Title))
        {
            html.Leaf("p", ShortcutText.Legend(analysis), ("class", "legend"));
            using (html.Open("div", ("class", "tabs"), ("role", "group"), ("aria-label", "Metadata count as right")))
            {
                for (var rule = 0; rule < ShortcutText.Rules.Count; rule++)
                {
                    HtmlParts.Tab(html, "shortcut-rule", rule, ShortcutText.Rules[rule].Label);
                    using (html.Open("div", ("class", "panel")))
                        WriteRule(html, index, analysis, models, ShortcutText.Rules[rule].Rule);
                }
            }

            WriteScores(html, models);
        }
    }

    private static List<(ReportModel Model, ModelShortcuts Shortcuts)> Ranked(ReportIndex index, ShortcutAnalysis analysis) =>
    [
        .. from row in Leaderboard.Rank(index.Report, index.Report.Run.Protocol)
           let found = analysis.Models.FirstOrDefault(model => model.Id == row.Model.Id)
           where found is not null
           select (row.Model, found),
    ];

    private static void WriteRule(HtmlWriter html, ReportIndex index, ShortcutAnalysis analysis, List<(ReportModel Model, ModelShortcuts Shortcuts)> models, string rule)
    {
        html.Leaf("h3", ShortcutText.Rules.First(entry => entry.Rule == rule).Label);
        FigureLink.Write(html, index, ShortcutFigure.Of(index, rule));
        ShortcutMosaic.WriteKey(html);
        html.Leaf("p", ShortcutMosaic.Reading, ("class", "legend"));
        using (html.Open("div", ("class", "cards")))
        {
            foreach (var (model, shortcuts) in models.Where(entry => entry.Shortcuts.All.Images > 0))
                ShortcutMosaic.Write(html, model.Id, shortcuts.All, rule);
        }

        Table(html, "Metadata and answer per model", [.. models.Select(entry => (entry.Model, entry.Shortcuts.All))], rule, bySource: false);
        using (html.Open("details"))
        {
            html.Leaf("summary", "Every source dataset");
            Table(html, "Metadata and answer per source dataset", [.. models.SelectMany(entry => entry.Shortcuts.Sources.Select(source => (entry.Model, source)))], rule, bySource: true);
        }

        ShortcutComparisonTable.Write(html, models, analysis, rule);
    }

    private static void Table(HtmlWriter html, string title, List<(ReportModel Model, ShortcutGroup Group)> rows, string rule, bool bySource)
    {
        (string, string?, string?)[] heads =
        [
            ("Model", "name", "text"), .. bySource ? (ReadOnlySpan<(string, string?, string?)>)[("Source", null, "text")] : [],
            .. ShortcutText.Heads.Prepend("Images").Select(head => (head, (string?)"n", (string?)"down")),
        ];
        AnalysisParts.Table(html, title, "sortable", heads, () =>
        {
            foreach (var (model, group) in rows)
                Row(html, model, group, rule, bySource);
        });
    }

    private static void Row(HtmlWriter html, ReportModel model, ShortcutGroup group, string rule, bool bySource)
    {
        html.Line();
        using (html.Open("tr", ("class", HtmlParts.RowClass(model))))
        {
            using (html.Open("th", ("scope", "row"), ("class", "name"), ("data-v", model.Id)))
            {
                HtmlParts.ModelName(html, model.Id);
                if (!bySource && model.Alarm is { } alarm) HtmlParts.Badge(html, "alarm", "bad", $"{alarm.InShort}. {alarm.Remedy}");
            }

            if (bySource) html.Leaf("td", group.Source, ("data-v", group.Source));
            using (html.Open("td", ("class", "n"), ("data-v", HtmlParts.Sort(group.Images))))
            {
                html.Text(ReportNumbers.Count(group.Images));
                if (group.Incomplete > 0) html.Leaf("small", $"{ReportNumbers.Count(group.Incomplete)} left out", ("title", "A response to one of their questions is missing."));
            }

            var table = group.Tables.First(table => table.Rule == rule);
            foreach (var share in (ReadOnlySpan<ShortcutShare?>)[table.Robust, table.Shortcut, table.ReasoningGap, table.Neither, table.ShortcutsOfRight])
                Share(html, share);
        }
    }

    private static void Share(HtmlWriter html, ShortcutShare? share)
    {
        using (html.Open("td", ("class", "n"), ("data-v", HtmlParts.Sort(share?.Share)), ("title", share?.Count is { } count ? $"{ReportNumbers.Count(count)} images" : null)))
        {
            html.Text(ReportNumbers.Percent(share?.Share, 1));
            if (share?.Ci95 is { } interval) html.Leaf("small", ReportNumbers.Interval(interval, 1));
        }
    }

    private static void WriteScores(HtmlWriter html, List<(ReportModel Model, ModelShortcuts Shortcuts)> models)
    {
        html.Line();
        using (html.Open("div", ("class", "part")))
        {
            html.Leaf("h3", "Metadata score and answer score");
            html.Leaf("p", ShortcutText.Scores, ("class", "legend"));
            (string, string?, string?)[] heads =
                [("Model", "name", "text"), ("Images", "n", "down"), ("Metadata C", "n", "down"), ("Answer T", "n", "down"), ("S = 0.8 T + 0.2 C (SPeC)", "n", "down")];
            AnalysisParts.Table(html, "Metadata score and answer score", "sortable", heads, () =>
            {
                foreach (var (model, shortcuts) in models)
                    ScoreRow(html, model, shortcuts);
            });
        }
    }

    private static void ScoreRow(HtmlWriter html, ReportModel model, ModelShortcuts shortcuts)
    {
        html.Line();
        using (html.Open("tr", ("class", HtmlParts.RowClass(model))))
        {
            HtmlParts.ModelCell(html, "th", model.Id);
            HtmlParts.Number(html, ReportNumbers.Count(shortcuts.All.Images), shortcuts.All.Images);
            Share(html, shortcuts.MetadataScore);
            Share(html, shortcuts.AnswerScore);
            Share(html, shortcuts.CombinedScore);
        }
    }
}
