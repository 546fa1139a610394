using MuBench.Manifests;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Tests.Scoring;

public sealed class GateEvaluatorTests
{
    [Theory]
    [InlineData(0.55, 0.60, 0.65, "pass")]
    [InlineData(0.56, 0.60, 0.65, "pass")]
    [InlineData(0.54, 0.60, 0.65, "inconclusive")]
    [InlineData(0.40, 0.45, 0.55, "inconclusive")]
    [InlineData(0.40, 0.45, 0.54, "fail")]
    public void AtLeast_Interval_DecidesOnlyAsAWhole(double low, double accuracy, double high, string expected) =>
        Assert.Equal(expected, Evaluate(AtLeast(0.55), [Model("m", Score("all", "all", low, accuracy, high))]).Result);

    [Theory]
    [InlineData(0.54, 0.66, "inconclusive")]
    [InlineData(0.56, 0.66, "pass")]
    public void AtLeast_MissingQuestionsThatCouldTurnIt_AreInconclusive(double lowest, double highest, string expected)
    {
        var score = Score("all", "all", 0.57, 0.60, 0.63) with { Lowest = lowest, Highest = highest };
        Assert.Equal(expected, Evaluate(AtLeast(0.55), [Model("m", score)]).Result);
    }

    [Fact]
    public void AtLeast_OtherProtocol_IsNotLookedAt()
    {
        var strict = Score("all", "all", 0.9, 0.9, 0.9) with { Protocol = Protocols.Strict };
        Assert.Equal("fail", Evaluate(AtLeast(0.55), [Model("m", strict, Score("all", "all", 0.1, 0.2, 0.3))]).Result);
    }

    [Theory]
    [InlineData("localization", "pass")]
    [InlineData("localization/cell", "fail")]
    [InlineData("localization/blood", "pass")]
    [InlineData("all", "inconclusive")] // coarse, the only closed task
    public void AtLeast_Boxes_ByTaskClassAndSourceAndInNoPool(string task, string expected)
    {
        var model = Model(
            "m", Score("coarse", "all", 0.5, 0.55, 0.6), Score("localization", "all", 0.6, 0.7, 0.8),
            Score("localization", "class:cell", 0.1, 0.2, 0.3), Score("localization", "dataset:blood", 0.6, 0.7, 0.8));
        var check = Evaluate(AtLeast(0.55) with { Task = task }, [model]);
        Assert.Equal(expected, check.Result);
        Assert.Equal(task == "all" ? "accuracy at least 0.55" : "mean score at least 0.55", check.Checks[0].Condition);
    }

    [Theory]
    [InlineData("coarse", "pass")]
    [InlineData("coarse/modality", "fail")]
    [InlineData("fine/s", "pass")]
    [InlineData("fine", "inconclusive")]
    public void AtLeast_Task_IsNamedAsInTheManifest(string task, string expected)
    {
        var model = Model("m", Score("coarse", "all", 0.6, 0.7, 0.8), Score("coarse", "modality", 0.1, 0.2, 0.3), Score("fine", "dataset:s", 0.6, 0.7, 0.8));
        Assert.Equal(expected, Evaluate(AtLeast(0.55) with { Task = task }, [model]).Result);
    }

    [Fact]
    public void AtLeast_RunOfOneTask_TakesItForAll() =>
        Assert.Equal("pass", Evaluate(AtLeast(0.55), [Model("m", Score("coarse", "all", 0.6, 0.7, 0.8), Score("coarse", "stain", 0, 0, 0))]).Result);

    [Theory]
    [InlineData(-0.01, 0.05, false, "pass")]
    [InlineData(-0.03, 0.05, false, "inconclusive")]
    [InlineData(-0.09, -0.03, false, "fail")]
    // Listed in the reverse order: the difference is B minus A.
    [InlineData(0.03, 0.09, true, "fail")]
    [InlineData(-0.05, 0.01, true, "pass")]
    public void NotWorseThan_Interval_DecidesOnlyAsAWhole(double low, double high, bool swapped, string expected)
    {
        var comparison = new ReportComparison
        {
            A = swapped ? "ref" : "m", B = swapped ? "m" : "ref", Task = "all", Slice = "all", N = 100, OnlyA = 1, OnlyB = 2,
            Difference = (low + high) / 2, Ci95 = [low, high], P = 1, PHolm = 1, Verdict = Verdicts.Undecided,
        };
        var gate = Evaluate(new GateManifest { Model = "m", NotWorseThan = "ref" }, [Model("m"), Model("ref")], comparison);
        Assert.Equal(expected, gate.Result);
        Assert.Equal("not worse than ref by more than 0.02", Assert.Single(gate.Checks).Condition);
    }

    [Fact]
    public void Evaluate_VoidModel_FailsAndSaysWhy()
    {
        var model = Model("m", Score("all", "all", 0.9, 0.9, 0.9)) with { Void = true, VoidReason = "3 of 10 questions failed" };
        var check = Assert.Single(Evaluate(AtLeast(0.5), [model]).Checks);
        Assert.Equal("fail", check.Result);
        Assert.Contains("3 of 10 questions failed", check.Measured, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_VoidReference_IsInconclusive()
    {
        var gate = Evaluate(new GateManifest { Model = "m", NotWorseThan = "ref" }, [Model("m"), Model("ref") with { Void = true }]);
        Assert.Equal("inconclusive", gate.Result);
    }

    [Fact]
    public void Evaluate_ModelWithAnAlarm_FailsAndSaysTheRemedy()
    {
        var gate = GateEvaluator.Evaluate(Manifest(AtLeast(0.5)), [Model("m", Score("all", "all", 0.9, 0.9, 0.9))], [], Alarmed("m"));
        Assert.Equal("fail", gate.Result);
        Assert.Contains("28 of 28 answers hold nothing to score (28 truncated). Truncated: raise maxOutputTokens", Assert.Single(gate.Checks).Measured, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_ReferenceWithAnAlarm_IsInconclusive()
    {
        var gate = GateEvaluator.Evaluate(Manifest(new GateManifest { Model = "m", NotWorseThan = "ref" }), [Model("m"), Model("ref")], [], Alarmed("ref"));
        Assert.Equal("inconclusive", gate.Result);
    }

    private static Dictionary<string, ReportAlarm> Alarmed(string id) =>
        new() { [id] = ResponseAlarms.Of(new OutcomeCounts(0, 0, 0, 0, 0, 28, 0, 0), 0.05, new GenerationManifest(), Protocols.Official)! };

    [Fact]
    public void Evaluate_ModelWithoutScores_Fails() => Assert.Equal("fail", Evaluate(AtLeast(0.5), []).Result);

    [Fact]
    public void Evaluate_NoConditions_Passes()
    {
        var gate = GateEvaluator.Evaluate(Manifest(), [], []);
        Assert.Equal("pass", gate.Result);
        Assert.Empty(gate.Checks);
    }

    [Fact]
    public void Evaluate_SeveralConditions_TheWorstDecides()
    {
        var model = Model("m", Score("all", "all", 0.5, 0.6, 0.7));
        GateManifest pass = AtLeast(0.4), open = AtLeast(0.6), fail = AtLeast(0.8);
        Assert.Equal("pass", GateEvaluator.Evaluate(Manifest(pass, pass), [model], []).Result);
        Assert.Equal("inconclusive", GateEvaluator.Evaluate(Manifest(pass, open), [model], []).Result);
        Assert.Equal("fail", GateEvaluator.Evaluate(Manifest(open, fail, pass), [model], []).Result);
    }

    [Fact]
    public void Evaluate_Measured_SaysTheNumbers()
    {
        var check = Assert.Single(Evaluate(AtLeast(0.55), [Model("m", Score("all", "all", 0.56, 0.6, 0.65))]).Checks);
        Assert.Equal("accuracy at least 0.55", check.Condition);
        Assert.Equal("0.6, 95% interval 0.56 to 0.65, n = 100", check.Measured);
    }

    private static GateManifest AtLeast(double accuracy) => new() { Model = "m", AtLeast = accuracy };

    private static ReportGate Evaluate(GateManifest condition, IReadOnlyList<ModelScores> models, params ReportComparison[] comparisons) =>
        GateEvaluator.Evaluate(Manifest(condition), models, comparisons);

    private static RunManifest Manifest(params GateManifest[] gate) =>
        new() { Name = "n", Benchmark = new BenchmarkManifest { Dataset = "d" }, Models = [], Gate = gate };

    private static SliceScore Score(string task, string slice, double low, double accuracy, double high) => new()
    {
        Task = task, Slice = slice, Protocol = Protocols.Official, N = 100, Accuracy = accuracy, Ci95 = [low, high], HalfWidth = 0,
        Lowest = accuracy, Highest = accuracy,
    };

    private static ModelScores Model(string id, params SliceScore[] scores) => new()
    {
        Id = id, Kind = "openai", ModelKey = "k", Void = false, Outcomes = new OutcomeCounts(0, 0, 0, 0, 0, 0, 0, 0),
        Usage = new ModelUsage { Calls = 0, Reused = 0 }, Scores = scores, Items = new Dictionary<string, byte[]>(),
    };
}
