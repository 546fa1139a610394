using System.Text.Json;
using CsCheck;
using MuBench.Contrastive;
using MuBench.Scoring.Analyses;
using MuBench.Scoring.Outcomes;
using MuBench.TestUtils;

namespace MuBench.Tests.Scoring.Analyses;

public sealed class CalibrationCalculatorTests
{
    private static readonly Gen<(double[] Probabilities, int Answer)[]> Questions =
        (from weights in Gen.Double[0, 1].Array[2, 6]
         from answer in Gen.Int[0, weights.Length - 1]
         let sum = weights.Sum()
         select (sum == 0 ? [1, .. weights[1..]] : weights.Select(weight => weight / sum).ToArray(), answer)).Array[1, 60];

    [Fact]
    public void Of_Similarities_IsWhatNumPyComputes()
    {
        var reference = JsonSerializer.Deserialize<CalibrationReference>(
            File.ReadAllText(RepositoryFiles.Path("tests/Evaluation.Tests/Scoring/Analyses/data/calibration.json")), JsonSerializerOptions.Web)!;
        var facts = new ModelFacts { ScoreFunction = ModelFacts.Softmax, LogitScale = reference.LogitScale };

        var calibration = Calibrate(
            [.. reference.Questions.Select(question => OptionProbabilities.Of(facts, question.Scores, question.Scores.Length, question.Answer))],
            [.. reference.Questions.Select(question => OutcomeClassifier.ClassifyScores(question.Scores, question.Answer))]);

        Assert.Equal(80, calibration.N);
        Assert.Equal(reference.Accuracy, calibration.Accuracy!.Value, 1e-12);
        Assert.Equal(reference.Confidence, calibration.Confidence!.Value, 1e-12);
        Assert.Equal(reference.Brier, calibration.Brier!.Value, 1e-12);
        Assert.Equal(reference.BrierTopLabel, calibration.BrierTopLabel!.Value, 1e-12);
        Assert.Equal(reference.BrierAuthors, calibration.BrierAuthors!.Value, 1e-12);
        Assert.Equal(reference.Ece, calibration.Ece!.Value, 1e-12);
        Assert.Equal(reference.EceEqualMass, calibration.EceEqualMass!.Value, 1e-12);
        Same(reference.Bins, calibration.Bins);
        Same(reference.EqualMassBins, calibration.EqualMassBins);
        Same(reference.AuthorsBins, calibration.AuthorsBins);
    }

    [Fact]
    public void Of_AnyProbabilities_StaysWithinItsBounds() => Questions.Sample(questions =>
    {
        var calibration = Calibrate(questions);

        Assert.InRange(calibration.Brier!.Value, 0, 2);
        Assert.InRange(calibration.BrierTopLabel!.Value, 0, 1);
        Assert.InRange(calibration.BrierAuthors!.Value, 0, 1);
        Assert.InRange(calibration.Ece!.Value, Math.Abs(calibration.Accuracy!.Value - calibration.Confidence!.Value) - 1e-9, 1);
        Assert.InRange(calibration.EceEqualMass!.Value, Math.Abs(calibration.Accuracy.Value - calibration.Confidence.Value) - 1e-9, 1);
        foreach (var bins in (IReadOnlyList<ReliabilityBin>[])[calibration.Bins, calibration.EqualMassBins, calibration.AuthorsBins])
        {
            Assert.Equal(questions.Length, bins.Sum(bin => bin.N));
            Assert.All(bins, bin => Assert.InRange(bin.Confidence, bin.Low - 1e-12, bin.High + 1e-12));
        }
    });

    [Fact]
    public void Of_QuestionsInAnotherOrder_IsTheSame() => Questions.Select(Gen.Int[0, 1000]).Sample((questions, seed) =>
    {
        var shuffled = questions.ToArray();
        new Random(seed).Shuffle(shuffled);

        var (a, b) = (Calibrate(questions), Calibrate(shuffled));

        Assert.Equal(a.Brier!.Value, b.Brier!.Value, 1e-12);
        Assert.Equal(a.Ece!.Value, b.Ece!.Value, 1e-12);
        Assert.Equal(a.EceEqualMass!.Value, b.EceEqualMass!.Value, 1e-12);
        Assert.Equal(a.EqualMassBins.Select(bin => bin.N), b.EqualMassBins.Select(bin => bin.N));
    });

    [Fact]
    public void Of_SureAndRight_IsZero()
    {
        var calibration = Calibrate([.. Enumerable.Range(0, 20).Select(question => (new double[] { 0, 1, 0 }, 1))]);

        Assert.Equal([0, 0, 0, 0, 0], [calibration.Brier, calibration.BrierTopLabel, calibration.BrierAuthors, calibration.Ece, calibration.EceEqualMass]);
    }

    [Fact]
    public void Of_SureAndWrong_IsTheWorst()
    {
        var calibration = Calibrate([.. Enumerable.Range(0, 20).Select(question => (new double[] { 0, 1, 0 }, 2))]);

        Assert.Equal([2, 1, 0, 1, 1], [calibration.Brier, calibration.BrierTopLabel, calibration.BrierAuthors, calibration.Ece, calibration.EceEqualMass]);
    }

    [Fact]
    public void Of_AsOftenRightAsSaid_HasNoCalibrationError()
    {
        // Confidence 0.75 and right in three of four: the calibration error is 0, but the Brier score is not.
        var calibration = Calibrate([.. Enumerable.Range(0, 400).Select(question => (new double[] { 0.75, 0.25 }, question % 4 == 0 ? 1 : 0))]);

        Assert.Equal(0, calibration.Ece!.Value, 1e-12);
        Assert.Equal(0, calibration.EceEqualMass!.Value, 1e-12);
        Assert.Equal(0.1875, calibration.BrierTopLabel!.Value, 1e-12);
    }

    [Fact]
    public void Of_NoConfidence_HasNoNumbers()
    {
        var calibration = Calibrate([null, null], ScoringData.Outcomes("fn"));

        Assert.Equal(0, calibration.N);
        Assert.Null(calibration.Brier);
        Assert.Null(calibration.Ece);
        Assert.Empty(calibration.Bins);
    }

    [Fact]
    public void Of_MissingQuestion_IsLeftOut()
    {
        var sure = OptionConfidence.Of([1, 0], 0);

        var calibration = Calibrate([sure, null, sure], ScoringData.Outcomes("cfn"));

        Assert.Equal((1, 1.0), (calibration.N, calibration.Accuracy!.Value));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Probabilities_NotFinite_AreNone(float odd) =>
        Assert.Null(OptionProbabilities.Of(new ModelFacts { ScoreFunction = ModelFacts.Softmax, LogitScale = 100 }, [0.1f, odd], 2, 0));

    [Fact]
    public void Probabilities_GreatScale_DoNotOverflow()
    {
        Span<double> probabilities = stackalloc double[3];
        OptionProbabilities.Softmax([1f, -1f, 1f], 1e6, probabilities);

        Assert.Equal([0.5, 0, 0.5], probabilities.ToArray());
    }

    [Fact]
    public void Missing_NoFactsNoScaleOrSigmoid_SaysWhy()
    {
        Assert.Contains("Run the manifest again", OptionProbabilities.Missing(null), StringComparison.Ordinal);
        Assert.Contains("logit scale", OptionProbabilities.Missing(new ModelFacts { ScoreFunction = ModelFacts.Softmax }), StringComparison.Ordinal);
        Assert.Contains("sigmoid", OptionProbabilities.Missing(new ModelFacts { ScoreFunction = ModelFacts.Sigmoid, LogitScale = 1 }), StringComparison.Ordinal);
        Assert.Null(OptionProbabilities.Missing(new ModelFacts { ScoreFunction = ModelFacts.Softmax, LogitScale = 1 }));
    }

    private static TaskCalibration Calibrate((double[] Probabilities, int Answer)[] questions) => Calibrate(
        [.. questions.Select(question => (OptionConfidence?)OptionConfidence.Of(question.Probabilities, question.Answer))],
        [.. questions.Select(question => question.Probabilities.IndexOf(question.Probabilities.Max()) == question.Answer ? Outcome.Correct : Outcome.Wrong)]);

    private static TaskCalibration Calibrate(OptionConfidence?[] confidences, Outcome[] outcomes)
    {
        var table = ScoringData.Table(outcomes.Length, "modality");
        return CalibrationCalculator.Of(table, table.Slices[0], outcomes, confidences);
    }

    private static void Same(double[][] reference, IReadOnlyList<ReliabilityBin> bins)
    {
        Assert.Equal(reference.Select(bin => (int)bin[0]), bins.Select(bin => bin.N));
        Assert.All(reference.Zip(bins), pair =>
        {
            Assert.Equal(pair.First[1], pair.Second.Confidence, 1e-12);
            Assert.Equal(pair.First[2], pair.Second.Accuracy, 1e-12);
        });
    }
}
