using System.Globalization;
using CsCheck;
using MuBench.Printing;
using MuBench.Reports;
using MuBench.Reports.Documents;

namespace MuBench.Tests.Reports;

public sealed class CsvScoresTests
{
    private const string FormulaStarts = "=+-@\t\r";

    private static readonly Gen<string> NastyText = Gen.Char["=+-@\t\r\n,;\"' aé0＝\u001b\u202e\u009b"].Array[0, 12].Select(chars => new string(chars));

    [Fact]
    public void Render_Typical_HasARowPerScoreWithTheNumbersOfTheReport()
    {
        var report = SampleReports.Typical();

        var rows = CsvReader.Read(CsvScores.Render(report));

        Assert.Equal("run,model,kind,resolvedModel,void,task,slice,protocol,n,accuracy,ci95Low,ci95High,halfWidth,lowest,highest,metric,interval,alarm", string.Join(',', rows[0]));
        var scores = report.Models.SelectMany(model => model.Scores.Select(score => (model, score))).ToList();
        Assert.Equal(scores.Count, rows.Count - 1);
        Assert.All(scores.Zip(rows.Skip(1)), pair =>
        {
            var ((model, score), row) = pair;
            Assert.Equal([report.Run.Id, model.Id, model.Kind, model.ResolvedModel ?? "", model.Void ? "true" : "false", score.Task, score.Slice, score.Protocol], row.Take(8));
            Assert.Equal(
                [score.N, score.Accuracy, score.Ci95![0], score.Ci95[1], score.HalfWidth, score.Lowest, score.Highest],
                row.Skip(8).Take(7).Select(cell => (double?)double.Parse(cell, CultureInfo.InvariantCulture)));
            Assert.Equal([score.Metric ?? "accuracy", score.Interval ?? "", model.Alarm is null ? "false" : "true"], row.Skip(15));
        });
    }

    [Fact]
    public void Render_AnyText_ReadsBackAndIsNoFormula()
    {
        var sample = SampleReports.OneModel();
        NastyText.Sample(text => ReadsBackAndIsNoFormula(sample, text));
    }

    [Fact]
    public void Render_NegativeNumber_StaysANumber()
    {
        var sample = SampleReports.OneModel();
        var score = sample.Models[0].Scores[0] with { Ci95 = [-0.01, 0.2] };

        var row = CsvReader.Read(CsvScores.Render(sample with { Models = [sample.Models[0] with { Scores = [score] }] }))[1];

        Assert.Equal("-0.01", row[10]);
    }

    [Fact]
    public void Render_NothingRun_LeavesNumbersEmpty()
    {
        var row = CsvReader.Read(CsvScores.Render(SampleReports.NothingRun()))[1];

        Assert.Equal(["0", "", "", "", "", "", "", "accuracy", "", "false"], row.Skip(8));
    }

    [Fact]
    public void Render_NoModels_IsTheHeaderAlone() => Assert.Single(CsvReader.Read(CsvScores.Render(SampleReports.NoModels())));

    private static void ReadsBackAndIsNoFormula(RunReport sample, string text)
    {
        var model = sample.Models[0] with { Id = text, ResolvedModel = text, Scores = [sample.Models[0].Scores[0] with { Slice = text }] };

        var row = CsvReader.Read(CsvScores.Render(sample with { Models = [model] }))[1];

        Assert.Equal(18, row.Count);
        Assert.All(row, cell => Assert.DoesNotContain(cell, character => char.IsControl(character) && character is not ('\n' or '\t') || character == '\u202e'));
        Assert.All((string[])[row[1], row[3], row[6]], cell =>
        {
            Assert.True(cell.Length == 0 || !FormulaStarts.Contains(cell[0]), cell);
            var clean = ShownText.Clean(text);
            Assert.True(cell == clean || cell == "'" + clean, cell);
        });
    }
}
