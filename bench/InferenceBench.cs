using System.Diagnostics;
using MuBench.TestUtils;
using MuBench.TestUtils.Processes;

namespace MuBench.Bench;

/// <summary>The inference server on the processor, as a process of its own on the same cores: throughput beside a bare ONNX Runtime loop on ready tensors, and latency alone and at half load.</summary>
internal static class InferenceBench
{
    private const int Rounds = 3;
    private const int RequestsAtOnce = 4;
    private static readonly int[] Batches = [4, 8, 16, 32];

    public static async Task<int> RunAsync(int images, int calls)
    {
        var folder = Directory.CreateTempSubdirectory("mubench-bench-").FullName;
        try
        {
            var (pngs, origin) = DrawnImages.Usual();
            Console.WriteLine($"  images: {origin}, {pngs.Average(png => png.Length) / 1000:F0} kB");
            await MeasureAsync("quickstart CLIP", RepositoryFiles.Path("samples/quickstart/models/clip-base"), pngs, 4 * images, calls);
            var large = Path.Combine(folder, "vit-b-32");
            VitModel.Make(large);
            await MeasureAsync("ViT-B/32 of random weights", large, pngs, images, calls);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(string name, string model, IReadOnlyList<byte[]> pngs, int images, int calls)
    {
        Console.WriteLine($"  {name}, best of {Rounds}:");
        var (best, bestBatch) = (0.0, 0);
        foreach (var batch in Batches)
        {
            var (server, bare) = await ThroughputAsync(model, pngs, images, batch);
            Console.WriteLine($"    batch {batch,2}: server {server}; bare loop {bare}; ratio {server.ImagesPerSecond / bare.ImagesPerSecond:F2} by the clock, {bare.CpuMilliseconds / server.CpuMilliseconds:F2} by processor time");
            if (server.ImagesPerSecond > best)
                (best, bestBatch) = (server.ImagesPerSecond, batch);
        }

        await LatencyAsync(model, pngs, calls, bestBatch);
    }

    private static async Task<(Speed Server, Speed Bare)> ThroughputAsync(string model, IReadOnlyList<byte[]> pngs, int images, int batch)
    {
        using var server = await InferenceProcess.StartAsync(model, "--batch", $"{batch}");
        using var load = new InferenceLoad(server.Address, Path.GetFileName(model), pngs);
        var bodies = Enumerable.Range(0, images / batch).Select(number => load.Body(batch, number * batch)).ToList();
        await load.SendAsync(bodies[..Math.Min(bodies.Count, 4)], RequestsAtOnce);
        var (served, bare) = (Speed.None, Speed.None);
        for (var round = 0; round < Rounds; round++)
        {
            // In turn, so that both meet the same neighbours on the machine.
            bare = bare.Better(BareOnnxLoop.Measure(Path.Combine(model, "onnx", "vision_model.onnx"), images, batch));
            var (watch, before) = (Stopwatch.StartNew(), server.ProcessorTime);
            await load.SendAsync(bodies, RequestsAtOnce);
            var (seconds, sent) = (watch.Elapsed.TotalSeconds, bodies.Count * batch);
            served = served.Better(new Speed(sent / seconds, (server.ProcessorTime - before).TotalMilliseconds / sent));
        }

        return (served, bare);
    }

    private static async Task LatencyAsync(string model, IReadOnlyList<byte[]> pngs, int calls, int batch)
    {
        using var server = await InferenceProcess.StartAsync(model, "--batch", $"{batch}");
        using var load = new InferenceLoad(server.Address, Path.GetFileName(model), pngs);
        var one = load.Body(1);
        await load.OneByOneAsync(one, 20);
        var alone = await load.OneByOneAsync(one, calls);
        var watch = Stopwatch.StartNew();
        await load.SendAsync([.. Enumerable.Repeat(one, calls)], 2 * batch);
        var full = calls / watch.Elapsed.TotalSeconds;
        var half = await load.AtRateAsync(one, calls, full / 2);
        Console.WriteLine($"    one image per request, batches of up to {batch}: alone median {At(alone, 0.5):F1} ms, p99 {At(alone, 0.99):F1} ms; full load {full:F0}/s; at half of it median {At(half, 0.5):F1} ms, p99 {At(half, 0.99):F1} ms");
        Console.WriteLine($"    p99 at half load / median alone: {At(half, 0.99) / At(alone, 0.5):F2} (target 3.00); / p99 alone: {At(half, 0.99) / At(alone, 0.99):F2}");
    }

    private static double At(double[] latencies, double share)
    {
        var sorted = latencies.Order().ToArray();
        return sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(share * sorted.Length) - 1)];
    }
}
