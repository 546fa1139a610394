using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Datasets;

/// <summary>Impossible coordinates are a fault that names their place, in every dataset format.</summary>
public sealed class RegionImportTests : IDisposable
{
    private readonly DatasetWorkplace _place = new();

    [Theory]
    [InlineData("bbox", "[1,2,3,1e999]", "questions.jsonl line 2: 'bbox[0]' has an infinite number, or one too large for a 32-bit float, as coordinate 3")]
    [InlineData("polygon", "[[0,0],[1e39,0],[4,4]]", "questions.jsonl line 2: 'polygon[0]' has an infinite number, or one too large for a 32-bit float, as coordinate 2")]
    public async Task ImportAsync_InfiniteCoordinateInALine_IsAFaultWithItsLine(string column, string points, string says)
    {
        await File.WriteAllBytesAsync(_place.PathOf("a.png"), TestPng.Encode(4, 4, 1), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            _place.PathOf("questions.jsonl"),
            """{"image":"a.png","questions":{"q":{"question":"Which?","options":["a","b"],"answer":"b"}}}""" + "\n"
            + $$$"""{"image":"a.png","questions":{},"{{{column}}}":[{"className":"cell","points":{{{points}}}}]}""" + "\n",
            TestContext.Current.CancellationToken);

        await RefusedAsync(says);
    }

    [Theory]
    [InlineData("arrow", double.NaN, "x.arrow row 1: 'polygon[0]' has no number (NaN) as coordinate 1")]
    [InlineData("arrow", double.PositiveInfinity, "x.arrow row 1: 'polygon[0]' has an infinite number")]
    [InlineData("parquet", double.NegativeInfinity, "x.parquet row 1: 'polygon[0]' has an infinite number")]
    [InlineData("parquet", 1e300, "x.parquet row 1: 'polygon[0]' has an infinite number")]
    public async Task ImportAsync_CoordinateThatIsNoNumberInAColumn_IsAFaultWithItsRow(string form, double coordinate, string says)
    {
        var rows = TestRow.Many(3, _ => 12);
        rows[0] = rows[0] with { Polygons = [[0, 0, 4, 0, 4, 4]] };
        rows[1] = rows[1] with { Polygons = [[0, coordinate, 4, 0, 4, 4]] };
        if (form == "arrow")
            ReleaseFiles.WriteArrow(_place.PathOf("x.arrow"), rows, 3);
        else
            ReleaseFiles.WriteParquet(_place.PathOf("x.parquet"), rows, 3);

        await RefusedAsync(says);
    }

    public void Dispose() => _place.Dispose();

    private async Task RefusedAsync(string says)
    {
        var fault = await Assert.ThrowsAsync<UserException>(() => _place.ImportAsync());
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.False(_place.HasDataset());
    }
}
