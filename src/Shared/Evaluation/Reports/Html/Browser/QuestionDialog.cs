namespace MuBench.Reports.Html.Browser;

/// <summary>The dialog that shows one question large, empty: the page's script fills it.</summary>
internal static class QuestionDialog
{
    private const string Prefix = "question-";

    /// <summary>Writes the dialog.</summary>
    /// <param name="html">The page.</param>
    /// <param name="writeMore">Writes what else stands beside the image.</param>
    public static void Write(HtmlWriter html, Action<HtmlWriter>? writeMore = null)
    {
        html.Line();
        using (html.Open("dialog", ("id", "question"), ("aria-labelledby", Prefix + "title")))
        using (html.Open("div", ("class", "inside")))
        {
            WriteBar(html);
            using (html.Open("div", ("class", "both")))
            {
                WriteStage(html);
                using (html.Open("div", ("class", "about")))
                {
                    html.Leaf("p", "", ("class", "meta"), ("id", Prefix + "meta"));
                    html.Leaf("h2", "Question", ("id", Prefix + "title"), ("dir", "auto"));
                    html.Leaf("div", "", ("id", Prefix + "options"));
                    html.Leaf("h3", "What the models answered");
                    html.Leaf("div", "", ("id", Prefix + "answers"));
                    html.Leaf("h3", "What was sent");
                    html.Leaf("div", "", ("id", Prefix + "prompts"));
                    writeMore?.Invoke(html);
                }
            }
        }
    }

    private static void WriteBar(HtmlWriter html)
    {
        using (html.Open("div", ("class", "tools")))
        {
            Button(html, "previous", "← Previous", "The previous question of the list (left arrow)");
            Button(html, "next", "Next →", "The next question of the list (right arrow)");
            html.Leaf("span", "", ("id", Prefix + "place"), ("class", "muted"), ("role", "status"));
            html.Leaf("a", "Link to this question", ("id", Prefix + "link"), ("href", "#questions"), ("target", "_blank"), ("rel", "noopener"));
            Button(html, "close", "Close", "Close (Escape)");
        }
    }

    private static void WriteStage(HtmlWriter html)
    {
        using (html.Open("div", ("class", "stage"), ("id", Prefix + "stage")))
        {
            using (html.Open("div", ("class", "tools"), ("role", "group"), ("aria-label", "Zoom")))
            {
                Button(html, "out", "−", "Smaller (-)");
                html.Leaf("span", "", ("id", Prefix + "level"), ("class", "muted"));
                Button(html, "in", "+", "Larger (+)");
                Button(html, "fit", "Fit", "Fit into the window (0)");
                Button(html, "one", "1:1", "One pixel of the image for one of the screen (1)");
                html.Leaf("span", "", ("id", Prefix + "parts"));
            }

            using (html.Open("div", ("id", Prefix + "view"), ("tabindex", "0"), ("role", "region"), ("aria-label", "The image; arrow keys move it")))
                html.Leaf("div", "", ("id", Prefix + "canvas"));

            html.Leaf("p", "", ("id", Prefix + "note"), ("class", "muted"));
            html.Leaf("div", "", ("id", Prefix + "regions"));
        }
    }

    private static void Button(HtmlWriter html, string name, string text, string title) =>
        html.Leaf("button", text, ("type", "button"), ("id", Prefix + name), ("title", title));
}
