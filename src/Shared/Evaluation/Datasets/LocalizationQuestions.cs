namespace MuBench.Datasets;

/// <summary>Makes localisation questions from an image's boxes and polygons: one for each class, as the authors do.</summary>
internal static class LocalizationQuestions
{
    private const int BoxLength = 4;

    /// <summary>
    /// The questions, classes in ordinal order. The true boxes of a class are the dataset's; if it has none of the
    /// class, the boxes around its polygons. Boxes are not corrected: one whose corners are out of order has no area,
    /// as in the authors' code. Regions without a class name give no question.
    /// </summary>
    public static IEnumerable<Question> Of(ImageRecord image)
    {
        ArgumentNullException.ThrowIfNull(image);
        // For an item of several images it is unknown which one contains the regions.
        if ((image.Boxes is null && image.Polygons is null) || image.PartCount > 1)
            return [];
        var boxes = ByClass(image.Boxes, region => region.Points.Count >= BoxLength);
        var polygons = ByClass(image.Polygons, region => region.Points.Count >= 2);
        return boxes.Concat(polygons).Select(group => group.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => Ask(name, [.. boxes[name]], [.. polygons[name].Select(region => region.Points)]));
    }

    private static ILookup<string, Region> ByClass(IReadOnlyList<Region>? regions, Func<Region, bool> isWhole) =>
        (regions ?? []).Where(region => region.ClassName.Length > 0 && isWhole(region)).ToLookup(region => region.ClassName, StringComparer.Ordinal);

    private static Question Ask(string name, IReadOnlyList<Region> boxes, IReadOnlyList<IReadOnlyList<float>> polygons) => new()
    {
        Key = QuestionKeys.LocalizationPrefix + name,
        Text = name,
        Options = [],
        AnswerIndex = 0,
        Style = QuestionStyleNames.Localization,
        Target = new LocalizationTarget(name, [.. boxes.Count > 0 ? boxes.Select(box => Corners(box.Points)) : polygons.Select(Around)], polygons),
    };

    // Two corners are kept as they are; more points are an outline.
    private static IReadOnlyList<float> Corners(IReadOnlyList<float> points) => points.Count == BoxLength ? points : Around(points);

    private static IReadOnlyList<float> Around(IReadOnlyList<float> points)
    {
        var x = Enumerable.Range(0, points.Count / 2).Select(index => points[2 * index]).ToList();
        var y = Enumerable.Range(0, points.Count / 2).Select(index => points[(2 * index) + 1]).ToList();
        return [x.Min(), y.Min(), x.Max(), y.Max()];
    }
}
