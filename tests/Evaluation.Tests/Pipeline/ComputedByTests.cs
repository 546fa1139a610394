using System.Text;
using MuBench.Contrastive;
using MuBench.Reports;
using MuBench.Reports.Html;
using MuBench.Scoring;
using MuBench.Storage;

namespace MuBench.Tests.Pipeline;

/// <summary>The report's statements about the arithmetic of contrastive models.</summary>
public sealed class ComputedByTests
{
    private const string ElsewhereBy = "fp32 on x64 AVX of another machine";

    [Fact]
    public async Task Report_OneMachine_NamesPrecisionAndInstructionSetAndNeedsNoNote()
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: null);

        var report = await run.ReportAsync();

        var model = report.Models.Single(model => model.Id == "tiny");
        Assert.Equal($"fp32 on {Processor.Name}", Assert.Single(model.ComputedBy!).By);
        Assert.DoesNotContain(model.Notes, note => note.Contains("computed", StringComparison.Ordinal));
        Assert.Null(report.Models.Single(model => model.Id == "chance").ComputedBy);
        Assert.Contains($"fp32 on {Processor.Name}: tiny", HtmlReport.Render(report), StringComparison.Ordinal);
        Assert.Contains($"fp32 on {Processor.Name}: tiny", MarkdownReport.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_AnswersOfTwoMachines_SaysThatItMixesThem()
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: null);
        await RewriteLogAsync(run, line => line.Replace($"fp32 on {Processor.Name}", ElsewhereBy, StringComparison.Ordinal));
        await run.ScoreAsync();

        var model = (await run.ReportAsync()).Models.Single(model => model.Id == "tiny");

        Assert.Equal(2, model.ComputedBy!.Count);
        Assert.Contains(model.ComputedBy, count => count.By == ElsewhereBy);
        Assert.Equal(model.Usage.Calls, model.ComputedBy!.Sum(count => count.Answers));
        Assert.Contains(model.Notes, note => note.Contains("more than one way", StringComparison.Ordinal) && note.Contains(ElsewhereBy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_AnswersOfAnEarlierVersion_SaysThatItIsNotRecorded()
    {
        await using var run = await ContrastiveRun.CreateAsync(logitScale: null, precision: ModelPrecisions.Quantized);
        await RewriteLogAsync(run, line => line.Replace($"\"computedBy\":\"int8 on {Processor.Name}\",", "", StringComparison.Ordinal), everyLine: true);
        await run.ScoreAsync();

        var model = (await run.ReportAsync()).Models.Single(model => model.Id == "tiny");

        Assert.Equal(ComputedCount.NotRecorded, Assert.Single(model.ComputedBy!).By);
        Assert.Contains(model.Notes, note => note.Contains("not recorded", StringComparison.Ordinal));
    }

    [Fact]
    public void Notes_SumsThatMaySaturate_NameOperatorAndRemedy()
    {
        var note = Assert.Single(ComputedBy.Notes([new("int8 on x64 AVX2" + Arithmetic.MaySaturate + "MatMulNBits", 12)]));
        Assert.Contains("MatMulNBits", note, StringComparison.Ordinal);
        Assert.Contains("VNNI", note, StringComparison.Ordinal);
    }

    /// <summary>Rewrites half of the model's log, or all of it.</summary>
    private static async Task RewriteLogAsync(ContrastiveRun run, Func<string, string> rewrite, bool everyLine = false)
    {
        var path = StoreLayout.ResponseLog(run.Plan.ModelOf("tiny").Key, run.Plan.Dataset, run.Plan.Revision, 0);
        var lines = Encoding.UTF8.GetString((await run.Harness.Store.TryReadAsync(path, TestContext.Current.CancellationToken))!).TrimEnd('\n').Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!everyLine && i % 4 >= 2)
                continue;
            var line = rewrite(lines[i]);
            Assert.NotEqual(lines[i], line);
            lines[i] = line;
        }

        await run.Harness.Store.WriteAsync(path, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), TestContext.Current.CancellationToken);
    }
}
