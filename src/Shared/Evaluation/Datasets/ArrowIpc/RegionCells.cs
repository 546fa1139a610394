using Apache.Arrow;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>Reads boxes and polygons. Their points come as a flat list, a list of pairs or a struct of corners.</summary>
internal static class RegionCells
{
    private static readonly string[][] Corners = [["x1", "y1", "x2", "y2"], ["x0", "y0", "x1", "y1"], ["xmin", "ymin", "xmax", "ymax"]];

    /// <summary>The regions of a cell; null if the cell is null. A region whose points cannot be read is left out.</summary>
    public static IReadOnlyList<Region>? At(IArrowArray? column, int row)
    {
        var (values, start, count) = ArrowCells.List(column, row);
        if (values is null)
            return null;
        var (names, points) = (ArrowCells.Child(values, "className"), ArrowCells.Child(values, "points"));
        var regions = new List<Region>(count);
        for (var i = start; i < start + count; i++)
        {
            if (Points(points, i) is { Count: > 0 } coordinates)
                regions.Add(new Region(ArrowCells.Text(names, i) ?? "", coordinates));
        }

        return regions;
    }

    private static List<float>? Points(IArrowArray? points, int index)
    {
        if (points is StructArray)
            return points.IsNull(index) ? null : Box(points, index);
        var (values, start, count) = ArrowCells.List(points, index);
        var coordinates = new List<float>(count);
        for (var i = start; i < start + count; i++)
        {
            if (Points(values, i) is { Count: > 0 } pair)
                coordinates.AddRange(pair);
            else if (ArrowCells.Number(values, i) is { } coordinate)
                coordinates.Add(coordinate);
            else
                return null;
        }

        return coordinates;
    }

    private static List<float>? Box(IArrowArray points, int index)
    {
        foreach (var names in Corners)
        {
            var corners = names.Select(name => ArrowCells.Number(ArrowCells.Child(points, name), index)).ToList();
            if (corners.TrueForAll(corner => corner is not null))
                return [.. corners.Select(corner => corner!.Value)];
        }

        return null;
    }
}
