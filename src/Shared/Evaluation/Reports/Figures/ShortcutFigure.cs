using MuBench.Reports.Html.Shortcuts;
using MuBench.Scoring.Results;
using MuBench.Scoring.Shortcuts;

namespace MuBench.Reports.Figures;

/// <summary>Metadata right or wrong against fine answer right or wrong: a mosaic for each model.</summary>
internal static class ShortcutFigure
{
    private const double Side = 92;
    private const double Step = 128;
    private const double Top = 34;
    private const int Columns = 4;

    // Robust, shortcut, reasoning gap, neither; each with the colour of text on it.
    private static readonly (string Fill, string Ink)[] Colours =
        [(FigureStyle.Green, "#ffffff"), (FigureStyle.Vermilion, "#ffffff"), ("#9ecae1", FigureStyle.Ink), (FigureStyle.Grid, FigureStyle.Ink)];

    public static Figure? Of(ReportIndex index, string rule)
    {
        var models = FigureCaptions.Models(index)
            .Select(model => index.Report.Shortcuts?.Models.FirstOrDefault(found => found.Id == model.Id))
            .Where(model => model is { All.Images: > 0 }).Select(model => model!).ToList();
        if (models.Count == 0) return null;
        var shapes = new List<FigureShape>(Key());
        foreach (var (number, model) in models.Index())
            Draw(shapes, model, rule, 4 + (number % Columns * Step), Top + 16 + (number / Columns * (Side + 34)));
        return new Figure(
            $"shortcuts-{rule}",
            $"Right for the right reason: {ShortcutText.Rules.First(entry => entry.Rule == rule).Label}",
            $"Metadata right or wrong against fine answer right or wrong, as shares of the images in percent ({FigureCaptions.Answered(models.Select(model => model.All.Images))} images for each model). "
            + $"{ShortcutMosaic.Reading} Metadata count as right if {(rule == ShortcutRules.All ? "all questions about them are" : "more than half of the questions about them are")}. "
            + $"Shares are over the images with a response to every question. {FigureCaptions.Source(index.Report)}",
            FigureStyle.Width, Top + 16 + (((models.Count - 1) / Columns) * (Side + 34)) + Side + 4, shapes);
    }

    private static IEnumerable<FigureShape> Key()
    {
        var left = 4.0;
        for (var tile = 0; tile < Colours.Length; tile++)
        {
            var text = ShortcutText.Heads[tile].ToLowerInvariant();
            yield return new FigureBox(left, 4, 8, 8, Colours[tile].Fill);
            yield return new FigureText(left + 11, 10.5, text, FigureStyle.SmallSize);
            left += 24 + FigureStyle.WidthOf(text, FigureStyle.SmallSize);
        }
    }

    private static void Draw(List<FigureShape> shapes, ModelShortcuts model, string rule, double left, double top)
    {
        shapes.Add(new FigureText(left, top - 12, FigureStyle.Fitted(model.Id, FigureStyle.TextSize, Step - 12), FigureStyle.TextSize, IsBold: true));
        shapes.Add(new FigureText(left, top - 4, $"n = {ReportNumbers.Count(model.All.Images)} images", FigureStyle.SmallSize, Colour: FigureStyle.Grey));
        foreach (var tile in ShortcutTile.Of(model.All.Tables.First(table => table.Rule == rule), Side))
        {
            var (fill, ink) = Colours[tile.Number];
            shapes.Add(new FigureBox(left + tile.X, top + tile.Y, Math.Max(tile.Width - 1, 0.3), Math.Max(tile.Height - 1, 0.3), fill));
            if (tile is { Width: >= 18, Height: >= 9 })
                shapes.Add(new FigureText(left + tile.X + (tile.Width / 2), top + tile.Y + (tile.Height / 2) + 2, ReportNumbers.Percent(tile.Share, 0), FigureStyle.SmallSize, FigureAnchor.Middle, ink));
        }
    }
}
