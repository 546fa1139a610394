using MuBench.Contrastive;
using MuBench.Imaging;

namespace MuBench.Bench;

/// <summary>
/// Row 5 of the table: decoding, exact resizing as Pillow does it, and normalising on one core, compared with Pillow in the same
/// minute, by processor time. The same for files of 1 MB, with the part that the decoders alone take.
/// </summary>
internal static class ImagesBench
{
    private const string Python = "/usr/bin/python3";
    private const int Rounds = 5;

    public static int Run(int count)
    {
        var (pngs, origin) = DrawnImages.Usual();
        Measure(count, pngs, $"{pngs.Count} PNGs ({origin})", " (target 1.5)");
        foreach (var (name, files) in DrawnImages.OfOneMegabyte())
        {
            var header = ImageInspector.Inspect(files[0]);
            Measure(Math.Max(8, count / 12), files, $"{files.Count} {name} (drawn, {files.Average(file => file.Length) / 1e6:F2} MB, {header.Width} x {header.Height})", "");
        }

        return 0;
    }

    private static void Measure(int count, IReadOnlyList<byte[]> files, string what, string target)
    {
        var preprocessor = new ImagePreprocessor(new PreprocessSpec
        {
            ShortestEdge = 224,
            Crop = (224, 224),
            RescaleFactor = 1 / 255.0,
            Mean = [0.48145466f, 0.4578275f, 0.40821073f],
            Std = [0.26862954f, 0.26130258f, 0.27577711f],
        });
        using var pillow = PillowProcess.TryStart(Python, files);
        Console.WriteLine($"{count} of {what}, 224 x 224 bicubic, processor time, best of {Rounds} rounds in turn");
        var (ours, theirs, ourDecoding, theirDecoding) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            ours = Math.Min(ours, Seconds(count, files, file => preprocessor.Run(file, null).Dispose()));
            theirs = Math.Min(theirs, pillow?.Seconds(count) ?? double.MaxValue);
            ourDecoding = Math.Min(ourDecoding, Seconds(count, files, file => ImageDecoder.DecodeRgb(file).Dispose()));
            theirDecoding = Math.Min(theirDecoding, pillow?.Seconds(count, decodingAlone: true) ?? double.MaxValue);
        }

        Console.WriteLine($"  MuBench {1000 * ours / count:F2} ms per image, of which decoding {1000 * ourDecoding / count:F2} ms");
        Console.WriteLine(pillow is null
            ? $"  no Pillow and NumPy at {Python}: nothing to compare with"
            : $"  Pillow  {1000 * theirs / count:F2} ms per image, of which decoding {1000 * theirDecoding / count:F2} ms: {theirs / ours:F2} times its speed{target}, decoding {theirDecoding / ourDecoding:F2} times");
    }

    private static double Seconds(int count, IReadOnlyList<byte[]> files, Action<byte[]> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < count; i++)
            work(files[i % files.Count]);
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
