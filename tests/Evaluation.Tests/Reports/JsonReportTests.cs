using System.Text;
using System.Text.Json;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Bands;
using MuBench.Scoring.Confusion;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;
using MuBench.Versions;

namespace MuBench.Tests.Reports;

public sealed class JsonReportTests
{
    [Fact]
    public void Render_SmallReport_IsTheApprovedText()
    {
        using var stream = typeof(JsonReportTests).Assembly.GetManifestResourceStream("report.approved.json")!;
        using var reader = new StreamReader(stream);

        Assert.Equal(reader.ReadToEnd().ReplaceLineEndings("\n"), Encoding.UTF8.GetString(JsonReport.Render(Small())));
    }

    [Fact]
    public void Render_AnyReport_ReadsBackToTheSameBytes()
    {
        Assert.All(
            [Small(), SampleReports.Typical(), SampleReports.NothingRun(), SampleReports.AllVoid(), SampleReports.NoModels()],
            report =>
            {
                var bytes = JsonReport.Render(report);

                var read = JsonSerializer.Deserialize(bytes, ReportJsonContext.Default.RunReport)!;

                Assert.Equal(bytes, JsonReport.Render(read));
            });
    }

    // A field of every kind; fields that may be null occur both with and without a value.
    private static RunReport Small() => new()
    {
        Run = new ReportRun
        {
            Id = "small-1f0c9a3e",
            Name = "small",
            StartedAt = new DateTimeOffset(2026, 11, 3, 14, 22, 5, TimeSpan.Zero),
            FinishedAt = new DateTimeOffset(2026, 11, 3, 15, 4, 41, TimeSpan.Zero),
            ManifestSha256 = "1f0c",
            Protocol = "official",
            Dataset = new ReportDataset("ubench", "3f2c5b59", 10, 60, "7905") { Official = true },
            Code = new ReportCode("0.1.0", "951d9cf"),
            Parity = new ReportParity("5be1", "pass", 170),
            FailAbove = 0.02,
            AlarmAbove = 0.05,
            Proof = new ReportProof("6e34", "rfc6962-sha256", 56),
        },
        Models =
        [
            new ReportModel
            {
                Id = "μ-model",
                Kind = "openai",
                ResolvedModel = "model-2026-08",
                Void = false,
                Outcomes = new OutcomeCounts(20, 31, 2, 1, 1, 1, 3, 1),
                Usage = new ModelUsage { Calls = 55, Reused = 2, InputTokens = 24_000, OutputTokens = 110, Usd = 0.0625m },
                Scores = [new SliceScore { Task = "coarse", Slice = "h&e", Protocol = "official", N = 40, Accuracy = 0.375, Ci95 = [0.25, 0.5], HalfWidth = 0.125, Lowest = 0.34, Highest = 0.43 }],
                Alarm = new ReportAlarm { Answers = 56, Truncated = 1, Unparsed = 2, Refused = 1, Filtered = 1, Remedy = "Look." },
                Passes = [new ReportPass { Id = "μ-model#order-1", Void = false, Outcomes = new OutcomeCounts(10, 3, 0, 0, 0, 0, 0, 47) }],
                Band = Band(),
                Faults = [new FaultCount("HTTP 503", 3)],
                Notes = ["A remark."],
                Analyses = Analyses(),
                Confusions = [new ConfusionMatrix { Task = "fine", Source = "acevedo_et_al_2020", Protocol = "official", N = 8, Classes = ["basophil", "none of the above"], Offered = [[8, 8], [0, 0]], Chosen = [[5, 2], [0, 0]], Unread = [1, 0] }],
            },
            new ReportModel
            {
                Id = "broken",
                Kind = "clip",
                Void = true,
                VoidReason = "The model folder has no model.onnx.",
                Outcomes = new OutcomeCounts(0, 0, 0, 0, 0, 0, 0, 60),
                Usage = new ModelUsage { Calls = 0, Reused = 0 },
                Scores = [new SliceScore { Task = "coarse", Slice = "all", Protocol = "strict", N = 0, Accuracy = null, Ci95 = null, HalfWidth = null, Lowest = null, Highest = null }],
            },
        ],
        Comparisons = [new ReportComparison { A = "μ-model", B = "broken", Task = "coarse", Slice = "all", N = 40, OnlyA = 9, OnlyB = 4, Difference = 0.125, Ci95 = [-0.025, 0.25], Interval = "adjusted-wald-clustered", P = 0.27, PMcNemar = 0.267, Family = "primary", PHolm = 0.54, SameAnswer = new ReportSameAnswer(40, 30), Verdict = "undecided" }],
        Gate = new ReportGate("inconclusive", [new ReportGateCheck("μ-model", "coarse", "accuracy at least 35.00%", "37.50%", "inconclusive")]),
        Published = [new PublishedResult("μ-Bench, arXiv 2407.01791, Table 1", "GPT-4o", "coarse", 0.6268, 0.0035), new PublishedResult("Elsewhere", "X", "fine", 0.5, null)],
    };

    private static ExtractionBand Band() => new(
        [
            new TaskBand { Task = "coarse", N = 40, Official = 0.375, Strict = 0.5, Lenient = 0.625, Lowest = 0.375, Highest = 0.625, Disagreeing = 12 },
            new TaskBand { Task = "fine", N = 0, Official = null, Strict = null, Lenient = null, Lowest = null, Highest = null, Disagreeing = 0 },
        ],
        12,
        [
            new Disagreement { Row = 4, Source = "kather_et_al_2016", Question = "stain", QuestionId = "9c1d", Options = ["H&E", "None"], Response = "It is H&E.", Gold = "A", Strict = "A", Lenient = "A" },
        ]);

    private static ModelAnalyses Analyses() => new()
    {
        Parameters = 151_277_313,
        Templates = [new TemplateComparison { Task = "coarse", Slice = "modality", N = 8, Accuracy0 = 0.25, Accuracy1 = 0.5, Difference = 0.25, Ci95 = [-0.125, 0.5], P = 0.5 }],
        CaptionLength = new LengthAnalysis(LengthAnalysis.Caption, [new TaskLengths("coarse", [new LengthBin { Shortest = 34, Longest = 51, N = 8, Accuracy = 0.5, Ci95 = [0.25, 0.75], GoldProbability = 0.375 }])]),
        Calibration = new Calibration
        {
            Function = "softmax",
            LogitScale = 100,
            Tasks =
            [
                new TaskCalibration
                {
                    Task = "coarse", N = 8, Accuracy = 0.5, Confidence = 0.75, Brier = 0.5, BrierTopLabel = 0.25, BrierAuthors = 0.125, Ece = 0.25, EceEqualMass = 0.25,
                    Bins = [new ReliabilityBin { Low = 0.6, High = 0.8, N = 8, Confidence = 0.75, Accuracy = 0.5, Ci95 = [0.25, 0.75] }],
                    EqualMassBins = [new ReliabilityBin { Low = 0.625, High = 0.875, N = 8, Confidence = 0.75, Accuracy = 0.5 }],
                    AuthorsBins = [],
                },
            ],
        },
    };
}
