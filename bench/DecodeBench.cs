using System.Diagnostics;
using MuBench.Contrastive;
using MuBench.Imaging;

namespace MuBench.Bench;

/// <summary>Measures decoding alone, by number of threads: the work of the processor beside a GPU.</summary>
internal static class DecodeBench
{
    public static int Run(double seconds)
    {
        var (pngs, origin) = DrawnImages.Usual();
        var preprocessor = new ImagePreprocessor(new PreprocessSpec { ShortestEdge = 224, Crop = (224, 224), RescaleFactor = 1 / 255.0, Mean = [0.5f, 0.5f, 0.5f], Std = [0.25f, 0.25f, 0.25f] });
        Console.WriteLine($"  {pngs.Count} PNGs ({origin}) to 224 x 224 on {Environment.ProcessorCount} cores, {seconds} s each");
        Measure("warming up", Environment.ProcessorCount, 2 * seconds, png => preprocessor.Run(png, null).Dispose());
        foreach (var threads in Enumerable.Range(0, 10).Select(power => 1 << power).TakeWhile(threads => threads < Environment.ProcessorCount).Append(Environment.ProcessorCount))
        {
            Measure("decode, resize, normalise", threads, seconds, png => preprocessor.Run(png, null).Dispose());
            Measure("decode alone", threads, seconds, png => ImageDecoder.DecodeRgb(png).Dispose());
            Measure("by libvips' workers", threads, seconds, Workers);
            Measure("by the calling thread", threads, seconds, Caller);
        }

        return 0;

        static void Workers(byte[] png)
        {
            using var image = VipsLoader.Load(png, ImageInspector.Inspect(png));
            NetVips.NetVips.Free(image.WriteToMemory(out _));
        }

        static void Caller(byte[] png)
        {
            using var image = VipsLoader.Load(png, ImageInspector.Inspect(png));
            using var region = NetVips.Region.New(image);
            region.Fetch(0, 0, image.Width, image.Height);
        }

        void Measure(string what, int threads, double limit, Action<byte[]> work)
        {
            using var process = Process.GetCurrentProcess();
            var (user, system, watch, counts) = (process.UserProcessorTime, process.PrivilegedProcessorTime, Stopwatch.StartNew(), new long[threads]);
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
        }
    }
}
