using System.Diagnostics;
using MuBench.TestUtils;
using MuBench.TestUtils.Processes;

namespace MuBench.Bench;

/// <summary>
/// Measures the inference server in its own process on the same machine: throughput compared with a bare ONNX Runtime loop on
/// prepared tensors, latency of single calls and at half load. On a GPU it also checks that the GPU does the work and gives the same
/// embeddings.
/// </summary>
internal static class InferenceBench
{
    private const int Bodies = 16;

    public static async Task<int> RunAsync(InferenceSettings settings)
    {
        var folder = Directory.CreateTempSubdirectory("mubench-bench-").FullName;
        try
        {
            var (pngs, origin) = DrawnImages.Usual();
            Console.WriteLine($"  images: {origin}, {pngs.Average(png => png.Length) / 1000:F0} kB; {Environment.ProcessorCount} cores; {await GpuChecks.CardAsync()}");
            foreach (var name in settings.Models)
            {
                var (model, images) = Model(folder, name, settings);
                if (settings is { IsOnGpu: true, SpeedOnly: false })
                    await GpuChecks.RunAsync(name, model, pngs, settings);
                foreach (var precision in settings.Precisions)
                    await MeasureAsync($"{name} {precision}{(settings.Tf32 ? " with TF32" : "")}", model, precision, pngs, settings with { Images = images });
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static (string Folder, int Images) Model(string folder, string name, InferenceSettings settings)
    {
        if (name == "quickstart")
            return (RepositoryFiles.Path("samples/quickstart/models/clip-base"), 4 * settings.Images);
        var vit = name == VitModel.Base32.Name ? VitModel.Base32
            : name == VitModel.Large14.Name ? VitModel.Large14
            : throw new ArgumentException($"No model {name}: there are quickstart, {VitModel.Base32.Name} and {VitModel.Large14.Name}.", nameof(name));
        var path = Path.Combine(folder, name);
        // A GPU's embeddings are compared with the processor's 32-bit ones.
        vit.Make(path, settings is { IsOnGpu: true, SpeedOnly: false } ? [.. settings.Precisions.Append(MuBench.Contrastive.ModelPrecisions.Fp32).Distinct()] : settings.Precisions);
        return (path, vit == VitModel.Large14 ? settings.Images / 8 : settings.Images);
    }

    private static async Task MeasureAsync(string name, string model, string precision, IReadOnlyList<byte[]> pngs, InferenceSettings settings)
    {
        Console.WriteLine($"  {name}, best of {settings.Rounds}:");
        using var bare = new BareOnnxLoop(VitModel.VisionModel(model, precision), settings.Options);
        var (best, bestBatch) = (0.0, 0);
        foreach (var batch in settings.Batches)
        {
            var speed = await ThroughputAsync(bare, model, precision, pngs, batch, settings);
            if (speed > best)
                (best, bestBatch) = (speed, batch);
        }

        if (!settings.IsOnGpu)
            Queue(bare, bestBatch, settings.Rounds);
        if (settings.Calls > 0)
            await LatencyAsync(model, precision, pngs, bestBatch, settings);
    }

    private static async Task<double> ThroughputAsync(BareOnnxLoop bare, string model, string precision, IReadOnlyList<byte[]> pngs, int batch, InferenceSettings settings)
    {
        using var server = await InferenceProcess.StartAsync(model, settings.Server(precision, batch));
        using var load = new InferenceLoad(server.Address, Path.GetFileName(model), pngs);
        var bodies = Enumerable.Range(0, Bodies).Select(number => load.Body(batch, number * batch)).ToList();
        List<byte[]> all = [.. Enumerable.Range(0, Math.Max(1, settings.Images / batch)).Select(number => bodies[number % Bodies])];
        await load.SendAsync(all[..Math.Min(all.Count, 2 * settings.RequestsAtOnce)], settings.RequestsAtOnce);
        var (served, loop, pinned, words) = (Speed.None, Speed.None, Speed.None, "");
        for (var round = 0; round < settings.Rounds; round++)
        {
            // Alternately, so that other work on the machine affects both.
            loop = loop.Better(bare.Measure(settings.Images, batch));
            if (settings.IsOnGpu)
                pinned = pinned.Better(bare.Measure(settings.Images, batch, pinned: true));
            var (before, processor, watch) = (await ServerPage.ReadAsync(server.Address), server.ProcessorTime, Stopwatch.StartNew());
            await load.SendAsync(all, settings.RequestsAtOnce);
            var (seconds, sent) = (watch.Elapsed.TotalSeconds, all.Count * batch);
            var speed = new Speed(sent / seconds, (server.ProcessorTime - processor).TotalMilliseconds / sent);
            if (speed.ImagesPerSecond > served.ImagesPerSecond)
                words = (await ServerPage.ReadAsync(server.Address)).Since(before, seconds);
            served = served.Better(speed);
        }

        Console.WriteLine($"    batch {batch,3}: server {served}; bare loop {loop}; ratio {served.ImagesPerSecond / loop.ImagesPerSecond:F2} by the clock, {loop.CpuMilliseconds / served.CpuMilliseconds:F2} by processor time");
        Console.WriteLine($"               {(settings.IsOnGpu ? $"bare loop from page-locked memory {pinned.ImagesPerSecond:F1} images/s; " : "")}the server: {words}");
        return served.ImagesPerSecond;
    }

    // The queue alone, with the shortest times of passes of the bare loop.
    private static void Queue(BareOnnxLoop bare, int batch, int rounds)
    {
        int[] sizes = [.. ((int[])[1, 2, 3, 4, 6, 8, 12, 16, 24, 32]).Where(size => size < batch), batch];
        var shortest = new double[sizes.Length];
        Array.Fill(shortest, double.MaxValue);
        for (var round = 0; round < 3 * rounds; round++)
        {
            foreach (var (index, size) in sizes.Index())
                shortest[index] = Math.Min(shortest[index], size / bare.Measure(size, size).ImagesPerSecond);
        }

        var seconds = new double[batch + 1];
        for (var index = 0; index < sizes.Length; index++)
        {
            var before = index == 0 ? 0 : sizes[index - 1];
            for (var images = before + 1; images <= sizes[index]; images++)
                seconds[images] = seconds[before] + ((shortest[index] - seconds[before]) * (images - before) / (sizes[index] - before));
        }

        var queue = new PassQueue(seconds);
        Console.WriteLine($"    passes of {string.Join(", ", sizes)} images take {string.Join(", ", shortest.Select(one => FormattableString.Invariant($"{1000 * one:F1}")))} ms");
        Console.WriteLine($"    the queue alone at half load, p99 / an image alone: all that wait {queue.P99(waiting => waiting):F2}, at most 4 {queue.P99(waiting => Math.Min(4, waiting)):F2}, at most 2 {queue.P99(waiting => Math.Min(2, waiting)):F2}, as served {queue.P99AsServed():F2}, bound {queue.Bound():F2}");
    }

    private static async Task LatencyAsync(string model, string precision, IReadOnlyList<byte[]> pngs, int batch, InferenceSettings settings)
    {
        using var server = await InferenceProcess.StartAsync(model, settings.Server(precision, batch));
        using var load = new InferenceLoad(server.Address, Path.GetFileName(model), pngs);
        var (one, calls) = (load.Body(1), settings.Calls);
        await load.SendAsync([.. Enumerable.Repeat(one, Math.Min(calls, 4 * batch))], 2 * batch);
        await load.OneByOneAsync(one, 20);
        var alone = await load.OneByOneAsync(one, Math.Min(calls, 500));
        var watch = Stopwatch.StartNew();
        await load.SendAsync([.. Enumerable.Repeat(one, calls)], 2 * batch);
        var full = calls / watch.Elapsed.TotalSeconds;
        var before = await ServerPage.ReadAsync(server.Address);
        var half = await load.AtRateAsync(one, calls, full / 2);
        var after = await ServerPage.ReadAsync(server.Address);
        Console.WriteLine($"    one image per request, batches of up to {batch}: alone median {At(alone, 0.5):F1} ms, p99 {At(alone, 0.99):F1} ms; full load {full:F0}/s; at half of it median {At(half, 0.5):F1} ms, p99 {At(half, 0.99):F1} ms");
        Console.WriteLine($"    p99 at half load / median alone: {At(half, 0.99) / At(alone, 0.5):F2} (target 3.00); / p99 alone: {At(half, 0.99) / At(alone, 0.99):F2}; passes of {(after.Images - before.Images) / (after.Passes - before.Passes):F2} images");
    }

    private static double At(double[] latencies, double share)
    {
        var sorted = latencies.Order().ToArray();
        return sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(share * sorted.Length) - 1)];
    }
}
