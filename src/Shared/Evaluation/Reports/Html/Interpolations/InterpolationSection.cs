using MuBench.Reports.Figures;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Interpolations;

/// <summary>
/// The interpolations: for each its α curve, the α chosen on one half of the images, and the scores of that model on
/// the other half.
/// </summary>
internal static class InterpolationSection
{
    public const string Id = "interpolation";

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var interpolations = index.Report.Interpolations;
        if (interpolations.Count == 0) return;
        using (HtmlParts.Section(html, Id, "Weight interpolation"))
        {
            html.Leaf(
                "p",
                "θ = (1 − α)·θ base + α·θ tuned. A part is the questions of one task about one source dataset; every mean is the unweighted "
                + $"one over parts, in percent with its 95% interval (images resampled within each source dataset), {index.Report.Run.ProtocolText} protocol. The curve is over all images.",
                ("class", "legend"));
            for (var number = 0; number < interpolations.Count; number++)
                Write(html, index, interpolations[number], number);
        }
    }

    private static void Write(HtmlWriter html, ReportIndex index, ReportInterpolation interpolation, int number)
    {
        html.Line();
        using (html.Open("h3", ("class", "mix")))
            HtmlParts.ModelName(html, interpolation.Id);
        html.Leaf("p", $"From {interpolation.Base} (α = 0) to {interpolation.Tuned} (α = 1).", ("class", "source"));
        if (interpolation.HeldOut is { } heldOut) WriteFinding(html, heldOut);
        foreach (var note in interpolation.Notes)
            html.Leaf("p", note, ("class", "muted"));
        WriteCurves(html, index, interpolation, number);
        if (interpolation.HeldOut is { } held) ForgettingTable.Write(html, interpolation, held);
    }

    private static void WriteFinding(HtmlWriter html, ReportHeldOut heldOut)
    {
        var mean = MeanOf(heldOut, heldOut.Model);
        using (html.Open("p", ("class", "finding")))
        {
            html.Text($"Best on one half of the images ({ReportNumbers.Count(heldOut.Choosing.Images)}): α = {Alpha(heldOut.Alpha)}, ");
            HtmlParts.ModelName(html, heldOut.Model);
            html.Text(
                $". On the other half ({ReportNumbers.Count(heldOut.Reporting.Images)} images, {ReportNumbers.Count(heldOut.Reporting.Questions)} questions) its mean over "
                + $"{ReportNumbers.Count(mean?.Count)} parts is {ReportNumbers.Percent(mean?.Mean)}% {ReportNumbers.Interval(mean?.Ci95)}");
            if (heldOut.Model == heldOut.BaseModel || heldOut.Model == heldOut.TunedModel)
                html.Text($": it is the {(heldOut.Model == heldOut.BaseModel ? "base" : "tuned")} model itself, and no mixture was better");
            WriteDifference(html, heldOut, heldOut.BaseModel, "base");
            WriteDifference(html, heldOut, heldOut.TunedModel, "tuned");
            html.Text(".");
        }
    }

    private static void WriteDifference(HtmlWriter html, ReportHeldOut heldOut, string? other, string role)
    {
        if (heldOut.Differences.FirstOrDefault(pair => pair.A == heldOut.Model && pair.B == other) is not { } pair) return;
        html.Text($"; against {role} {ReportNumbers.Points(pair.Difference)} points {ReportNumbers.PointsInterval(pair.Ci95)} ");
        HtmlParts.Badge(html, pair.Verdict, ForestPlotSection.KindOf(pair.Verdict), $"{pair.A} is {pair.Verdict} against {pair.B}");
    }

    private static void WriteCurves(HtmlWriter html, ReportIndex index, ReportInterpolation interpolation, int number)
    {
        var tasks = interpolation.Points.SelectMany(point => point.Means).Select(mean => mean.Task).Distinct(StringComparer.Ordinal).ToList();
        if (tasks.Count == 0) return;
        using (html.Open("div", ("class", "tabs"), ("role", "group"), ("aria-label", "Task")))
        {
            for (var i = 0; i < tasks.Count; i++)
            {
                HtmlParts.Tab(html, $"alpha-{number}", i, tasks[i]);
                using (html.Open("div", ("class", "panel")))
                {
                    html.Leaf("h3", tasks[i]);
                    FigureLink.Write(html, index, AlphaFigure.Of(index, interpolation, tasks[i]));
                    AlphaCurve.Write(html, interpolation, tasks[i]);
                    AlphaTable.Write(html, interpolation, tasks[i]);
                }
            }
        }
    }

    /// <summary>The display name of a group of parts.</summary>
    public static string NameOf(string parts, string? target) => parts switch
    {
        "target" => target ?? parts,
        "others" => "all others",
        _ => "all parts",
    };

    public static string Alpha(double alpha) => alpha.ToString("0.####");

    private static ReportPartMean? MeanOf(ReportHeldOut heldOut, string model) =>
        heldOut.Models.FirstOrDefault(held => held.Model == model) is { Means: [var first, ..] } ? first : null;
}
