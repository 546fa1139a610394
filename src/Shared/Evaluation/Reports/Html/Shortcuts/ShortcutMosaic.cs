using MuBench.Reports.Html.Analyses;
using MuBench.Scoring.Results;
using MuBench.Scoring.Shortcuts;

namespace MuBench.Reports.Html.Shortcuts;

/// <summary>
/// The 2 x 2 table as a mosaic: a column is as wide as its share of images (metadata right on the left), and a tile is as high as its
/// share of the column (answer right below). So areas are shares.
/// </summary>
internal static class ShortcutMosaic
{
    private const double Side = 190, Gap = 2;

    // A tile needs this width and height for its number.
    private const double MinWidth = 34, MinHeight = 16;

    /// <summary>The key of the colours.</summary>
    public static void WriteKey(HtmlWriter html)
    {
        using (html.Open("ul", ("class", "key")))
        {
            for (var tile = 0; tile < 4; tile++)
            {
                using (html.Open("li"))
                {
                    html.Leaf("i", "", ("class", $"m{tile}"), ("aria-hidden", "true"));
                    html.Text(ShortcutText.Heads[tile].ToLowerInvariant());
                }
            }
        }
    }

    /// <summary>How to read a mosaic.</summary>
    public const string Reading = "Left column: metadata right. Right column: metadata wrong. Lower tiles: answer right. Areas are shares of the images.";

    /// <summary>A model's mosaic. The table below it has the same numbers, so it is hidden from screen readers.</summary>
    public static void Write(HtmlWriter html, string id, ShortcutGroup group, string rule)
    {
        var table = group.Tables.First(table => table.Rule == rule);
        AnalysisParts.Card(html, id, $"n = {ReportNumbers.Count(group.Images)} images", () =>
        {
            using (html.Open(
                "svg",
                ("class", "mosaic"),
                ("viewBox", $"0 0 {Axis.Pixels(Side)} {Axis.Pixels(Side)}"),
                ("width", Axis.Pixels(Side)),
                ("height", Axis.Pixels(Side)),
                ("aria-hidden", "true"),
                ("focusable", "false")))
            {
                var left = Column(html, 0, table.Robust, table.ReasoningGap, (0, 2));
                Column(html, left, table.Shortcut, table.Neither, (1, 3));
            }
        });
    }

    private static double Column(HtmlWriter html, double left, ShortcutShare below, ShortcutShare above, (int Below, int Above) tiles)
    {
        var share = below.Share!.Value + above.Share!.Value;
        var width = share * Side;
        if (share == 0)
            return left;
        var height = below.Share.Value / share * Side;
        Tile(html, tiles.Above, above.Share.Value, left, 0, width, Side - height);
        Tile(html, tiles.Below, below.Share.Value, left, Side - height, width, height);
        return left + width;
    }

    private static void Tile(HtmlWriter html, int tile, double share, double x, double y, double width, double height)
    {
        if (share == 0) return;
        html.Void(
            "rect",
            ("class", $"m{tile}"),
            ("x", Axis.Pixels(x)),
            ("y", Axis.Pixels(y)),
            ("width", Axis.Pixels(Math.Max(width - Gap, 0.5))),
            ("height", Axis.Pixels(Math.Max(height - Gap, 0.5))));
        if (width >= MinWidth && height >= MinHeight)
            html.Leaf("text", ReportNumbers.Percent(share, 0) + "%", ("class", $"m{tile}"), ("x", Axis.Pixels(x + (width / 2))), ("y", Axis.Pixels(y + (height / 2) + 4)));
    }
}
