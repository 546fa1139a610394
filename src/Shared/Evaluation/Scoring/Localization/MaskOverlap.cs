namespace MuBench.Scoring.Localization;

/// <summary>
/// How well predicted boxes cover the pixels of the true polygons of an image and class. An extension of MuBench: the authors have
/// no measure for masks. A box covers more than the cell in it, so that even the best boxes stay below 1.
/// </summary>
/// <param name="Shared">Pixels in a predicted box and in a true polygon.</param>
/// <param name="Predicted">Pixels in any predicted box.</param>
/// <param name="Truth">Pixels in any true polygon.</param>
internal readonly record struct MaskOverlap(long Shared, long Predicted, long Truth)
{
    /// <summary>Intersection over union, 0 to 1, higher is better; 1 where both masks are empty.</summary>
    public double Iou => Ratio(Shared, Predicted + Truth - Shared);

    /// <summary>The Dice coefficient, 0 to 1, higher is better; 1 where both masks are empty.</summary>
    public double Dice => Ratio(2 * Shared, Predicted + Truth);

    /// <summary>Holds the union of predicted boxes against the union of true polygons.</summary>
    /// <param name="size">The image's size.</param>
    /// <param name="boxes">Predicted boxes.</param>
    /// <param name="polygons">True polygons, each x0, y0, x1, y1, ... in pixels.</param>
    /// <exception cref="ArgumentException">A polygon has a coordinate that is not a finite number, or lacks one.</exception>
    public static MaskOverlap Of(ImageSize size, IEnumerable<DetectedBox> boxes, IEnumerable<IReadOnlyList<float>> polygons)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        ArgumentNullException.ThrowIfNull(polygons);
        var (predicted, truth) = (new PixelMask(size), new PixelMask(size));
        foreach (var box in boxes)
            predicted.Add(box);
        foreach (var polygon in polygons)
            truth.Add(polygon);
        return new MaskOverlap(predicted.CountShared(truth), predicted.Count, truth.Count);
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 1 : (double)part / whole;
}
