using MuBench.Datasets;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Tests.Datasets;

/// <summary>A temporary folder with a store and a folder for source files.</summary>
internal sealed class DatasetWorkplace : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mubench-datasets-").FullName;

    public DatasetWorkplace()
    {
        Store = new DiskStore(StoreFolder);
        Directory.CreateDirectory(Source);
    }

    public IArtifactStore Store { get; }

    public string StoreFolder => Path.Combine(_root, "store");

    public string Source => Path.Combine(_root, "source");

    /// <summary>A path in the source folder; its folders are created.</summary>
    public string PathOf(string name)
    {
        var path = Path.Combine(Source, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    public Task<DatasetInfo> ImportAsync(string? path = null, string name = "d", ImportOptions? options = null) =>
        DatasetImporter.ImportAsync(Store, name, path ?? Source, options ?? new(), null, TestContext.Current.CancellationToken);

    /// <summary>All records of a dataset with their image bytes, read as a worker reads them.</summary>
    public async Task<List<(ImageRecord Record, byte[] Bytes)>> ReadAsync(string name = "d")
    {
        var reader = await DatasetReader.OpenAsync(Store, name, TestContext.Current.CancellationToken);
        var all = new List<(ImageRecord, byte[])>();
        foreach (var shard in reader.Info.Shards)
        {
            var records = await reader.ReadShardAsync(shard.Index, TestContext.Current.CancellationToken);
            using var images = await reader.ReadImagesAsync(shard.Index, records, TestContext.Current.CancellationToken);
            all.AddRange(records.Select(record => (record, images.BytesOf(record).ToArray())));
        }

        return all;
    }

    public bool HasDataset(string name = "d") => File.Exists(Path.Combine(StoreFolder, StoreLayout.DatasetInfo(name).Value));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
