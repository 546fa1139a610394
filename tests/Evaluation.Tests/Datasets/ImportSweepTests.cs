using MuBench.Storage;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Datasets;

/// <summary>An import deletes the leftovers of killed imports, but not the files of running ones.</summary>
public sealed class ImportSweepTests : IDisposable
{
    private readonly DatasetWorkplace _place = new();

    [Fact]
    public async Task ImportAsync_AfterAKilledImport_DeletesItsFilesInTheMaking()
    {
        TestDataset.Write(_place.Source, 2);
        var own = Leftover("d/packs");
        var others = Leftover("another/shards");

        await _place.ImportAsync();

        Assert.False(File.Exists(own));
        Assert.False(File.Exists(others));
    }

    [Fact]
    public async Task ImportAsync_WhileAnotherImportWrites_LeavesItsFilesAlone()
    {
        TestDataset.Write(_place.Source, 2);
        var path = StorePath.Parse("datasets/other/packs/images-00000.bin");

        await _place.Store.WriteAsync(path, async (stream, token) =>
        {
            await stream.WriteAsync(new byte[100_000], token);
            await _place.ImportAsync();
            await stream.WriteAsync(new byte[100_000], token);
        }, TestContext.Current.CancellationToken);

        Assert.Equal(200_000, (await _place.Store.TryStatAsync(path, TestContext.Current.CancellationToken))!.Length);
        Assert.Empty(Directory.EnumerateFiles(_place.StoreFolder, ".mubench-*", SearchOption.AllDirectories));
    }

    public void Dispose() => _place.Dispose();

    private string Leftover(string folder)
    {
        var path = Path.Combine(_place.StoreFolder, "datasets", folder, ".mubench-leftover.tmp");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "half");
        return path;
    }
}
