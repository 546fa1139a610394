using System.Text;
using MuBench.Reports.Figures;

namespace MuBench.Reports.Html;

/// <summary>A link that saves a figure for a paper as an SVG file. It needs no script: the page contains the file.</summary>
internal static class FigureLink
{
    // A page of many models has figures of hundreds of kilobytes; 'mubench report RUNID --figures svg' writes those.
    private const int MaxBytes = 60_000;

    /// <summary>Writes the link; nothing if there is no figure or it is too large for the page.</summary>
    public static void Write(HtmlWriter html, Figure? figure)
    {
        if (figure is null) return;
        var svg = Encoding.UTF8.GetBytes(SvgFigure.Render(figure));
        if (svg.Length > MaxBytes) return;
        using (html.Open("p", ("class", "save")))
        {
            html.Leaf(
                "a", "Save as a figure (SVG)", ("href", "data:image/svg+xml;base64," + Convert.ToBase64String(svg)), ("download", figure.Name + ".svg"), ("title", figure.Caption),
                ("aria-label", $"Save as a figure (SVG): {figure.Title}"));
        }
    }
}
