using System.Text;
using MuBench.Reports.Figures;
using MuBench.Reports.Html.Viewing;

namespace MuBench.Reports.Html;

/// <summary>A link that saves a figure for a paper as an SVG file. It needs no script: the page contains the file, or a viewer has it.</summary>
internal static class FigureLink
{
    // A page of many models has figures of hundreds of kilobytes; 'mubench report RUNID --figures svg' writes those.
    private const int MaxBytes = 60_000;

    /// <summary>Writes the link, nothing if there is no figure, or what writes the figure if it is too large for the page.</summary>
    public static void Write(HtmlWriter html, ReportIndex index, Figure? figure)
    {
        if (figure is null) return;
        using (html.Open("p", ("class", "save")))
        {
            if (index.Site is { } site)
            {
                Link(html, figure, AddressOf(site, index.Report.Run.Id, figure.Name));
                return;
            }

            var svg = Encoding.UTF8.GetBytes(SvgFigure.Render(figure));
            if (svg.Length <= MaxBytes) Link(html, figure, "data:image/svg+xml;base64," + Convert.ToBase64String(svg));
            else html.Leaf("span", $"This figure is too large for the page. It is written by: mubench report {index.Report.Run.Id} --figures svg --out DIR", ("class", "muted"));
        }
    }

    private static string AddressOf(ViewSite site, string runId, string name) => $"{site.Root}/figures/{Uri.EscapeDataString(runId)}/{Uri.EscapeDataString(name)}.svg";

    private static void Link(HtmlWriter html, Figure figure, string address) => html.Leaf(
        "a", "Save as a figure (SVG)", ("href", address), ("download", figure.Name + ".svg"), ("title", figure.Caption), ("aria-label", $"Save as a figure (SVG): {figure.Title}"));
}
