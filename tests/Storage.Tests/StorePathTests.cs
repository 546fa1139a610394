using CsCheck;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Tests.Storage;

public sealed class StorePathTests
{
    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/..")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("/a")]
    [InlineData("//server/share")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("C:/a")]
    [InlineData("C:a")]
    [InlineData("a\\b")]
    [InlineData("..\\a")]
    [InlineData("\\\\server\\share")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u202egnp.exe")] // right-to-left override
    [InlineData("a\u200bb")] // zero-width space
    [InlineData("a\u2028b")]
    [InlineData("\ufeffa")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData(" a")]
    [InlineData("...")]
    [InlineData("a*")]
    [InlineData("what?")]
    [InlineData("a:b")]
    [InlineData("<a>")]
    [InlineData("a|b")]
    [InlineData("\"a\"")]
    public void Parse_NameThatIsNoPath_IsRefusedWithReason(string name)
    {
        var fault = Assert.Throws<StorePathException>(() => StorePath.Parse(name));
        Assert.Equal(name, fault.Path);
        Assert.False(StorePath.TryParse(name, out _, out var reason));
        Assert.NotEmpty(reason);
        Assert.Throws<StorePathException>(() => StoreLayout.Runs / name);
        if (!name.Contains('/', StringComparison.Ordinal))
            Assert.False(StorePath.IsSegment(name));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ubench@a1b2/00017.jsonl")]
    [InlineData("h&e, µm (2x)")]
    [InlineData(".gitattributes")]
    [InlineData("..a/a..b")]
    [InlineData("％2e％2e")] // full-width: not a separator on any system
    [InlineData("%2e%2e%2fa")] // it is never decoded
    public void Parse_PlainName_IsKept(string name) => Assert.Equal(name, StorePath.Parse(name).Value);

    [Fact]
    public void Parse_TooLong_IsRefused()
    {
        Assert.True(StorePath.IsSegment(new string('a', 200)));
        Assert.False(StorePath.IsSegment(new string('a', 201)));
        Assert.False(StorePath.TryParse(string.Join('/', Enumerable.Repeat("abcdefghi", 91)), out _, out _));
        Assert.Throws<StorePathException>(() => StorePath.Parse(string.Join('/', Enumerable.Repeat("abcdefghi", 89))) / "01234567890");
        Assert.False(StorePath.IsSegment(null));
    }

    [Fact]
    public void IsSegment_SurrogatesPairedOrNot_IsFalse()
    {
        Assert.False(StorePath.IsSegment("a\ud800"));
        Assert.False(StorePath.IsSegment("😀")); // its ordinal order would differ between a disk and a blob store
    }

    [Fact]
    public void Divide_RootAndNested_JoinsWithSlashes()
    {
        Assert.Equal("a", (StorePath.Root / "a").Value);
        Assert.Equal("a/b/c", (StorePath.Parse("a") / "b/c").Value);
        Assert.Equal("c", StorePath.Parse("a/b/c").Name);
        Assert.Equal("", StorePath.Root.ToString());
        Assert.Equal(default, StorePath.Root);
    }

    [Fact]
    public void Parse_AnyText_StaysUnderTheRootOrIsRefused()
    {
        var root = Path.GetFullPath(Path.Join(Path.GetTempPath(), "store"));
        var tricky = Gen.Char["./\\:~ a\0\n*%2e\u202e\uff0e\uff0f\u2215\ud800\udc00"];
        Gen.OneOf<string>(Gen.String[tricky, 0, 12], Gen.String).Sample(text =>
        {
            if (!StorePath.TryParse(text, out var path, out _))
                return;
            Assert.Equal(text, path.Value);
            var full = Path.GetFullPath(Path.Join(root, path.Value));
            Assert.StartsWith(root + Path.DirectorySeparatorChar, full, StringComparison.Ordinal);
            Assert.Equal(path.Value, Path.GetRelativePath(root, full).Replace(Path.DirectorySeparatorChar, '/'));
            Assert.All(path.Value.Split('/'), segment => Assert.True(StorePath.IsSegment(segment)));
        }, iter: 20_000);
    }

    [Fact]
    public void WriteAsync_AnyAcceptedName_IsListedUnderIt()
    {
        using var folder = new StorageTestFolder();
        var store = new DiskStore(folder.Path);
        var number = 0;
        Gen.String[Gen.Char["abA.-_ @&;'µé漢~#%"], 1, 20].Where(StorePath.IsSegment).Sample(name =>
        {
            var path = StorePath.Parse($"n{Interlocked.Increment(ref number)}") / name;
            store.WriteAsync(path, "x"u8.ToArray()).GetAwaiter().GetResult();
            Assert.Equal([path], store.ListAsync(StorePath.Parse(path.Value.Split('/')[0])).ToBlockingEnumerable().Select(item => item.Path));
        }, iter: 50);
    }
}
