using MuBench.Datasets;

namespace MuBench.Tests.Datasets;

public sealed class FingerprintTests
{
    [Fact]
    public async Task FingerprintAsync_Folder_FollowsTheFilesThatAnImportReads()
    {
        using var place = new DatasetWorkplace();
        await WriteAsync(place, "questions.jsonl", """{"image": "a/1.png", "questions": {}}""");
        await WriteAsync(place, "a/1.png", "one");
        await WriteAsync(place, "unread.txt", "x");
        var first = await FingerprintAsync(place);
        Assert.Equal(64, first.Length);
        await WriteAsync(place, "unread.txt", "y");
        Assert.Equal(first, await FingerprintAsync(place));
        await WriteAsync(place, "a/1.png", "two");
        Assert.NotEqual(first, await FingerprintAsync(place));
    }

    [Fact]
    public async Task FingerprintAsync_Shards_FollowsNamesAndContent()
    {
        using var place = new DatasetWorkplace();
        await WriteAsync(place, "a.arrow", "one");
        var first = await FingerprintAsync(place);
        await WriteAsync(place, "b.arrow", "");
        Assert.NotEqual(first, await FingerprintAsync(place));
    }

    [Fact]
    public async Task FingerprintAsync_Nothing_SaysWhatIsExpected()
    {
        using var place = new DatasetWorkplace();
        var fault = await Assert.ThrowsAsync<UserException>(() => FingerprintAsync(place));
        Assert.Contains("expected *.arrow shards, *.parquet files, a questions.jsonl or questions.csv, or *.tsv tables", fault.Message, StringComparison.Ordinal);
    }

    private static Task<string> FingerprintAsync(DatasetWorkplace place) =>
        DatasetImporter.FingerprintAsync(place.Source, TestContext.Current.CancellationToken);

    private static Task WriteAsync(DatasetWorkplace place, string name, string content) =>
        File.WriteAllTextAsync(place.PathOf(name), content, TestContext.Current.CancellationToken);
}
