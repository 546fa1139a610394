using System.Diagnostics;
using MuBench.Datasets;
using MuBench.Statistics;
using MuBench.Statistics.Sequential;
using MuBench.Storage;
using MuBench.Storage.Blob;
using MuBench.Storage.Disk;
using MuBench.Tests.Storage;
using MuBench.TestUtils.Datasets;

namespace MuBench.Bench.Verdicts;

/// <summary>
/// Reads all images of a dataset in waves, as a run that stops at the verdict does, beside reading shard after shard: on disk and from Azurite. As many shards are
/// open at a time as in a run of a model with 16 calls in flight and one question about an image: questions for twice as many calls, and at least two shards.
/// Waves are read with copies of what was read, as a run reads them, and without. Ratios are of one round each, because the machine's speed changes.
/// </summary>
internal static class WaveReadBench
{
    private const int Rounds = 5;
    private const int MinOpenShards = 2, MaxOpenShards = 32, OpenQuestions = 2 * 16;

    public static async Task<int> RunAsync(int images, int side)
    {
        var folder = Directory.CreateTempSubdirectory("mubench-waves-").FullName;
        try
        {
            TestDataset.Write(Path.Combine(folder, "source"), images, side);
            await using var azurite = new AzuriteServer();
            var connection = (await azurite.GetConnectionStringAsync()).TrimEnd(';');
            IArtifactStore[] stores = [new DiskStore(Path.Combine(folder, "store")), StoreFactory.Open($"{connection};Container=waves")];
            Console.WriteLine("| store | images | shards | bytes | waves | shards: images/s | waves, each image by itself: images/s | ratio (lowest, highest) | waves: images/s | ratio (lowest, highest) | ms of the processor per image: shards, waves |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
            foreach (var (store, name) in stores.Zip(["disk", "Azurite"]))
            {
                await DatasetImporter.ImportAsync(store, "drawn", Path.Combine(folder, "source"), new ImportOptions(), null, CancellationToken.None);
                await MeasureAsync(store, name);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(IArtifactStore store, string name)
    {
        var reader = await DatasetReader.OpenAsync(store, "drawn");
        var shards = new List<IReadOnlyList<ImageRecord>>();
        for (var shard = 0; shard < reader.Info.Shards.Count; shard++)
            shards.Add([.. await reader.ReadShardAsync(shard)]);
        var waves = WavesOf(shards);
        var bytes = shards.SelectMany(shard => shard).Sum(image => image.End - image.Offset);
        var count = shards.Sum(shard => shard.Count);
        var (sequential, single, spooled) = (new List<double>(), new List<double>(), new List<double[]>());
        var (ofShards, ofWaves) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            sequential.Add((await TimeAsync(reader, [shards.Select((images, shard) => (shard, images)).ToList()], ofShards)).Sum());
            single.Add((await TimeAsync(reader, waves, [])).Sum());
            spooled.Add(await TimeAsync(await SpoolingAsync(store, shards), waves, ofWaves));
        }

        var best = count / Median(sequential);
        var together = spooled.Select(waves => waves.Sum()).ToList();
        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {count:N0} | {shards.Count} | {bytes / 1e6:F0} MB | {waves.Count} | {best:F0} | {count / Median(single):F0} | {Ratios(sequential, single)} | {count / Median(together):F0} | {Ratios(sequential, together)} | {1000 * Median(ofShards) / count:F2}, {1000 * Median(ofWaves) / count:F2} |"));
        var asked = 0;
        foreach (var (number, wave) in waves.Index())
        {
            var images = wave.Sum(shard => shard.Images.Count);
            asked += images;
            Console.Error.WriteLine(FormattableString.Invariant(
                $"{name}, wave {number + 1}: {images} images, {(double)asked / count:P1} asked, ratio {images / Median(spooled.Select(waves => waves[number])) / best:F2}"));
        }
    }

    // The index of every shard is known, as it is in a run; no image is kept yet.
    private static async Task<DatasetReader> SpoolingAsync(IArtifactStore store, List<IReadOnlyList<ImageRecord>> shards)
    {
        var reader = (await DatasetReader.OpenAsync(store, "drawn")).Spooling(shards.Index().ToDictionary(shard => shard.Index, _ => (IReadOnlySet<int>?)null));
        for (var shard = 0; shard < shards.Count; shard++)
            await reader.ReadShardAsync(shard);
        return reader;
    }

    // The waves of one stratum, each with the images of every shard that are in it.
    private static List<List<(int Shard, IReadOnlyList<ImageRecord> Images)>> WavesOf(List<IReadOnlyList<ImageRecord>> shards)
    {
        var random = Xoshiro256.For(0, "waves");
        var order = shards.SelectMany((images, shard) => images.Select(image => (Shard: shard, Image: image, At: random.NextDouble()))).OrderBy(image => image.At).ToList();
        var (waves, drawn) = (new List<List<(int, IReadOnlyList<ImageRecord>)>>(), 0);
        foreach (var wave in Waves.Of([order.Count]))
        {
            waves.Add([.. order.Skip(drawn).Take(wave[0]).GroupBy(image => image.Shard).OrderBy(shard => shard.Key)
                .Select(shard => (shard.Key, (IReadOnlyList<ImageRecord>)[.. shard.Select(image => image.Image)]))]);
            drawn += wave[0];
        }

        return waves;
    }

    private static string Ratios(List<double> sequential, List<double> others)
    {
        var ratios = sequential.Zip(others, (one, other) => one / other).ToList();
        return FormattableString.Invariant($"{Median(ratios):F2} ({ratios.Min():F2}, {ratios.Max():F2})");
    }

    // Seconds of each wave; the seconds of the processor of all are added to a list.
    private static async Task<double[]> TimeAsync(DatasetReader reader, List<List<(int Shard, IReadOnlyList<ImageRecord> Images)>> waves, List<double> processor)
    {
        var (seconds, before) = (new double[waves.Count], Environment.CpuUsage.TotalTime);
        foreach (var (number, wave) in waves.Index())
        {
            var clock = Stopwatch.StartNew();
            var open = Math.Clamp(OpenQuestions * wave.Count / wave.Sum(part => part.Images.Count), MinOpenShards, MaxOpenShards);
            await Parallel.ForEachAsync(wave, new ParallelOptions { MaxDegreeOfParallelism = open }, async (part, token) =>
            {
                using var read = await reader.ReadImagesAsync(part.Shard, part.Images, token);
                foreach (var image in part.Images)
                    read.BytesOf(image); // its hash is verified, as in a run
            });
            seconds[number] = clock.Elapsed.TotalSeconds;
        }

        processor.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
        return seconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var ordered ? ordered[ordered.Count / 2] : 0;
}
