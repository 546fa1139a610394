using MuBench.Datasets;
using MuBench.TestUtils;

namespace MuBench.Tests.Datasets;

/// <summary>Real micrographs in the release's layout, in both file formats.</summary>
public sealed class MicroscopyMiniTests
{
    private const string Parquet = "microscopy-mini/test-00000-of-00001.parquet";
    private const string Arrow = "microscopy-mini";

    [Fact]
    public async Task ImportAsync_ArrowShards_HaveEveryImageAndQuestion()
    {
        using var place = new DatasetWorkplace();
        var info = await place.ImportAsync(Find(Arrow));
        Assert.Equal("arrow", info.Form);
        Assert.Equal(76, info.Counts.Images);
        Assert.Equal(362, QuestionKeys.Coarse.Sum(key => info.Counts.Questions.GetValueOrDefault(key)));
        Assert.Equal(58, info.Counts.Questions[QuestionKeys.Classification]);
        Assert.Equal(2, info.Packs.Count);
        foreach (var (record, bytes) in await place.ReadAsync())
        {
            Assert.Equal(TestRow.PngSignature, bytes.AsSpan(0, 8));
            Assert.Equal(record.Length, bytes.Length);
            Assert.All(record.Questions, question => Assert.InRange(question.AnswerIndex, 0, question.Options.Count - 1));
        }
    }

    [Fact]
    public async Task ImportAsync_ArrowShards_AreKeptVerbatim()
    {
        using var place = new DatasetWorkplace();
        var info = await place.ImportAsync(Find(Arrow));
        foreach (var pack in info.Packs)
        {
            var original = await File.ReadAllBytesAsync(Path.Combine(Find(Arrow), pack.Name), TestContext.Current.CancellationToken);
            var kept = await File.ReadAllBytesAsync(Path.Combine(place.StoreFolder, "datasets/d/packs", pack.Name), TestContext.Current.CancellationToken);
            Assert.Equal(original, kept);
        }
    }

    [Fact]
    public async Task ImportAsync_ArrowAndParquet_HaveTheSameContent()
    {
        using var place = new DatasetWorkplace();
        var arrow = await place.ImportAsync(Find(Arrow), "a");
        var parquet = await place.ImportAsync(Find(Parquet), "p");
        Assert.Equal(arrow.Sha256, parquet.Sha256);
        Assert.Equal(arrow.Revision, parquet.Revision);
        Assert.Equal(arrow.Answers.Keys, parquet.Answers.Keys);
        var fromArrow = await place.ReadAsync("a");
        var fromParquet = await place.ReadAsync("p");
        Assert.Equal(fromArrow.Select(image => image.Bytes), fromParquet.Select(image => image.Bytes));
        Assert.Equivalent(fromArrow.Select(image => image.Record with { Offset = 0 }), fromParquet.Select(image => image.Record with { Offset = 0 }), strict: true);
    }

    [Fact]
    public async Task ImportAsync_BloodSmears_KeepTheirBoxes()
    {
        using var place = new DatasetWorkplace();
        await place.ImportAsync(Find(Parquet));
        var boxed = (await place.ReadAsync()).Where(image => image.Record.Boxes is { Count: > 0 }).ToList();
        Assert.Equal(18, boxed.Count);
        Assert.All(boxed.SelectMany(image => image.Record.Boxes!), box => Assert.Equal(4, box.Points.Count));
    }

    private static string Find(string relative)
    {
        var path = TestData.TryFind(relative);
        Assert.SkipUnless(path is not null, $"{relative} is not here");
        return path!;
    }
}
