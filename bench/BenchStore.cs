using System.Text;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils.Datasets;

namespace MuBench.Bench;

/// <summary>A store in a temporary folder with a drawn dataset.</summary>
internal sealed class BenchStore : IDisposable
{
    private BenchStore(string folder) => Folder = folder;

    /// <summary>The store's folder.</summary>
    public string Folder { get; }

    /// <summary>The folder of the drawn images.</summary>
    public string Images => Path.Combine(Folder, "source");

    /// <summary>Draws and imports a dataset of at least <paramref name="questions"/> questions.</summary>
    public static Task<BenchStore> CreateAsync(int questions, int side) => CreateAsync(questions, side, null);

    /// <summary>The same with pictures of one's own, by number.</summary>
    public static Task<BenchStore> CreateAsync(int questions, Func<int, byte[]> picture) => CreateAsync(questions, 8, picture);

    private static async Task<BenchStore> CreateAsync(int questions, int side, Func<int, byte[]>? picture)
    {
        var store = new BenchStore(Directory.CreateTempSubdirectory("mubench-bench-").FullName);
        var images = (questions + TestDataset.QuestionsPerImage - 1) / TestDataset.QuestionsPerImage;
        TestDataset.Write(store.Images, images, side);
        if (picture is not null)
        {
            foreach (var (index, file) in Directory.GetFiles(store.Images, "*.png").Order(StringComparer.Ordinal).Index())
                await File.WriteAllBytesAsync(file, picture(index));
        }

        await DatasetImporter.ImportAsync(new DiskStore(store.Folder), "drawn", store.Images, new ImportOptions(), null, CancellationToken.None);
        return store;
    }

    /// <summary>Writes a manifest file with one generative model, and stores it as a run.</summary>
    public async Task<(string File, string RunId)> WriteManifestAsync(string name, Uri endpoint, int? concurrency, int? limit)
    {
        var json = $$"""
            { "name": "{{name}}", "benchmark": { "dataset": "drawn"{{(limit is null ? "" : $", \"limit\": {limit}")}} },
              "models": [ { "id": "bench", "kind": "openai", "endpoint": "{{endpoint}}", "model": "bench-{{name}}"{{(concurrency is null ? "" : $", \"maxConcurrency\": {concurrency}")}} } ] }
            """;
        var bytes = Encoding.UTF8.GetBytes(json);
        var reading = ManifestReader.Read(bytes);
        var runId = RunId.Of(reading.Manifest ?? throw new InvalidOperationException(reading.Faults[0].Message), bytes);
        await new DiskStore(Folder).WriteAsync(StoreLayout.RunManifest(runId), bytes);
        var file = Path.Combine(Folder, name + ".json");
        await File.WriteAllBytesAsync(file, bytes);
        return (file, runId);
    }

    /// <summary>Deletes all responses, so that every question is asked again.</summary>
    public void ForgetResponses()
    {
        var responses = Path.Combine(Folder, "responses");
        if (Directory.Exists(responses))
            Directory.Delete(responses, recursive: true);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
