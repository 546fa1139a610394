using System.Text;
using System.Text.Json;
using CsCheck;
using MuBench.Responses;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Responses;

public sealed class ResponseLogReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_NoLog_IsEmpty()
    {
        using var folder = new StorageTestFolder();
        var log = await ResponseLogReader.ReadAsync(new DiskStore(folder.Path), StorePath.Parse("responses/none.jsonl"), Token);
        Assert.Empty(log.Records);
        Assert.Equal(0, log.BrokenLines);
    }

    [Fact]
    public void Parse_KeyTwice_FirstLineWins()
    {
        var log = Parse(Line("k", "first") + Line("other", "x") + Line("k", "second"));
        Assert.Equal("first", log.Records["k"].Text);
        Assert.Equal((2, 0), (log.Records.Count, log.BrokenLines));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"row\":1,\"question\":\"q\",\"key\":\"last\"}\n")] // another writer's order
    [InlineData("{\"key\":\"torn")]
    [InlineData("{\"key\":\"\"}\n")]
    [InlineData("{\"key\":\"0123456789012345678901234567890123456789012345678901234567890123456789\",\"row\":1,\"question\":\"q\"}\n")]
    public void Parse_SomeKeys_GivesWhatAWholeReadingGivesForThem(string more)
    {
        var content = Encoding.UTF8.GetBytes(Line("a", "x") + more + Line("b", "y") + Line("c", "z"));

        var some = ResponseLogReader.Parse(content, ["a", "c", "absent", "last"]).Records;

        var whole = ResponseLogReader.Parse(content).Records;
        Assert.Equal(whole.Keys.Intersect(["a", "c", "absent", "last"]), some.Keys.Intersect(["a", "c", "absent", "last"]));
        Assert.Equal("x", some["a"].Text);
        Assert.DoesNotContain("b", some.Keys);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("{\"key\":\"torn\",\"row\":1,\"quest", 0)] // being written
    [InlineData("{\"key\":\"torn\",\"row\":1,\"question\":\"q\"}", 0)] // complete except for its line feed, so not acknowledged
    [InlineData("not json\n", 0)] // last
    [InlineData("\n\n", 0)]
    [InlineData("not json\n{\"key\":\"torn", 1)] // no longer the last line
    public void Parse_LastLineIsNoAnswer_IsLeftOut(string tail, int broken)
    {
        var log = Parse(Line("a", "x") + tail);
        Assert.Equal(["a"], log.Records.Keys);
        Assert.Equal(broken, log.BrokenLines);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"key\":null,\"row\":1,\"question\":\"q\"}")]
    [InlineData("{\"key\":\"\",\"row\":1,\"question\":\"q\"}")]
    [InlineData("{\"key\":\"b\",\"row\":1}")]
    [InlineData("{\"key\":\"b\",\"row\":1e99,\"question\":\"q\"}")]
    [InlineData("{\"key\":\"b\",\"row\":1,\"question\":\"q\",\"text\":\"\\ud800\"}")]
    [InlineData("{\"key\":\"b\",\"row\":1,\"question\":\"q\"}{\"key\":\"c\",\"row\":1,\"question\":\"q\"}")]
    public void Parse_BrokenLineInTheMiddle_IsCountedAndLeftOut(string line)
    {
        var log = Parse(Line("a", "x") + line + "\n" + Line("z", "y"));
        Assert.Equal(["a", "z"], log.Records.Keys);
        Assert.Equal(1, log.BrokenLines);
    }

    [Fact]
    public void Parse_CutAnywhere_ReadsTheWholeLinesBeforeTheCutAndInventsNone() =>
        ResponseRecords.Record.Array[1, 6].Sample(records =>
        {
            var lines = records.Select(Encode).ToArray();
            byte[] content = [.. lines.SelectMany(line => line)];
            var (whole, next) = (0, lines[0].Length);
            for (var cut = 0; cut <= content.Length; cut++)
            {
                if (cut == next)
                    next += ++whole < lines.Length ? lines[whole].Length : int.MaxValue / 2;
                AssertHolds(records[..whole], ResponseLogReader.Parse(content.AsSpan(0, cut)), broken: 0);
            }
        }, iter: 30);

    [Fact]
    public void AppendAsync_AfterACutAnywhere_LosesNothing()
    {
        using var folder = new StorageTestFolder();
        var store = new DiskStore(folder.Path);
        var records = ResponseRecords.Generate(3);
        var added = new ResponseRecord { Key = "added", Row = 1, Question = "stain", Text = "C" };
        byte[] content = [.. records.SelectMany(Encode)];
        Gen.Int[0, content.Length].Sample(cut =>
        {
            var path = StorePath.Parse($"responses/{cut}.jsonl");
            store.WriteAsync(path, content.AsMemory(0, cut), Token).GetAwaiter().GetResult();
            store.AppendAsync(path, Encode(added), Token).GetAwaiter().GetResult();
            var log = ResponseLogReader.ReadAsync(store, path, Token).GetAwaiter().GetResult();

            var whole = content.AsSpan(0, cut).Count((byte)'\n');
            // A line that lacks only its line feed becomes complete when that is appended.
            var ended = whole < records.Count && cut == records.Take(whole + 1).Sum(record => Encode(record).Length) - 1;
            var torn = !ended && cut > 0 && content[cut - 1] != '\n';
            AssertHolds([.. records.Take(ended ? whole + 1 : whole), added], log, torn ? 1 : 0);
        }, iter: 300);
    }

    [Fact]
    public void Parse_AnyBytes_NeverThrows() =>
        Gen.Select(ResponseRecords.Record.Array[1, 4], Gen.Int[0, int.MaxValue], Gen.Byte.Array[1, 3]).Sample((records, at, noise) =>
        {
            byte[] content = [.. records.SelectMany(Encode)];
            at %= content.Length;
            noise.AsSpan(0, Math.Min(noise.Length, content.Length - at)).CopyTo(content.AsSpan(at));
            var log = ResponseLogReader.Parse(content);
            Assert.InRange(log.BrokenLines, 0, records.Length + noise.Length);
        });

    private static ResponseLog Parse(string text) => ResponseLogReader.Parse(Encoding.UTF8.GetBytes(text));

    private static string Line(string key, string text) => $"{{\"key\":\"{key}\",\"row\":1,\"question\":\"q\",\"text\":\"{text}\"}}\n";

    private static byte[] Encode(ResponseRecord record) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(record, ResponseJsonContext.Default.ResponseRecord), (byte)'\n'];

    private static void AssertHolds(IEnumerable<ResponseRecord> expected, ResponseLog log, int broken)
    {
        Assert.Equal(broken, log.BrokenLines);
        Assert.Equal(
            expected.DistinctBy(record => record.Key).Select(ResponseRecords.Comparable),
            log.Records.Values.Select(ResponseRecords.Comparable));
    }
}
