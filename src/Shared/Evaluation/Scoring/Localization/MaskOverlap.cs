namespace MuBench.Scoring.Localization;

/// <summary>
/// How well predicted boxes cover the pixels of the true polygons of an image and class. This is an extension of
/// MuBench: the authors have no metric for masks. A box covers more than the cell inside it, so even the best boxes
/// score below 1.
/// </summary>
/// <param name="Shared">Number of pixels in both a predicted box and a true polygon.</param>
/// <param name="Predicted">Number of pixels in any predicted box.</param>
/// <param name="Truth">Number of pixels in any true polygon.</param>
internal readonly record struct MaskOverlap(long Shared, long Predicted, long Truth)
{
    /// <summary>Intersection over union, 0 to 1, higher is better; 1 if both masks are empty.</summary>
    public double Iou => Ratio(Shared, Predicted + Truth - Shared);

    /// <summary>The Dice coefficient, 0 to 1, higher is better; 1 if both masks are empty.</summary>
    public double Dice => Ratio(2 * Shared, Predicted + Truth);

    /// <summary>Compares the union of predicted boxes with the union of true polygons.</summary>
    /// <param name="size">The image's size.</param>
    /// <param name="boxes">Predicted boxes.</param>
    /// <param name="polygons">True polygons, each x0, y0, x1, y1, ... in pixels.</param>
    /// <exception cref="ArgumentException">A polygon has a coordinate that is not a finite number, or an odd number of coordinates.</exception>
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
