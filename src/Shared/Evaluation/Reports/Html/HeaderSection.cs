using MuBench.Manifests;
using MuBench.Reports.Documents;
using MuBench.Reports.Html.Browser;
using MuBench.Reports.Html.Confusion;
using MuBench.Reports.Html.Interpolations;
using MuBench.Reports.Html.Shortcuts;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>The top of the page: the run, the finding in a sentence, the gate, and the bar with the switch of protocols.</summary>
internal static class HeaderSection
{
    private static readonly (string Id, string Title)[] Sections =
    [
        ("leaderboard", "Leaderboard"), (AssistedSection.Id, "Assisted"), (SamplingSection.Id, "Stopping"), ("slices", "Slices"), ("differences", "Differences"), (PassesSection.Id, "Passes"),
        (InterpolationSection.Id, "Interpolation"), (ShortcutSection.Id, "Reasons"), ("analyses", "Analyses"), (ConfusionSection.Id, "Confusions"), ("outcomes", "Outcomes"),
        ("missing", "Missing"), (BandSection.Id, "Readers"), (BrowserSection.Id, "Questions"), ("notes", "Notes"), ("published", "Published"), ("provenance", "Provenance"),
    ];

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var run = index.Report.Run;
        html.Line();
        using (html.Open("header"))
        {
            HtmlParts.Eyebrow(html, "MuBench report", index.Site);
            html.Leaf("h1", ExcerptText.Title(run));
            if (ExcerptText.Of(run) is { } excerpt) html.Leaf("p", excerpt, ("class", "finding"));
            WriteFinding(html, index);
            foreach (var asked in RequestText.Lines(index.Report)) html.Leaf("p", asked, ("class", "legend"));
            if (SamplingText.Of(run) is { } sampled) html.Leaf("p", sampled, ("class", "legend sampled"));
            if (run.Dataset.Caveat is { } caveat) html.Leaf("p", caveat, ("class", "legend"));
            if (DisplayText.Of(run) is { } display) html.Leaf("p", display, ("class", "legend"));
            using (html.Open("dl", ("class", "facts")))
            {
                Fact(html, "Models", ReportNumbers.Count(index.Models));
                Fact(html, "Images", ReportNumbers.Count(run.Dataset.Images), run.Dataset.Items is { } items ? $"in {ReportNumbers.Count(items)} items" : null);
                Fact(html, "Questions per model", ReportNumbers.Count(run.Dataset.Questions));
                Fact(html, "Dataset", run.Dataset.Name, $"revision {run.Dataset.Revision}");
                Fact(html, "Protocol", run.ProtocolText);
                if (index.Report.Budget is { } budget)
                    Fact(html, "Budget", ReportNumbers.Usd(budget.MaxUsd), BudgetText(budget));
                Fact(html, "Finished", ReportNumbers.Moment(run.FinishedAt));
            }

            WriteGate(html, index.Report.Gate);
        }

        WriteBar(html, index);
    }

    /// <summary>The state of a budget, as text.</summary>
    public static string BudgetText(ReportBudget budget) =>
        $"{ReportNumbers.Usd(budget.SpentUsd)} spent" + (budget.Reached ? "; used up before every question was asked" : "");

    private static void Fact(HtmlWriter html, string name, string value, string? detail = null)
    {
        using (html.Open("div"))
        {
            html.Leaf("dt", name);
            using (html.Open("dd"))
            {
                html.Text(value);
                if (detail is not null) html.Leaf("small", detail, ("title", detail));
            }
        }
    }

    private static void WriteFinding(HtmlWriter html, ReportIndex index)
    {
        WriteAlarms(html, index.Report);
        WriteFinding(html, Finding.Of(index), "finding");
        foreach (var finding in Finding.OfOtherTasks(index)) WriteFinding(html, finding, "finding also");
        using (html.Open("p", ("class", "finding also")))
        {
            var (text, isWhole) = Completeness.InShort(index.Report);
            if (isWhole) html.Text(text);
            else html.Leaf("a", text, ("href", "#missing"));
        }
    }

    // Alarms come before any number.
    private static void WriteAlarms(HtmlWriter html, RunReport report)
    {
        var models = report.Models.Where(model => model is { ControlOf: null, Alarm: not null }).ToList();
        if (models.Count == 0) return;
        using (html.Open("div", ("class", "alarm"), ("id", "alarm"), ("role", "alert")))
        {
            using (html.Open("ul"))
            {
                foreach (var model in models)
                {
                    using (html.Open("li"))
                    {
                        HtmlParts.Badge(html, "Alarm", "bad");
                        HtmlParts.ModelName(html, model.Id);
                        html.Text(": " + model.Alarm!.Text);
                    }
                }
            }

            html.Leaf("p", AlarmRule(report.Run));
        }
    }

    /// <summary>Explains when a model has an alarm, and what that means.</summary>
    public static string AlarmRule(ReportRun run) =>
        $"A model is not ranked if more than {ReportNumbers.Percent(run.AlarmAbove ?? RunManifest.DefaultAlarmAbove)}% of its answers are truncated, unparsed, refused or filtered. These answers count as wrong in its numbers"
        + (run.Protocol == Protocols.Official ? $", except truncated ones whose first letter the authors' matcher reads as an option: the {run.ProtocolText} protocol scores that option, and the alarm counts them as truncated." : ".");

    private static void WriteFinding(HtmlWriter html, Finding finding, string cssClass)
    {
        using (html.Open("p", ("class", cssClass)))
        {
            if (finding.Leader is { } leader) HtmlParts.ModelName(html, leader);
            html.Text(finding.Text);
            if (finding.Second is { } second) HtmlParts.ModelName(html, second);
            html.Text(finding.Rest);
        }
    }

    private static void WriteGate(HtmlWriter html, ReportGate gate)
    {
        using (html.Open("div", ("class", "gate"), ("id", "gate")))
        {
            if (gate.Checks.Count == 0)
            {
                HtmlParts.Badge(html, "No gate", "neutral");
                html.Leaf("span", "The manifest sets no conditions on the result.", ("class", "muted"));
                return;
            }

            HtmlParts.Badge(html, "Gate: " + gate.Result, KindOf(gate.Result));
            using (html.Open("ul"))
            {
                foreach (var check in gate.Checks)
                {
                    using (html.Open("li"))
                    {
                        HtmlParts.Badge(html, check.Result, KindOf(check.Result));
                        HtmlParts.ModelName(html, check.Model);
                        html.Text($" on {check.Task}: {check.Condition}. ");
                        html.Leaf("span", check.Measured, ("class", "muted"));
                    }
                }
            }
        }
    }

    private static void WriteBar(HtmlWriter html, ReportIndex index)
    {
        html.Line();
        using (html.Open("div", ("class", "bar"), ("role", "region"), ("aria-label", "Sections and protocol")))
        {
            using (html.Open("nav", ("aria-label", "Sections")))
            {
                foreach (var (id, title) in Sections)
                {
                    if (id == BrowserSection.Id ? index.HasQuestions : IsShown(id, index)) html.Leaf("a", title, ("href", "#" + id));
                }
            }

            if (index.Protocols.Count < 2) return;
            using (html.Open("fieldset", ("class", "switch")))
            {
                html.Leaf("legend", "Protocol");
                for (var i = 0; i < index.Protocols.Count; i++)
                    HtmlParts.Tab(html, "protocol", i, index.Report.Run.NameOf(index.Protocols[i]));
            }
        }
    }

    private static bool IsShown(string section, ReportIndex index) => section switch
    {
        "published" => index.Report.Published.Count > 0,
        AssistedSection.Id => AssistedText.Rows(index.Report).Any(),
        SamplingSection.Id => index.Report.Run.Sampling is not null,
        PassesSection.Id => PassTables.Of(index).Count > 0,
        BandSection.Id => BandSection.ModelsOf(index.Report).Any(),
        InterpolationSection.Id => index.Report.Interpolations.Count > 0,
        ConfusionSection.Id => ConfusionSection.HasContent(index),
        ShortcutSection.Id => ShortcutSection.HasContent(index),
        "analyses" => AnalysesSection.HasContent(index),
        _ => true,
    };

    private static string KindOf(string result) => result switch
    {
        "pass" => "good",
        "fail" => "bad",
        _ => "neutral",
    };
}
