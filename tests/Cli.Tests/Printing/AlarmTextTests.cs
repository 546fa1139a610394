using MuBench.Cli.Printing;
using MuBench.Tests.Reports;

namespace MuBench.Tests.Printing;

public sealed class AlarmTextTests
{
    [Fact]
    public void Lines_OneModel_SaysEverythingInALine()
    {
        var line = Assert.Single(AlarmText.Lines("ALARM", [("a", SampleAlarms.AllTruncated)]));

        Assert.Equal($"ALARM: a: {SampleAlarms.AllTruncated.Text}", line);
    }

    [Fact]
    public void Lines_ModelsWithTheSameRemedy_SayItOnceAndNameTasks()
    {
        var boxes = SampleAlarms.AllTruncated with { Remedy = "Look." };

        var lines = AlarmText.Lines("ALARM", [("a", SampleAlarms.AllTruncated), ("b", boxes), ("c", SampleAlarms.AllTruncated with { Answers = 60, Tasks = ["coarse", "fine"] })]).ToList();

        Assert.Equal(
            [
                "ALARM: a: 28 of 28 answers hold nothing to score (28 truncated)",
                "ALARM: c: 28 of 60 answers hold nothing to score (28 truncated) in coarse, fine",
                $"  The scores of these 2 models say little about what they see. {SampleAlarms.AllTruncated.Remedy}",
                $"ALARM: b: {boxes.Text}",
            ],
            lines);
    }
}
