using System.Text.Json;

namespace MuBench.Datasets.Import;

/// <summary>Reads points of boxes and polygons in JSON, in the shapes that releases and their authors' files use.</summary>
internal static class RegionJson
{
    private static readonly string[][] Corners = [["x1", "y1", "x2", "y2"], ["x0", "y0", "x1", "y1"], ["xmin", "ymin", "xmax", "ymax"]];

    /// <summary>The coordinates x, y, x, y, ...; null if the value has another shape.</summary>
    public static List<float>? Points(JsonElement points) => points.ValueKind switch
    {
        JsonValueKind.Object => Box(points),
        JsonValueKind.Array => Flatten(points),
        _ => null,
    };

    private static List<float>? Flatten(JsonElement points)
    {
        var coordinates = new List<float>();
        foreach (var point in points.EnumerateArray())
        {
            if (point.ValueKind == JsonValueKind.Number)
                coordinates.Add((float)point.GetDouble());
            else if (point.ValueKind == JsonValueKind.Array && Flatten(point) is { } pair)
                coordinates.AddRange(pair);
            else
                return null;
        }

        return coordinates;
    }

    private static List<float>? Box(JsonElement points)
    {
        var names = Array.Find(Corners, names => names.All(name => points.TryGetProperty(name, out var corner) && corner.ValueKind == JsonValueKind.Number));
        return names is null ? null : [.. names.Select(name => (float)points.GetProperty(name).GetDouble())];
    }
}
