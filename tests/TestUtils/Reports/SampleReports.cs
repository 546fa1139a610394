using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;
using MuBench.Versions;

namespace MuBench.Tests.Reports;

/// <summary>Sample reports; the same on every machine.</summary>
public static class SampleReports
{
    /// <summary>A text that a hostile provider or manifest might send.</summary>
    public const string Hostile = "</script><img src=x onerror=alert(1)>\"'`|\u202E\u0000&amp;\r\n=1+1";

    private static readonly string[] Datasets = ["acevedo_et_al_2020", "kather_et_al_2016", "nirschl_et_al_2018", "tang_et_al_2019"];

    private static readonly Lazy<RunReport> TypicalReport = new(() => Build(
        [
            new("clip-base", "clip", 0.36, 0.30) { Notes = ["The release has no captions for subdomain: question and option were joined instead (a deviation from the official protocol)."] },
            new("clip-he-tuned", "clip", 0.40, 0.47) { Notes = ["The release has no captions for subdomain: question and option were joined instead (a deviation from the official protocol)."] },
            new("generalist", "openai", 0.55, 0.42)
            {
                ResolvedModel = "generalist-2026-08-06",
                Other = [0.012, 0.019, 0.004, 0.003, 0.006, 0.003],
                Notes = ["The strict protocol reads 0.7% of its answers that the official one does not."],
            },
            new("qwen-unstable", "openai", 0.50, 0.30)
            {
                ResolvedModel = "Qwen/Qwen2.5-VL-7B-Instruct",
                Other = [0.01, 0, 0, 0, 0.13, 0.22],
                VoidReason = "35.0% of the questions failed or were not run; failAbove is 2.0%.",
            },
            new("random", "random", 0.1835, 0.1875),
            new("majority", "majority", 0.27, 0.22),
        ],
        Datasets,
        imagesPerDataset: 200));

    private static readonly Lazy<RunReport> LargeReport = new(() => Build(
        [.. Enumerable.Range(0, 11).Select(i => new SampleModel($"model-{(char)('a' + i)}", "clip", 0.2 + (i * 0.04), 0.2 + (i * 0.03))), new("random", "random", 0.18, 0.19)],
        [.. Enumerable.Range(0, 40).Select(i => $"source_et_al_{1980 + i}")],
        imagesPerDataset: 20));

    /// <summary>Contrastive models, floors, a generalist with failures and refusals, and a void model, on four datasets.</summary>
    public static RunReport Typical() => TypicalReport.Value;

    /// <summary>Twelve models on forty datasets, for tests of size and speed.</summary>
    public static RunReport Large() => LargeReport.Value;

    /// <summary>Twelve models on the benchmark's number of questions and slices: 23 datasets, 96,738 questions, 58 slices.</summary>
    public static RunReport FullSize() => Build(
        [
            .. Enumerable.Range(0, 6).Select(i => new SampleModel($"contrastive-{i}", "clip", 0.3 + (i * 0.04), 0.25 + (i * 0.05))),
            .. Enumerable.Range(0, 4).Select(i => new SampleModel($"generalist-{i}", "openai", 0.4 + (i * 0.06), 0.35 + (i * 0.04)) { ResolvedModel = $"generalist-{i}-2026-08", Other = [0.01, 0.01, 0.002, 0.002, 0.005, 0.001] }),
            new("random", "random", 0.18, 0.19),
            new("majority", "majority", 0.27, 0.22),
        ],
        [.. Enumerable.Range(0, 23).Select(i => $"source_et_al_{1990 + i}")],
        imagesPerDataset: 701);

    /// <summary>One model that has a response to every question.</summary>
    public static RunReport OneModel() => Build([new("clip-base", "clip", 0.36, 0.30)], Datasets, 25) with
    {
        Gate = new ReportGate("pass", []),
        Published = [],
    };

    /// <summary>A report in which every text is hostile.</summary>
    public static RunReport HostileText()
    {
        var report = Build([new(Hostile, Hostile, 0.5, 0.5) { ResolvedModel = Hostile, Other = [0, 0, 0, 0, 0.1, 0.1], Notes = [Hostile] }, new(Hostile + "2", "clip", 0.4, 0.4) { VoidReason = Hostile }], [Hostile, "b"], 10);
        return report with
        {
            Run = report.Run with
            {
                Id = Hostile,
                Name = Hostile,
                ManifestSha256 = Hostile,
                Dataset = new ReportDataset(Hostile, Hostile, 1, 2, Hostile),
                Code = new ReportCode(Hostile, Hostile),
                Proof = new ReportProof(Hostile, Hostile, 1),
            },
            Models = [.. report.Models.Select(model => model with { Faults = [new FaultCount(Hostile, 2)], Analyses = SampleAnalyses.Hostile(Hostile), Band = SampleBands.Hostile(Hostile), Confusions = SampleConfusions.Hostile(Hostile) })],
            Comparisons = [.. report.Comparisons.Append(SampleStatistics.Compare(Hostile, Hostile, "coarse", "all", []) with { Verdict = Hostile })],
            Gate = new ReportGate(Hostile, [new ReportGateCheck(Hostile, Hostile, Hostile, Hostile, Hostile)]),
            Published = [new PublishedResult(Hostile, Hostile, Hostile, 0.5, 0.1)],
        };
    }

    /// <summary>A model of which no question was run.</summary>
    public static RunReport NothingRun() => Build([new("never", "openai", 0, 0) { Other = [0, 0, 0, 0, 0, 1] }], Datasets, 5);

    /// <summary>A report in which every model is void, and one has no scores.</summary>
    public static RunReport AllVoid()
    {
        var report = Build(
            [new("a", "openai", 0.3, 0.3) { VoidReason = "40.0% of the questions failed." }, new("b", "clip", 0.3, 0.3) { VoidReason = "The model folder has no model.onnx." }],
            Datasets,
            5);
        return report with { Models = [report.Models[0], report.Models[1] with { Scores = [] }] };
    }

    /// <summary>A report without models.</summary>
    public static RunReport NoModels() => Build([], Datasets, 1);

    private static RunReport Build(IReadOnlyList<SampleModel> models, IReadOnlyList<string> datasets, int imagesPerDataset)
    {
        var run = new SampleRun(models, datasets, imagesPerDataset, seed: 7);
        return new RunReport
        {
            Run = new ReportRun
            {
                Id = "forgetting-2026-11-1f0c9a3e",
                Name = "forgetting-2026-11",
                StartedAt = new DateTimeOffset(2026, 11, 3, 14, 22, 5, TimeSpan.Zero),
                FinishedAt = new DateTimeOffset(2026, 11, 3, 15, 4, 41, TimeSpan.Zero),
                ManifestSha256 = "1f0c9a3e6dffed41f74da64c1c173f5efd3a10200805796a030357297b630f12",
                Protocol = "official",
                Dataset = new ReportDataset("ubench", "3f2c5b590bc7a208d5b60f3527ce4c76a331aa2b", run.Images, run.Questions, "790591636ae679afa1161664d207c2bb2e3d583690d03967e38364ba0f31ccac") { Official = true },
                Code = new ReportCode("0.1.0", "951d9cf"),
                Parity = new ReportParity("5be1c0ffee0123456789abcdef0123456789abcdef0123456789abcdef012345", "pass", 170),
                FailAbove = 0.02,
                Proof = new ReportProof("66910ff2b1487ff00396dd0fb7ff07ec989a89bd82af516797c366afb631ac7a", "rfc6962-sha256", 4 * run.Questions),
            },
            Models = [.. models.Select((model, i) => Model(run, model, i))],
            Comparisons = run.Comparisons(),
            Gate = new ReportGate("fail",
            [
                new ReportGateCheck("clip-he-tuned", "fine", "accuracy at least 0.4", "0.5462, 95% interval 0.509 to 0.5825, n = 800", "pass"),
                new ReportGateCheck("clip-he-tuned", "coarse", "not worse than generalist by more than 0.02", "difference -0.1266, 95% interval -0.1482 to -0.1051, n = 3972", "fail"),
            ]),
            Published = PublishedResults.For(new ReportDataset("ubench", "", 0, 0, "") { Official = true }, ["coarse", "fine"]),
        };
    }

    private static ReportModel Model(SampleRun run, SampleModel model, int index)
    {
        var counts = run.Counts(index);
        var called = model.Kind == "openai" ? run.Questions - counts.NotRun : 0;
        return new ReportModel
        {
            Id = model.Id,
            Kind = model.Kind,
            ResolvedModel = model.ResolvedModel,
            Void = model.VoidReason is not null,
            VoidReason = model.VoidReason,
            Outcomes = counts,
            Usage = new ModelUsage
            {
                Calls = called,
                Reused = run.Questions - counts.NotRun - called,
                InputTokens = called > 0 ? called * 412L : null,
                OutputTokens = called > 0 ? called * 3L : null,
                Usd = called > 0 ? called * 0.00107m : null,
            },
            Scores = run.Scores(index),
            Faults = counts.Failed == 0 ? [] : [new FaultCount("HTTP 503: the service is overloaded, after 6 attempts", counts.Failed - (counts.Failed / 3)), new FaultCount("The image could not be decoded: truncated PNG", counts.Failed / 3)],
            Notes = model.Notes,
            Analyses = SampleAnalyses.Of(run, model, index),
            Confusions = model.VoidReason is null ? SampleConfusions.Of(run.Datasets, model.Fine, index) : null,
            Band = SampleBands.Of(run, model, index),
        };
    }
}
