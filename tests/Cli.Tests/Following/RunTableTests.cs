using MuBench.Cli.Following;
using MuBench.Pipeline.Progress;
using MuBench.Storage.Disk;
using MuBench.TestUtils;
using MuBench.Viewing;

namespace MuBench.Tests.Cli.Following;

/// <summary>Tables of runs and of a run's models at several widths of the terminal.</summary>
public sealed class RunTableTests
{
    private static readonly string[] Runs = ["generalists-2026-11-1f0c9a3e", "toy-29d90915"];
    private static readonly string[] Models = ["clip-he-tuned#shuffled-image", "toy"];

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(200)]
    public void Write_EveryRun_IsOneLineWithItsNumbers(int width)
    {
        var lines = RunsAt(width);

        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.All(Runs, run => Assert.Contains(lines, line => line.StartsWith($"  {run} ", StringComparison.Ordinal) && line.Contains(" done ", StringComparison.Ordinal) && line.Contains("920 / 920", StringComparison.Ordinal)));
        Assert.Equal(width < 200, lines.Any(line => line.StartsWith("Columns that do not fit: started, ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Write_NarrowTerminal_HasABlockOfLinesForEachRun()
    {
        var lines = RunsAt(40);

        Assert.All(lines, line => Assert.True(line.Length <= 40, line));
        Assert.All(Runs, run => Assert.Contains(run, lines));
        Assert.Equal(2, lines.Count(line => line.Contains("done / total 920 / 920", StringComparison.Ordinal)));
    }

    [Fact]
    public void Write_NoTerminal_HasEveryColumn() => Assert.Contains("updated", RunsAt(null)[0], StringComparison.Ordinal);

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public void Print_EveryModel_IsOneLineWithItsNumbers(int width)
    {
        var lines = ModelsAt(width);

        Assert.All(Models, model => Assert.Contains(lines, line => line.StartsWith($"  {model} ", StringComparison.Ordinal) && line.Contains("460 / 460", StringComparison.Ordinal) && line.Length <= width));
        Assert.Contains(lines, line => line.StartsWith("Columns that do not fit: in flight, ", StringComparison.Ordinal));
    }

    [Fact]
    public void Print_NarrowTerminal_HasABlockOfLinesForEachModel()
    {
        var lines = ModelsAt(40);

        Assert.All(Models, model => Assert.Contains(model, lines));
        Assert.Equal(2, lines.Count(line => line.Contains("done / total 460 / 460", StringComparison.Ordinal)));
    }

    private static string[] RunsAt(int? width)
    {
        using var output = new StringWriter();
        RunTable.Write([.. Runs.Select(run => new RunEntry { Id = run, Status = StatusOf(run) })], RunSnapshotTests.At(1), output, width);
        return LinesOf(output);
    }

    private static string[] ModelsAt(int? width)
    {
        using var output = new StringWriter();
        using var folder = new TemporaryFolder();
        new StatusPrinter(new DiskStore(folder.Path), TimeProvider.System, output, width).Print(Runs[0], new RunSnapshot(StatusOf(Runs[0]), null, null, true));
        return LinesOf(output);
    }

    private static string[] LinesOf(StringWriter output) => output.ToString().TrimEnd().Split(Environment.NewLine);

    private static RunStatus StatusOf(string run) => new()
    {
        RunId = run,
        State = RunStates.Done,
        StartedAt = RunSnapshotTests.At(0),
        UpdatedAt = RunSnapshotTests.At(1),
        Dataset = "microscopy",
        Models = [.. Models.Select(model => new ModelStatus
        {
            Id = model, State = ModelStates.Done, Questions = 460, Done = 460, Reused = 0, Failed = 0, InFlight = 0, Waiting = 0, InputTokens = 125_052, OutputTokens = 1_000, PerSecond = 12,
        })],
    };
}
