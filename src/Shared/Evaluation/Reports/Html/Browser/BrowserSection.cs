using MuBench.Printing;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Browser;

/// <summary>
/// The browser of questions: its controls and an empty list, which the script fills from the data while the user
/// scrolls. Without its script the page shows a message in its place; a print leaves it out.
/// </summary>
internal sealed class BrowserSection(QuestionSample sample, BrowserData data)
{
    public const string Id = "questions";

    /// <summary>The choices of disagreement.</summary>
    public static IReadOnlyList<(string Value, string Text)> Disagreements { get; } =
    [
        ("", "any"), ("models", "models differ"), ("protocols", "protocols differ"), ("none", "no model is right"), ("every", "every model is right"),
    ];

    /// <summary>The choices of an outcome.</summary>
    public static IReadOnlyList<(string Value, string Text)> OutcomeChoices { get; } =
    [
        ("", "any"),
        .. new[] { "correct", "wrong", "unparsed", "refused", "filtered", "truncated", "failed", "not run" }.Select(outcome => (outcome, outcome)),
        (QuestionLink.Missing, "missing (failed or not run)"),
    ];

    public void Write(HtmlWriter html)
    {
        using (HtmlParts.Section(html, Id, "Questions"))
        {
            html.Leaf("p", Legend(), ("class", "legend"), ("id", "browser-legend"));
            if (data.Rows == 0) return;
            html.Leaf("p", "Browsing the questions needs the page's script, which did not run here.", ("class", "muted"), ("id", "browser-off"));
            using (html.Open("div", ("id", "browser"), ("hidden", "hidden")))
            {
                WriteControls(html);
                html.Leaf("div", "", ("id", "browser-chips"));
                html.Leaf("p", "", ("id", "browser-count"), ("role", "status"), ("class", "muted"), ("tabindex", "-1"));
                html.Leaf("div", "", ("id", "browser-list"));
                html.Leaf("button", "Show more", ("type", "button"), ("id", "browser-more"), ("hidden", "hidden"));
            }
        }
    }

    /// <summary>The section of a page whose questions cannot be read: says why.</summary>
    public static void WriteFault(HtmlWriter html, string fault)
    {
        using (HtmlParts.Section(html, Id, "Questions"))
            html.Leaf("p", "The questions cannot be shown: " + fault, ("class", "legend"), ("role", "alert"));
    }

    public void WriteData(HtmlWriter html)
    {
        if (data.Rows > 0) html.Data("browser-data", data.Json);
    }

    /// <summary>The dialog that shows one question large. The script fills it.</summary>
    public void WriteDialog(HtmlWriter html)
    {
        if (data.Rows > 0) QuestionDialog.Write(html);
    }

    private string Legend()
    {
        var all = (data.ShortenedTo is { } length ? $" Longer answers are shortened to {ReportNumbers.Count(length)} characters." : "")
            + " The search of your browser finds the questions that are shown; the field Text finds all in the page. All questions of a run, with every answer, for tools of your own: mubench export.";
        var things = sample.Rows.All(row => row.Images.Count == 1) ? "images" : "items";
        if (data.Rows == sample.AllRows)
            return $"All {ReportNumbers.Count(sample.AllQuestions)} questions about {ReportNumbers.Count(sample.AllRows)} {things}, with what each model answered." + all;
        if (data.Rows == 0)
            return $"The page has no room for any of the {ReportNumbers.Count(sample.AllQuestions)} questions." + all;
        return $"{ReportNumbers.Count(data.Questions)} of {ReportNumbers.Count(sample.AllQuestions)} questions, about {ReportNumbers.Count(data.Rows)} of "
            + $"{ReportNumbers.Count(sample.AllRows)} {things}, as many as one file has room for. They are drawn by seed {sample.Seed}, source datasets in turn, and "
            + $"{things} on which models disagree, fail or are read differently by the protocols are drawn more often: look at them, do not count them." + all;
    }

    private void WriteControls(HtmlWriter html)
    {
        using (html.Open("div", ("class", "controls"), ("role", "search"), ("aria-label", "Questions"), ("aria-describedby", "browser-legend")))
        {
            Select(html, "model", "Model", [("", "any"), .. Models()]);
            Select(html, "outcome", "Outcome", OutcomeChoices);
            if (sample.Models.Count > 1)
            {
                Select(html, "other", "Differs from", [("", "–"), .. Models()]);
                Select(html, "disagreement", "Disagreement", Disagreements);
            }

            WriteSlices(html);
            SearchField(html, "question, option or answer");
            html.Leaf("button", "Reset", ("type", "button"), ("id", "browser-reset"));
        }
    }

    /// <summary>The field of a search for text.</summary>
    public static void SearchField(HtmlWriter html, string what)
    {
        using (html.Open("label", ("class", "text")))
        {
            html.Leaf("span", "Text");
            html.Void("input", ("type", "search"), ("id", "browser-text"), ("placeholder", what), ("autocomplete", "off"), ("spellcheck", "false"));
        }
    }

    private IEnumerable<(string Value, string Text)> Models() => sample.Models.Select(model => (ShownText.Clean(model.Id), model.Id));

    private void WriteSlices(HtmlWriter html)
    {
        using (html.Open("label"))
        {
            html.Leaf("span", "Slice");
            using (html.Open("select", ("id", "browser-slice")))
            {
                html.Leaf("option", "any", ("value", ""));
                foreach (var task in sample.Slices.GroupBy(slice => slice.Task))
                {
                    using (html.Open("optgroup", ("label", task.Key)))
                    {
                        foreach (var slice in task)
                            html.Leaf("option", slice.Slice == Leaderboard.WholeTask ? $"all of {slice.Task}" : ReportIndex.Label(slice.Slice), ("value", ShownText.Clean($"{slice.Task}/{slice.Slice}")));
                    }
                }
            }
        }
    }

    /// <summary>A choice of the browser of questions.</summary>
    public static void Select(HtmlWriter html, string name, string label, IEnumerable<(string Value, string Text)> options)
    {
        using (html.Open("label"))
        {
            html.Leaf("span", label);
            using (html.Open("select", ("id", "browser-" + name)))
            {
                foreach (var (value, text) in options) html.Leaf("option", text, ("value", value));
            }
        }
    }
}
