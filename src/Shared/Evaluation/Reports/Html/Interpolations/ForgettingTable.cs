using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Reports.Html.Interpolations;

/// <summary>Base, tuned and chosen model on the reporting half, slice by slice: what was learnt, forgotten and recovered.</summary>
internal static class ForgettingTable
{
    public static void Write(HtmlWriter html, ReportInterpolation interpolation, ReportHeldOut heldOut)
    {
        var pairs = Pairs(heldOut);
        html.Leaf("h3", "Learnt and forgotten", ("class", "mix"));
        html.Leaf(
            "p",
            $"On the {ReportNumbers.Count(heldOut.Reporting.Images)} images that α was not chosen on. Differences in percentage points with 95% intervals; whole tasks and slices by their p-value, "
            + "corrected by Holm over the whole tasks, or the slices, of a pair; means over parts by their interval.",
            ("class", "legend"));
        using (HtmlParts.Scroller(html, $"{interpolation.Id}: base, tuned and chosen model by slice"))
        using (html.Open("table", ("class", "forgetting")))
        {
            html.Leaf("caption", $"{interpolation.Id}: base, tuned and chosen model by slice", ("class", "quiet"));
            WriteHead(html, heldOut, pairs);
            WriteMeans(html, interpolation, heldOut, pairs);
            // Slices that only regroup sources are scored but not compared; they are left out here.
            var compared = heldOut.Comparisons.Select(pair => (pair.Task, pair.Slice)).ToHashSet();
            foreach (var task in heldOut.Models[0].Scores.Where(score => compared.Contains((score.Task, score.Slice))).GroupBy(score => score.Task))
                WriteTask(html, heldOut, pairs, task.Key, [.. task]);
        }
    }

    private static List<(string Name, string A, string B)> Pairs(ReportHeldOut heldOut)
    {
        string RoleOf(string model) =>
            model == heldOut.BaseModel ? "base" : model == heldOut.TunedModel ? "tuned" : $"α = {InterpolationSection.Alpha(heldOut.Alpha)}";
        return
        [
            .. heldOut.Differences.Select(pair => (pair.A, pair.B)).Distinct()
                .OrderBy(pair => pair.A == heldOut.Model)
                .Select(pair => ($"{RoleOf(pair.A)} against {RoleOf(pair.B)}", pair.A, pair.B)),
        ];
    }

    private static void WriteHead(HtmlWriter html, ReportHeldOut heldOut, List<(string Name, string A, string B)> pairs)
    {
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            HtmlParts.Head(html, "Slice", "name");
            HtmlParts.Head(html, "n", "n");
            foreach (var model in heldOut.Models)
            {
                using (html.Open("th", ("scope", "col"), ("class", "n")))
                {
                    HtmlParts.ModelName(html, model.Model);
                    if (model.Model == heldOut.BaseModel) html.Leaf("small", "base");
                    if (model.Model == heldOut.TunedModel) html.Leaf("small", "tuned");
                    if (model.Model == heldOut.Model) html.Leaf("small", "chosen");
                }
            }

            foreach (var (name, _, _) in pairs)
                HtmlParts.Head(html, name, "versus");
        }
    }

    private static void WriteMeans(
        HtmlWriter html, ReportInterpolation interpolation, ReportHeldOut heldOut, List<(string Name, string A, string B)> pairs)
    {
        using (html.Open("tbody"))
        {
            WriteGroup(html, "Mean over parts", heldOut.Models.Count + pairs.Count + 2);
            foreach (var first in heldOut.Models[0].Means)
            {
                html.Line();
                using (html.Open("tr"))
                {
                    HtmlParts.NameCell(html, "th", $"{first.Task}: {InterpolationSection.NameOf(first.Parts, interpolation.Target)}", ("scope", "row"), ("class", "name"));
                    HtmlParts.Number(html, ReportNumbers.Count(first.N));
                    foreach (var mean in heldOut.Models.Select(model => model.Means.FirstOrDefault(mean => (mean.Task, mean.Parts) == (first.Task, first.Parts))))
                        WriteValue(html, mean?.Mean, mean?.Ci95, mean?.N);
                    foreach (var (_, a, b) in pairs)
                    {
                        var pair = heldOut.Differences.FirstOrDefault(pair => (pair.A, pair.B, pair.Task, pair.Parts) == (a, b, first.Task, first.Parts));
                        WriteDifference(html, pair?.Difference, pair?.Ci95, pair?.Verdict, null, null);
                    }
                }
            }
        }
    }

    private static void WriteTask(
        HtmlWriter html, ReportHeldOut heldOut, List<(string Name, string A, string B)> pairs, string task, List<SliceScore> slices)
    {
        using (html.Open("tbody"))
        {
            WriteGroup(html, task, heldOut.Models.Count + pairs.Count + 2);
            foreach (var slice in slices)
            {
                html.Line();
                using (html.Open("tr"))
                {
                    HtmlParts.NameCell(html, "th", ReportIndex.Label(slice.Slice), ("scope", "row"), ("class", "name"));
                    HtmlParts.Number(html, ReportNumbers.Count(slice.N));
                    foreach (var score in heldOut.Models.Select(model => model.Scores.FirstOrDefault(score => (score.Task, score.Slice) == (task, slice.Slice))))
                        WriteValue(html, score?.Accuracy, score?.Ci95, score?.N);
                    foreach (var (_, a, b) in pairs)
                    {
                        var pair = heldOut.Comparisons.FirstOrDefault(pair => (pair.A, pair.B, pair.Task, pair.Slice) == (a, b, task, slice.Slice));
                        WriteDifference(html, pair?.Difference, pair?.Ci95, pair?.Verdict, pair?.PHolm, pair?.N);
                    }
                }
            }
        }
    }

    private static void WriteGroup(HtmlWriter html, string name, int columns)
    {
        using (html.Open("tr", ("class", "group")))
            html.Leaf("th", name, ("scope", "rowgroup"), ("colspan", columns.ToString()));
    }

    private static void WriteValue(HtmlWriter html, double? value, IReadOnlyList<double>? interval, int? n)
    {
        using (html.Open("td", ("class", "n"), ("title", n is null ? null : $"n = {ReportNumbers.Count(n)}")))
        {
            html.Leaf("b", ReportNumbers.Percent(value));
            html.Leaf("small", ReportNumbers.Interval(interval));
        }
    }

    private static void WriteDifference(HtmlWriter html, double? difference, IReadOnlyList<double>? interval, string? verdict, double? p, int? n)
    {
        using (html.Open("td", ("class", "versus"), ("title", p is null ? null : $"n = {ReportNumbers.Count(n)}, p {ReportNumbers.PValue(p)} after Holm")))
        {
            html.Leaf("b", ReportNumbers.Points(difference));
            if (verdict is null) return;
            html.Text(" ");
            HtmlParts.Badge(html, verdict, ForestPlotSection.KindOf(verdict));
            html.Leaf("small", ReportNumbers.PointsInterval(interval));
        }
    }
}
