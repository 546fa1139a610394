using MuBench.Storage.Disk;

namespace MuBench.Tests.Storage.Disk;

public sealed class SpoolFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mubench-spool-").FullName;

    [Fact]
    public void TryTake_UpToTheMaximum_GivesSeparateMemoryAndLeavesNoFile()
    {
        var spool = new SpoolFile(Path.Combine(_folder, "new", "folder"), 1000);
        Assert.True(spool.TryTake(400, out var first));
        Assert.True(spool.TryTake(500, out var second));
        first.Span.Fill(1);
        second.Span.Fill(2);
        Assert.False(spool.TryTake(101, out _));
        Assert.True(spool.TryTake(100, out var third));
        third.Span.Fill(3);
        Assert.Equal((400, 500, 100), (first.Span.Count((byte)1), second.Span.Count((byte)2), third.Span.Count((byte)3)));
        if (!OperatingSystem.IsWindows())
            Assert.Empty(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void TryTake_FolderThatCannotBeMade_GivesNothing()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "in the way");
        var spool = new SpoolFile(Path.Combine(_folder, "file"), 1000);
        Assert.False(spool.TryTake(1, out _));
        Assert.False(spool.TryTake(1, out _));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
