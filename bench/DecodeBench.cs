using System.Diagnostics;
using System.Globalization;
using MuBench.Contrastive;
using MuBench.Imaging;

namespace MuBench.Bench;

/// <summary>
/// Measures decoding alone, by number of threads: the work of the processor beside a GPU. As many processes of one thread each do the same: what they do faster
/// is what threads of one process cost each other (locks, the collector, the allocator); what they do not do faster is the machine's limit.
/// </summary>
internal static class DecodeBench
{
    private static readonly PreprocessSpec Spec = new() { ShortestEdge = 224, Crop = (224, 224), RescaleFactor = 1 / 255.0, Mean = [0.5f, 0.5f, 0.5f], Std = [0.25f, 0.25f, 0.25f] };

    public static int Run(double seconds, int maxThreads)
    {
        var (pngs, origin) = DrawnImages.Usual();
        var preprocessor = new ImagePreprocessor(Spec);
        Console.WriteLine($"  {pngs.Count} PNGs ({origin}) to 224 x 224 on {Environment.ProcessorCount} cores, {seconds} s each");
        Measure(pngs, "warming up", Environment.ProcessorCount, 2 * seconds, png => preprocessor.Run(png, null).Dispose());
        foreach (var threads in Enumerable.Range(0, 10).Select(power => 1 << power).TakeWhile(threads => threads < maxThreads).Append(maxThreads))
        {
            var together = Measure(pngs, "decode, resize, normalise", threads, seconds, png => preprocessor.Run(png, null).Dispose());
            var apart = Apart(threads, seconds);
            Console.WriteLine($"      {threads} processes of one thread: {apart:F0} images/s; threads / processes {together / apart:F2}");
            Measure(pngs, "decode alone", threads, seconds, png => ImageDecoder.DecodeRgb(png).Dispose());
            Measure(pngs, "by libvips' workers", threads, seconds, Workers);
            Measure(pngs, "by the calling thread", threads, seconds, Caller);
        }

        return 0;
    }

    /// <summary>A process of one thread that does the whole work for some time and prints its images per second.</summary>
    public static int Work(double seconds)
    {
        var (pngs, _) = DrawnImages.Usual();
        var preprocessor = new ImagePreprocessor(Spec);
        Count(1);
        Console.WriteLine("ready");
        Console.ReadLine();
        Console.WriteLine(Count(seconds).ToString(CultureInfo.InvariantCulture));
        return 0;

        double Count(double limit)
        {
            var (watch, images) = (Stopwatch.StartNew(), 0);
            while (watch.Elapsed.TotalSeconds < limit)
                preprocessor.Run(pngs[images++ % pngs.Count], null).Dispose();
            return images / watch.Elapsed.TotalSeconds;
        }
    }

    private static double Apart(int count, double seconds)
    {
        var processes = Enumerable.Range(0, count).Select(_ => SelfProcess.Start("decode-worker", seconds.ToString(CultureInfo.InvariantCulture))).ToList();
        processes.ForEach(process => process.StandardOutput.ReadLine());
        processes.ForEach(process => process.StandardInput.WriteLine());
        var speed = processes.Sum(process => double.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture));
        processes.ForEach(process => process.WaitForExit());
        processes.ForEach(process => process.Dispose());
        return speed;
    }

    private static void Workers(byte[] png)
    {
        using var image = VipsLoader.Load(png, ImageInspector.Inspect(png));
        NetVips.NetVips.Free(image.WriteToMemory(out _));
    }

    private static void Caller(byte[] png)
    {
        using var image = VipsLoader.Load(png, ImageInspector.Inspect(png));
        using var region = NetVips.Region.New(image);
        region.Fetch(0, 0, image.Width, image.Height);
    }

    private static double Measure(IReadOnlyList<byte[]> pngs, string what, int threads, double limit, Action<byte[]> work)
    {
        using var process = Process.GetCurrentProcess();
        var (user, system, watch, counts) = (process.UserProcessorTime, process.PrivilegedProcessorTime, Stopwatch.StartNew(), new long[threads]);
        var (allocated, contentions, collections, pauses) = (GC.GetTotalAllocatedBytes(), Monitor.LockContentionCount, Collections(), GC.GetTotalPauseDuration());
        var running = Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            while (watch.Elapsed.TotalSeconds < limit)
                work(pngs[(int)((number + counts[number]++) % pngs.Count)]);
        })).ToList();
        running.ForEach(thread => thread.Start());
        running.ForEach(thread => thread.Join());
        var (elapsed, images) = (watch.Elapsed.TotalSeconds, counts.Sum());
        process.Refresh();
        Console.WriteLine($"    {what}, {threads} threads: {images / elapsed:F0} images/s; an image takes {threads * elapsed * 1000 / images:F2} ms on a thread, {(process.UserProcessorTime - user).TotalMilliseconds / images:F2} ms of the processor and {(process.PrivilegedProcessorTime - system).TotalMilliseconds / images:F2} ms of its kernel");
        Console.WriteLine($"      {(GC.GetTotalAllocatedBytes() - allocated) / images / 1000.0:F1} kB of managed memory an image; collections {string.Join(", ", Collections().Zip(collections, (now, before) => now - before))} (generations 0 to 2), pauses {(GC.GetTotalPauseDuration() - pauses).TotalSeconds / elapsed:P2} of the time; {(Monitor.LockContentionCount - contentions) * 1000.0 / images:F1} contended locks per 1,000 images");
        return images / elapsed;
    }

    private static int[] Collections() => [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)];
}
