using MuBench.Reports.Documents;

namespace MuBench.Reports.Html;

/// <summary>The parts that several sections of the page are built from.</summary>
internal static class HtmlParts
{
    /// <summary>A section with its heading. Its id is what the navigation links to.</summary>
    public static HtmlWriter.Scope Section(HtmlWriter html, string id, string title)
    {
        html.Line();
        var section = html.Open("section", ("id", id), ("aria-labelledby", id + "-title"));
        html.Leaf("h2", title, ("id", id + "-title"));
        return section;
    }

    /// <summary>A wide table's frame: it scrolls by itself, by keyboard too, and leaves the page still.</summary>
    public static HtmlWriter.Scope Scroller(HtmlWriter html, string label) =>
        html.Open("div", ("class", "scroll"), ("role", "region"), ("aria-label", label), ("tabindex", "0"));

    /// <summary>The choices of a switch. Choosing shows the panel that follows the chosen label, by style sheet alone.</summary>
    public static void Tab(HtmlWriter html, string group, int number, string label)
    {
        var id = $"{group}-{number}";
        html.Void("input", ("type", "radio"), ("name", group), ("id", id), ("checked", number == 0 ? "checked" : null));
        html.Leaf("label", label, ("for", id));
    }

    /// <summary>A sortable column's head, or a plain one where there is no key; the script makes a button of it.</summary>
    public static void Head(HtmlWriter html, string text, string? cssClass = null, string? sort = null) =>
        html.Leaf("th", text, ("scope", "col"), ("class", cssClass), ("data-sort", sort));

    /// <summary>A cell with a number, sorted by its full value.</summary>
    public static void Number(HtmlWriter html, string text, double? sort = null) =>
        html.Leaf("td", text, ("class", "n"), ("data-v", Sort(sort)));

    /// <summary>A value to sort by, with all its digits.</summary>
    public static string? Sort(double? value) => value?.ToString("R");

    /// <summary>A model's name in running text.</summary>
    public static void ModelName(HtmlWriter html, string id) => html.Leaf("span", id, ("class", "model"));

    /// <summary>The heading of a model's row: name, kind, resolved model, and why it is void or has an alarm.</summary>
    public static void ModelHeading(HtmlWriter html, ReportModel model)
    {
        using (html.Open("th", ("scope", "row"), ("class", "name"), ("data-v", model.Id)))
        {
            ModelName(html, model.Id);
            using (html.Open("small"))
            {
                html.Text(model.Kind);
                if (model.ResolvedModel is { } resolved && resolved != model.Id) html.Text(" · " + resolved);
            }

            if (model.Alarm is { } alarm)
            {
                Badge(html, "alarm", "bad");
                html.Leaf("small", alarm.InShort, ("class", "reason"), ("title", alarm.Remedy));
            }

            if (!model.Void) return;
            Badge(html, "void", "bad");
            html.Leaf("small", model.VoidReason ?? "No reason was recorded.", ("class", "reason"));
        }
    }

    /// <summary>The class of a model's row: one that does not count is told from the others.</summary>
    public static string? RowClass(ReportModel model) => model.Counts ? null : "void";

    /// <summary>Where a model's row stays however its table is sorted: models with an alarm after the others, void ones last.</summary>
    public static string? LastPlace(ReportModel model) => model.Void ? "2" : model.Alarm is not null ? "1" : null;

    /// <summary>A word in a coloured lozenge; the word alone says it all.</summary>
    public static void Badge(HtmlWriter html, string text, string kind, string? title = null) =>
        html.Leaf("span", text, ("class", "badge " + kind), ("title", title));
}
