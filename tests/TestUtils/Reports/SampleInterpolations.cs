using MuBench.Reports.Documents;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Tests.Reports;

/// <summary>Sample reports with an interpolation.</summary>
public static class SampleInterpolations
{
    private static readonly double[] Alphas = [0, 0.25, 0.5, 0.75, 1];

    /// <summary>The typical report with an interpolation whose model at 0.75 is void.</summary>
    public static RunReport Typical() => SampleReports.Typical() with { Interpolations = [Interpolation("plip-mix", "h&e", "worse")] };

    /// <summary>Two interpolations: one without target, one without a choice.</summary>
    public static RunReport Two() => SampleReports.Typical() with
    {
        Interpolations =
        [
            Interpolation("no-target", null, "undecided"),
            Interpolation("no-choice", "h&e", "better") with { HeldOut = null, Notes = ["There is no α to choose."] },
        ],
    };

    /// <summary>A report in which every text of the interpolation is hostile.</summary>
    public static RunReport Hostile()
    {
        var sample = Interpolation(SampleReports.Hostile, SampleReports.Hostile, SampleReports.Hostile);
        return SampleReports.HostileText() with
        {
            Interpolations = [sample with { Base = SampleReports.Hostile, Tuned = SampleReports.Hostile, Notes = [SampleReports.Hostile] }],
        };
    }

    private static ReportInterpolation Interpolation(string id, string? target, string verdict) => new()
    {
        Id = id,
        Base = "models/clip-vit-b32",
        Tuned = "models/plip",
        Target = target,
        Points = [.. Alphas.Select(alpha => new ReportInterpolationPoint(alpha, $"{id}@{alpha}", alpha == 0.75, alpha == 0.75 ? [] : Means(alpha, target)))],
        HeldOut = new ReportHeldOut
        {
            Alpha = 0.25,
            Model = $"{id}@0.25",
            BaseModel = $"{id}@0",
            TunedModel = $"{id}@1",
            Choosing = new ReportHalf(400, 2400),
            Reporting = new ReportHalf(400, 2399),
            Candidates = [.. Alphas.Where(alpha => alpha != 0.75).Select(alpha => new ReportAlphaMean(alpha, 0.5))],
            Models = [.. new[] { 0, 1, 0.25 }.Select(alpha => new ReportHeldOutModel($"{id}@{alpha}", Means(alpha, target), Scores(alpha)))],
            Differences = [.. Pairs(id).SelectMany(pair => Means(0, target).Select(mean => new ReportPartDifference
            {
                A = pair.A, B = pair.B, Task = mean.Task, Parts = mean.Parts, Difference = -0.125, Ci95 = [-0.25, -0.0625], Verdict = verdict,
            }))],
            Comparisons = [.. Pairs(id).SelectMany(pair => Scores(0).Select(score => new ReportComparison
            {
                A = pair.A, B = pair.B, Task = score.Task, Slice = score.Slice, N = 400, OnlyA = 5, OnlyB = 40,
                Difference = -0.0875, Ci95 = [-0.1, -0.05], P = 0.001, PHolm = 0.004, Verdict = verdict,
            }))],
        },
        Notes = [$"{id}@0.75 is void and not on the curve."],
    };

    private static (string A, string B)[] Pairs(string id) => [($"{id}@0.25", $"{id}@0"), ($"{id}@0.25", $"{id}@1"), ($"{id}@1", $"{id}@0")];

    private static List<ReportPartMean> Means(double alpha, string? target) =>
    [
        .. new[] { "all", "coarse", "fine" }.SelectMany(task => (target is null ? ["all"] : new[] { "all", "target", "others" }).Select(parts => new ReportPartMean
        {
            Task = task, Parts = parts, Count = 4, N = 800, Mean = 0.4 + (parts == "target" ? 0.2 : -0.1) * alpha, Ci95 = [0.3, 0.62],
        })),
    ];

    private static List<SliceScore> Scores(double alpha) =>
    [
        .. new[] { ("coarse", "all"), ("coarse", "stain"), ("fine", "all"), ("fine", "dataset:acevedo_et_al_2020") }.Select(slice => new SliceScore
        {
            Task = slice.Item1, Slice = slice.Item2, Protocol = "official", N = 400, Accuracy = 0.5 - alpha / 10, Ci95 = [0.35, 0.6], HalfWidth = 0.05, Lowest = 0.5, Highest = 0.5,
        }),
    ];
}
