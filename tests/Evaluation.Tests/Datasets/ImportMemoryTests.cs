using MuBench.Datasets;

namespace MuBench.Tests.Datasets;

[Collection(RunsAlone.Name)]
public sealed class ImportMemoryTests
{
    private const long Ceiling = 24L << 20;

    [Fact]
    public async Task ImportAsync_BatchesLargerThanTheCeiling_StaysUnderIt()
    {
        using var place = new DatasetWorkplace();
        WriteShard(place.PathOf("x.arrow"));
        var peak = new PeakMemory();
        var info = await DatasetImporter.ImportAsync(place.Store, "d", place.Source, new ImportOptions(), peak, TestContext.Current.CancellationToken);
        Assert.Equal(96, info.Counts.Images);
        Assert.True(peak.Bytes < Ceiling, $"{peak.Bytes:N0} bytes over the baseline");
    }

    // In a method of its own, so that its rows are garbage when the measurement begins.
    private static void WriteShard(string path) => ReleaseFiles.WriteArrow(path, TestRow.Many(96, _ => 1 << 20), 48);

    private sealed class PeakMemory : IProgress<ImportProgress>
    {
        private readonly long _baseline = GC.GetTotalMemory(forceFullCollection: true);
        private long _peak;

        public long Bytes => _peak - _baseline;

        public void Report(ImportProgress value) => _peak = Math.Max(_peak, GC.GetTotalMemory(forceFullCollection: false));
    }
}
