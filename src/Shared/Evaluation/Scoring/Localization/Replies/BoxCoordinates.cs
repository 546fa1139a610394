using System.Globalization;
using System.Text.Json;

namespace MuBench.Scoring.Localization.Replies;

/// <summary>Reads the four coordinates of a box in the shapes that models use.</summary>
internal static class BoxCoordinates
{
    private static readonly string[] Names =
        ["bbox_2d", "box_2d", "bbox", "box", "bounding_box", "boundingBox", "bboxes", "boxes", "bounding_boxes", "box2d", "bbox2d", "coordinates"];

    private static readonly string[][] Corners =
    [
        ["x1", "y1", "x2", "y2"], ["x0", "y0", "x1", "y1"], ["xmin", "ymin", "xmax", "ymax"], ["x_min", "y_min", "x_max", "y_max"],
        ["left", "top", "right", "bottom"],
    ];

    private static readonly string[] Extent = ["x", "y", "width", "height"];

    /// <summary>The value of the first field with a name for boxes; null if there is none.</summary>
    public static JsonElement? Named(JsonElement entry)
    {
        foreach (var name in Names)
            if (entry.TryGetProperty(name, out var box))
                return box;
        return null;
    }

    /// <summary>A box in any shape; null if the value is not a box.</summary>
    public static DetectedBox? Of(JsonElement box, bool yFirst) => box.ValueKind switch
    {
        JsonValueKind.Array => OfArray(box, yFirst),
        JsonValueKind.Object => OfObject(box),
        _ => null,
    };

    /// <summary>A box from four numbers or from two pairs; null if the value has another shape.</summary>
    public static DetectedBox? OfArray(JsonElement box, bool yFirst)
    {
        if (box.ValueKind != JsonValueKind.Array)
            return null;
        var items = box.EnumerateArray().ToList();
        if (items.Count == 2 && items.All(pair => pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2))
            items = [.. items.SelectMany(pair => pair.EnumerateArray())];
        if (items.Count != 4 || items.Select(Number).ToList() is not [{ } first, { } second, { } third, { } fourth])
            return null;
        return yFirst ? new DetectedBox(second, first, fourth, third) : new DetectedBox(first, second, third, fourth);
    }

    /// <summary>A box from named coordinates; null if they are missing.</summary>
    public static DetectedBox? OfObject(JsonElement box)
    {
        foreach (var names in Corners)
            if (Four(box, names) is [{ } left, { } top, { } right, { } bottom])
                return new DetectedBox(left, top, right, bottom);
        return Four(box, Extent) is [{ } x, { } y, { } width, { } height] ? new DetectedBox(x, y, x + width, y + height) : null;
    }

    private static List<double?> Four(JsonElement box, string[] names) =>
        [.. names.Select(name => box.TryGetProperty(name, out var value) ? Number(value) : null)];

    private static double? Number(JsonElement value)
    {
        var number = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when double.TryParse(value.GetRawText().AsSpan().Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture, out var text) => text,
            _ => double.NaN,
        };
        return double.IsFinite(number) ? number : null;
    }
}
