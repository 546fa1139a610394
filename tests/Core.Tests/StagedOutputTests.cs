using System.Text;
using MuBench.TestUtils;

namespace MuBench.Tests;

public sealed class StagedOutputTests : IDisposable
{
    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Commit_NewFolder_AppearsWithAllItsFilesAtOnce()
    {
        var target = Path.Combine(_place.Path, "new");
        using (var output = StagedOutput.ForFolder(target, canReplace: false))
        {
            Write(output, "b.txt", "b");
            Write(output, Path.Combine("in", "a.txt"), "a");
            Assert.False(Directory.Exists(target));

            Assert.Equal([Path.Combine(target, "b.txt"), Path.Combine(target, "in", "a.txt")], output.Commit());
        }

        Assert.Equal("a", File.ReadAllText(Path.Combine(target, "in", "a.txt")));
        Assert.Equal(["new"], Entries());
    }

    [Fact]
    public void Commit_FolderThatIsThere_KeepsItsOtherFiles()
    {
        File.WriteAllText(Path.Combine(_place.Path, "other.txt"), "other");
        using (var output = StagedOutput.ForFolder(_place.Path, canReplace: false))
        {
            Write(output, "new.txt", "new");
            output.Commit();
        }

        Assert.Equal(["new.txt", "other.txt"], Entries());
    }

    [Fact]
    public void Commit_FileThatMayBeReplaced_IsReplaced()
    {
        var target = Path.Combine(_place.Path, "a.txt");
        File.WriteAllText(target, "old");
        using (var output = StagedOutput.ForFile(target, canReplace: true))
        {
            Write(output, output.FileName!, "new");
            Assert.Equal("old", File.ReadAllText(target));
            output.Commit();
        }

        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal(["a.txt"], Entries());
    }

    [Fact]
    public void Create_FileThatIsThere_IsRefusedAndLeavesNothing()
    {
        var target = Path.Combine(_place.Path, "a.txt");
        File.WriteAllText(target, "old");
        Assert.Contains($"'{target}' already exists", Assert.Throws<UserException>(() => StagedOutput.ForFile(target, canReplace: false)).Message, StringComparison.Ordinal);
        using (var output = StagedOutput.ForFolder(_place.Path, canReplace: false))
            Assert.Contains($"'{target}' already exists", Assert.Throws<UserException>(() => output.Create("a.txt")).Message, StringComparison.Ordinal);
        Assert.Equal(["a.txt"], Entries());
    }

    [Fact]
    public void Dispose_WithoutCommit_LeavesNothing()
    {
        using (var output = StagedOutput.ForFile(Path.Combine(_place.Path, "a.txt"), canReplace: false))
            Write(output, "a.txt", "new");
        Assert.Empty(Entries());
    }

    private static void Write(StagedOutput output, string name, string text)
    {
        using var stream = output.Create(name);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private IEnumerable<string> Entries() => Directory.EnumerateFileSystemEntries(_place.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
