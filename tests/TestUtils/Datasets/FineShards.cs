using System.IO.Compression;
using System.Text.Json;
using MuBench.Datasets;
using MuBench.Json;
using MuBench.Storage;

namespace MuBench.TestUtils.Datasets;

/// <summary>Splits an imported dataset into shards of one image each, for tests that need many shards and few images.</summary>
public static class FineShards
{
    /// <summary>Splits every shard of a dataset.</summary>
    public static async Task CutAsync(IArtifactStore store, string dataset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var reader = await DatasetReader.OpenAsync(store, dataset, cancellationToken);
        var images = new List<(ImageRecord Image, string Pack)>();
        foreach (var shard in reader.Info.Shards)
            images.AddRange((await reader.ReadShardAsync(shard.Index, cancellationToken)).Select(image => (image, shard.Pack)));
        var shards = new ShardInfo[images.Count];
        await Parallel.ForAsync(0, images.Count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (index, token) =>
        {
            var (image, pack) = images[index];
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(image, DatasetJsonContext.Default.ImageRecord), (byte)'\n'];
            shards[index] = new ShardInfo
            {
                Index = index,
                Pack = pack,
                Offset = image.Offset,
                Length = image.End - image.Offset,
                FirstRow = image.Row,
                Images = 1,
                Questions = image.Questions.CountBy(question => question.Key).ToDictionary(),
                Sha256 = Hashing.Sha256(line),
            };
            using var compressed = new MemoryStream();
            await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
                await gzip.WriteAsync(line, token);
            await store.WriteAsync(StoreLayout.Shard(dataset, index), compressed.ToArray(), token);
        });
        var json = JsonSerializer.SerializeToUtf8Bytes(reader.Info with { Shards = shards }, DatasetJsonContext.Default.DatasetInfo);
        await store.WriteAsync(StoreLayout.DatasetInfo(dataset), json, cancellationToken);
    }
}
