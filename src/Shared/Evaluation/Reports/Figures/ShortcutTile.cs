using MuBench.Scoring.Shortcuts;

namespace MuBench.Reports.Figures;

/// <summary>A tile of a mosaic of the 2 x 2 table of metadata and answer.</summary>
/// <param name="Number">0 robust, 1 shortcut, 2 reasoning gap, 3 neither.</param>
/// <param name="Share">Its share of the images.</param>
/// <param name="X">Its left side.</param>
/// <param name="Y">Its upper side.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
internal readonly record struct ShortcutTile(int Number, double Share, double X, double Y, double Width, double Height)
{
    /// <summary>
    /// The tiles of a square: a column is as wide as its share of images (metadata right on the left), and a tile is as high as its share of the column
    /// (answer right below). So areas are shares. Tiles without images are left out.
    /// </summary>
    /// <param name="table">The table, of at least one image.</param>
    /// <param name="side">The side of the square.</param>
    public static IEnumerable<ShortcutTile> Of(ShortcutTable table, double side)
    {
        var left = 0.0;
        foreach (var (below, above, number) in ((ShortcutShare Below, ShortcutShare Above, int Number)[])[(table.Robust, table.ReasoningGap, 0), (table.Shortcut, table.Neither, 1)])
        {
            var share = below.Share!.Value + above.Share!.Value;
            if (share == 0)
                continue;
            var (width, height) = (share * side, below.Share.Value / share * side);
            if (above.Share.Value > 0)
                yield return new ShortcutTile(number + 2, above.Share.Value, left, 0, width, side - height);
            if (below.Share.Value > 0)
                yield return new ShortcutTile(number, below.Share.Value, left, side - height, width, height);
            left += width;
        }
    }
}
