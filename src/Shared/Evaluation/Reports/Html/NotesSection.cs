namespace MuBench.Reports.Html;

/// <summary>Notes for readers of the numbers. The same note of several models is written once.</summary>
internal static class NotesSection
{
    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var notes = index.Report.Models
            .SelectMany(model => model.Notes.Select(note => (Note: note, model.Id)))
            .GroupBy(pair => pair.Note, pair => pair.Id, StringComparer.Ordinal)
            .ToList();
        using (HtmlParts.Section(html, "notes", "Notes"))
        {
            if (notes.Count == 0)
            {
                html.Leaf("p", "No model's numbers need a remark.", ("class", "muted"));
                return;
            }

            using (html.Open("ul", ("class", "notes")))
            {
                foreach (var note in notes)
                {
                    html.Line();
                    using (html.Open("li"))
                    {
                        foreach (var model in note)
                            HtmlParts.ModelName(html, model);
                        html.Leaf("p", note.Key);
                    }
                }
            }
        }
    }
}
