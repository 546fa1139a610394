using MuBench.Manifests;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Reports.Html;

/// <summary>One slice of the heat map: one cell per model, with its number, its interval and its n as text.</summary>
internal static class HeatMapRow
{
    public static void Write(
        HtmlWriter html, ReportIndex index, IReadOnlyList<ReportModel> models, Place place, HeatScale scale)
    {
        var best = models.Where(model => model.Counts)
            .Max(model => index.Find(model.Id, place.Task, place.Slice, place.Protocol)?.Accuracy);
        html.Line();
        using (html.Open("tr"))
        {
            using (html.Open("th", ("scope", "row"), ("title", place.Slice))) html.Name(ReportIndex.Label(place.Slice));
            foreach (var model in models)
                WriteCell(html, index, model, place, scale, best);
        }
    }

    private static void WriteCell(
        HtmlWriter html, ReportIndex index, ReportModel model, Place place, HeatScale scale, double? best)
    {
        var score = index.Find(model.Id, place.Task, place.Slice, place.Protocol);
        if (score?.Accuracy is not { } accuracy)
        {
            html.Leaf("td", ReportNumbers.None, ("class", "none"), ("title", "no answered question"));
            return;
        }

        var chance = IsAtChance(index, model, place, score);
        var classes = (!model.Counts ? "void" : scale.ClassOf(accuracy))
            + (model.Counts && accuracy.Equals(best) ? " best" : "")
            + (chance ? " chance" : "");
        var detail = $"{ReportNumbers.Interval(score.Ci95, 1)} n = {ReportNumbers.Count(score.N)}";
        using (html.Open("td", ("class", classes), ("title", detail + (chance ? ", not different from random" : ""))))
        {
            html.Leaf("span", ReportNumbers.Percent(accuracy, 1));
            html.Leaf("small", detail);
        }
    }

    private static bool IsAtChance(ReportIndex index, ReportModel model, Place place, SliceScore score) =>
        model.Kind != ModelKinds.Random
        && score.Ci95 is [var low, var high]
        && index.Chance(place.Task, place.Slice, place.Protocol)?.Accuracy is { } chance
        && low <= chance && chance <= high;

    /// <summary>The scores of the row.</summary>
    internal readonly record struct Place(string Task, string Slice, string Protocol);
}
