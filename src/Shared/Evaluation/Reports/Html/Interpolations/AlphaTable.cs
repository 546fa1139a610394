using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Interpolations;

/// <summary>The numbers of an α curve.</summary>
internal static class AlphaTable
{
    public static void Write(HtmlWriter html, ReportInterpolation interpolation, string task)
    {
        var parts = interpolation.Points.SelectMany(point => point.Means).Where(mean => mean.Task == task).Select(mean => mean.Parts).Distinct(StringComparer.Ordinal).ToList();
        using (HtmlParts.Scroller(html, $"Accuracy by α, {task}"))
        using (html.Open("table", ("class", "alphas")))
        {
            html.Leaf("caption", $"{interpolation.Id}: accuracy by α, {task}, all images", ("class", "quiet"));
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                HtmlParts.Head(html, "α", "n");
                HtmlParts.Head(html, "Model", "name");
                foreach (var part in parts)
                    HtmlParts.Head(html, InterpolationSection.NameOf(part, interpolation.Target), "n");
            }

            using (html.Open("tbody"))
            {
                foreach (var point in interpolation.Points)
                    WriteRow(html, interpolation, point, task, parts);
            }
        }
    }

    private static void WriteRow(HtmlWriter html, ReportInterpolation interpolation, ReportInterpolationPoint point, string task, List<string> parts)
    {
        html.Line();
        using (html.Open("tr", ("class", point.Void ? "void" : null)))
        {
            html.Leaf("td", InterpolationSection.Alpha(point.Alpha), ("class", "n"));
            using (html.Open("th", ("scope", "row"), ("class", "name")))
            {
                HtmlParts.ModelName(html, point.Model);
                if (point.Void) HtmlParts.Badge(html, "void", "bad");
                if (point.Model == interpolation.HeldOut?.Model) HtmlParts.Badge(html, "chosen", "good", "The best on the choosing half of the images");
            }

            foreach (var part in parts)
            {
                var mean = point.Means.FirstOrDefault(mean => mean.Task == task && mean.Parts == part);
                using (html.Open("td", ("class", "n"), ("title", mean is null ? null : $"{mean.Count} parts, n = {ReportNumbers.Count(mean.N)}")))
                {
                    html.Leaf("b", ReportNumbers.Percent(mean?.Mean));
                    html.Leaf("span", " " + ReportNumbers.Interval(mean?.Ci95), ("class", "interval"));
                }
            }
        }
    }
}
