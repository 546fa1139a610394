namespace MuBench.Scoring.Localization.Replies;

/// <summary>
/// Boxes as JSON, such as <c>[{"bbox_2d": [x1, y1, x2, y2], "label": "cell"}]</c> and similar forms; see <see
/// cref="BoxJson"/>. Unit and order are those of the model or of the prompt: they are not guessed from the numbers.
/// </summary>
/// <remarks>
/// Qwen2.5-VL: pixels of its resized input (QwenLM/Qwen3-VL, issue 940); Qwen3-VL: thousandths (there, issue 1741).
/// Gemini: <c>box_2d</c>, thousandths, [ymin, xmin, ymax, xmax] (Vertex AI, bounding box detection).
/// </remarks>
/// <param name="unit">The unit of the coordinates.</param>
/// <param name="yFirst">Whether a box of four unnamed numbers is top, left, bottom, right. Named coordinates are unambiguous.</param>
/// <param name="minPixels">For <see cref="BoxUnit.ResizedPixels"/>: the server's minimum number of pixels.</param>
/// <param name="maxPixels">For <see cref="BoxUnit.ResizedPixels"/>: the server's maximum number of pixels.</param>
internal sealed class JsonBoxes(BoxUnit unit, bool yFirst = false, long minPixels = QwenResize.MinPixels, long maxPixels = QwenResize.MaxPixels) : IBoxParser
{
    public BoxReading Parse(string response, ImageSize image)
    {
        ArgumentNullException.ThrowIfNull(response);
        var (x, y) = Scale(image);
        var entries = BoxJson.Read(response, yFirst);
        var boxes = entries.Boxes
            .Select(box => box with { X1 = box.X1 * x, Y1 = box.Y1 * y, X2 = box.X2 * x, Y2 = box.Y2 * y })
            .Where(box => double.IsFinite(box.X1) && double.IsFinite(box.Y1) && double.IsFinite(box.X2) && double.IsFinite(box.Y2))
            .ToList();
        return new BoxReading(boxes, entries.Malformed + entries.Boxes.Count - boxes.Count, entries.IsUnderstood);
    }

    private (double X, double Y) Scale(ImageSize image)
    {
        if (unit == BoxUnit.Pixels)
            return (1, 1);
        if (unit != BoxUnit.ResizedPixels)
            return unit == BoxUnit.Shares ? (image.Width, image.Height) : (image.Width / 1000.0, image.Height / 1000.0);
        var seen = QwenResize.Of(image, minPixels, maxPixels);
        return ((double)image.Width / seen.Width, (double)image.Height / seen.Height);
    }
}
