using MuBench.Reports.Figures;
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
                foreach (var tile in ShortcutTile.Of(table, Side))
                    Write(html, tile);
            }
        });
    }

    private static void Write(HtmlWriter html, ShortcutTile tile)
    {
        html.Void(
            "rect",
            ("class", $"m{tile.Number}"),
            ("x", Axis.Pixels(tile.X)),
            ("y", Axis.Pixels(tile.Y)),
            ("width", Axis.Pixels(Math.Max(tile.Width - Gap, 0.5))),
            ("height", Axis.Pixels(Math.Max(tile.Height - Gap, 0.5))));
        if (tile.Width >= MinWidth && tile.Height >= MinHeight)
            html.Leaf("text", ReportNumbers.Percent(tile.Share, 0) + "%", ("class", $"m{tile.Number}"), ("x", Axis.Pixels(tile.X + (tile.Width / 2))), ("y", Axis.Pixels(tile.Y + (tile.Height / 2) + 4)));
    }
}
