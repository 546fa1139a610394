using MuBench.Reports.Documents;
using MuBench.Reports.Html.Browser;
using MuBench.Reports.Html.Viewing;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>Parts that several sections of the page use.</summary>
internal static class HtmlParts
{
    /// <summary>The line above a title: the site that serves the page, if one does, with the way to its list of runs; and what the page is.</summary>
    public static void Eyebrow(HtmlWriter html, string text, ViewSite? site)
    {
        using (html.Open("p", ("class", "eyebrow")))
        {
            if (site is not null)
            {
                html.Leaf("a", site.Name, ("href", site.Home));
                html.Text(" · ");
            }

            html.Text(text);
        }
    }

    /// <summary>A section with its heading. The navigation links to its id.</summary>
    public static HtmlWriter.Scope Section(HtmlWriter html, string id, string title)
    {
        html.Line();
        var section = html.Open("section", ("id", id), ("aria-labelledby", id + "-title"));
        html.Leaf("h2", title, ("id", id + "-title"));
        return section;
    }

    /// <summary>The frame of a wide table. It scrolls by itself, also by keyboard, without moving the page.</summary>
    public static HtmlWriter.Scope Scroller(HtmlWriter html, string label) =>
        html.Open("div", ("class", "scroll"), ("role", "region"), ("aria-label", label), ("tabindex", "0"));

    /// <summary>A choice of a switch. Choosing it shows the panel after its label, by style sheet alone.</summary>
    public static void Tab(HtmlWriter html, string group, int number, string label)
    {
        var id = $"{group}-{number}";
        html.Void("input", ("type", "radio"), ("name", group), ("id", id), ("checked", number == 0 ? "checked" : null), ("autocomplete", "off"));
        html.Leaf("label", label, ("for", id));
    }

    /// <summary>The head of a sortable column, or a plain head without a sort key. The script makes it a button.</summary>
    public static void Head(HtmlWriter html, string text, string? cssClass = null, string? sort = null) =>
        html.Leaf("th", text, ("scope", "col"), ("class", cssClass), ("data-sort", sort));

    /// <summary>A cell with a number, sorted by its unrounded value.</summary>
    public static void Number(HtmlWriter html, string text, double? sort = null) =>
        html.Leaf("td", text, ("class", "n"), ("data-v", Sort(sort)));

    /// <summary>A number that leads to the questions behind it, if the page has questions; else only the number. No line ends within it.</summary>
    public static void LinkedNumber(HtmlWriter html, ReportIndex index, string tag, string number, QuestionLink link)
    {
        using (OpenLink(html, index, tag, link, cssClass: null)) html.Text(number);
    }

    /// <summary>A name that leads to the questions behind it, if the page has questions; else only the name. It breaks at its punctuation only.</summary>
    public static void LinkedName(HtmlWriter html, ReportIndex index, string tag, string name, QuestionLink link, string cssClass)
    {
        using (OpenLink(html, index, tag, link, cssClass)) html.Name(name);
    }

    /// <summary>A cell with a count that leads to its questions; a count of 0 leads nowhere.</summary>
    public static void Counted(HtmlWriter html, ReportIndex index, int count, QuestionLink link, string? cssClass = "n", string? title = null)
    {
        using (html.Open("td", ("class", cssClass), ("data-v", Sort(count)), ("title", title)))
        {
            if (count > 0 && index.HasQuestions) html.Leaf("a", ReportNumbers.Count(count), ("href", link.ToString()), ("class", "q"));
            else html.Text(ReportNumbers.Count(count));
        }
    }

    /// <summary>A sort key: the value with all its digits.</summary>
    public static string? Sort(double? value) => value?.ToString("R");

    /// <summary>A cell with a name, which breaks at its punctuation only.</summary>
    public static void NameCell(HtmlWriter html, string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        using (html.Open(tag, attributes)) html.Name(text);
    }

    /// <summary>A cell with a model's name; the head cell of its row if the tag is <c>th</c>.</summary>
    public static void ModelCell(HtmlWriter html, string tag, string id)
    {
        using (html.Open(tag, ("scope", tag == "th" ? "row" : null), ("class", "name"), ("data-v", id)))
            ModelName(html, id);
    }

    /// <summary>A cell with a difference and its interval below it, in points.</summary>
    public static void Difference(HtmlWriter html, double? difference, IReadOnlyList<double>? interval)
    {
        using (html.Open("td", ("class", "n"), ("data-v", Sort(difference))))
        {
            html.Leaf("b", ReportNumbers.Points(difference));
            html.Leaf("small", ReportNumbers.PointsInterval(interval));
        }
    }

    /// <summary>A model's name in running text.</summary>
    public static void ModelName(HtmlWriter html, string id)
    {
        using (html.Open("span", ("class", "model"))) html.Name(id);
    }

    /// <summary>The heading of a model's row: name, kind, resolved model, and why it is void or has an alarm.</summary>
    /// <param name="html">The page.</param>
    /// <param name="model">The model.</param>
    /// <param name="writeMore">Writes what else stands in the cell.</param>
    public static void ModelHeading(HtmlWriter html, ReportModel model, Action? writeMore = null)
    {
        using (html.Open("th", ("scope", "row"), ("class", "name"), ("data-v", model.Id)))
        {
            ModelName(html, model.Id);
            using (html.Open("small"))
            {
                html.Text(model.Kind);
                if (model.ResolvedModel is { } resolved && resolved != model.Id) html.Name(" · " + resolved);
            }

            if (RequestText.InShort(model) is { } asked)
            {
                Badge(html, RequestText.Mark, "hollow");
                html.Leaf("small", asked, ("class", "reason"));
            }

            if (model.Alarm is { } alarm)
            {
                Badge(html, "alarm", "bad");
                html.Leaf("small", alarm.InShort, ("class", "reason"), ("title", alarm.Remedy));
            }

            if (model.Void)
            {
                Badge(html, "void", "bad");
                html.Leaf("small", model.VoidReason ?? "No reason was recorded.", ("class", "reason"));
            }

            writeMore?.Invoke();
        }
    }

    /// <summary>The class of a model's row, which marks models without a rank.</summary>
    public static string? RowClass(ReportModel model) => model.Counts ? null : "void";

    /// <summary>
    /// The position of a model's row that is independent of the sort order: models with an alarm follow the others,
    /// void ones come last.
    /// </summary>
    public static string? LastPlace(ReportModel model) => model.Void ? "2" : model.Alarm is not null ? "1" : null;

    /// <summary>A word in a coloured badge; the word alone is sufficient.</summary>
    public static void Badge(HtmlWriter html, string text, string kind, string? title = null) =>
        html.Leaf("span", text, ("class", "badge " + kind), ("title", title));

    private static HtmlWriter.Scope OpenLink(HtmlWriter html, ReportIndex index, string tag, QuestionLink link, string? cssClass) => index.HasQuestions
        ? html.Open("a", ("href", link.ToString()), ("class", cssClass is null ? "q" : cssClass + " q"))
        : html.Open(tag, ("class", cssClass));
}
