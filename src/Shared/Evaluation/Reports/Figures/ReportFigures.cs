using MuBench.Manifests;
using MuBench.Reports.Documents;
using MuBench.Reports.Html.Shortcuts;

namespace MuBench.Reports.Figures;

/// <summary>The figures of a report, for a paper.</summary>
public static class ReportFigures
{
    /// <summary>All figures for which the report has content. Equal reports give equal figures.</summary>
    public static IReadOnlyList<Figure> Of(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Of(new ReportIndex(report));
    }

    // Names of models that differ in other characters than letters and digits would be one name of a file.
    internal static IReadOnlyList<Figure> Of(ReportIndex index) =>
    [
        .. All(index).GroupBy(figure => figure.Name, StringComparer.OrdinalIgnoreCase)
            .SelectMany(same => same.Select((figure, number) => number == 0 ? figure : figure with { Name = $"{figure.Name}-{number + 1}" })),
    ];

    private static IEnumerable<Figure> All(ReportIndex index) => new[] { MainFigure.Of(index) }
        .Concat(index.Tasks.Select(task => HeatFigure.Of(index, task)))
        .Concat(AlphaFigures(index))
        .Concat(index.Tasks.Select(task => ReliabilityFigure.Of(index, task)))
        .Concat(ShortcutText.Rules.Select(rule => ShortcutFigure.Of(index, rule.Rule)))
        .Concat(Confusions(index))
        .OfType<Figure>();

    private static IEnumerable<Figure?> AlphaFigures(ReportIndex index) =>
        from interpolation in index.Report.Interpolations
        from task in interpolation.Points.SelectMany(point => point.Means).Select(mean => mean.Task).Distinct(StringComparer.Ordinal)
        select AlphaFigure.Of(index, interpolation, task);

    // Of the leader, and of each other model: floors see nothing that they could confuse.
    private static IEnumerable<Figure?> Confusions(ReportIndex index) =>
        from model in FigureCaptions.Models(index)
        where !ModelKinds.IsFloor(model.Kind)
        from matrix in model.Confusions ?? []
        select ConfusionFigure.Of(index, model, matrix);
}
