using System.IO.Compression;
using MuBench.Web;

namespace MuBench.Tests.Cli.Viewing;

public sealed class PagePartsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("br")]
    [InlineData("gzip")]
    public void Next_AndLast_GiveThePageAndEachPartAsSoonAsItIsThere(string? coding)
    {
        byte[] first = [.. Enumerable.Repeat((byte)'a', 10_000)], last = [.. Enumerable.Repeat((byte)'b', 20_000)];
        using var parts = new PageParts(coding);

        var beginning = parts.Next(first);
        using var decoded = Decode(new MemoryStream([.. beginning]), coding);
        var read = new byte[first.Length];
        decoded.ReadExactly(read);
        Assert.Equal(first, read);

        using var whole = Decode(new MemoryStream([.. beginning, .. parts.Last(last)]), coding);
        using var all = new MemoryStream();
        whole.CopyTo(all);
        Assert.Equal([.. first, .. last], all.ToArray());
    }

    private static Stream Decode(MemoryStream stream, string? coding) => coding switch
    {
        "br" => new BrotliStream(stream, CompressionMode.Decompress),
        "gzip" => new GZipStream(stream, CompressionMode.Decompress),
        _ => stream,
    };
}
