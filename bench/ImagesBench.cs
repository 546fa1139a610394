using System.Diagnostics;
using MuBench.Contrastive;

namespace MuBench.Bench;

/// <summary>
/// Row 5 of the table: decoding, exact resizing as Pillow does it, and normalising on one core, compared with Pillow in the same
/// minute.
/// </summary>
internal static class ImagesBench
{
    private const string Python = "/usr/bin/python3";
    private const int Rounds = 5;

    public static int Run(int count)
    {
        var (pngs, origin) = DrawnImages.Usual();
        var preprocessor = new ImagePreprocessor(new PreprocessSpec
        {
            ShortestEdge = 224,
            Crop = (224, 224),
            RescaleFactor = 1 / 255.0,
            Mean = [0.48145466f, 0.4578275f, 0.40821073f],
            Std = [0.26862954f, 0.26130258f, 0.27577711f],
        });
        using var pillow = PillowProcess.TryStart(Python, pngs);
        Console.WriteLine($"{count} of {pngs.Count} PNGs ({origin}), 224 x 224 bicubic, one core, best of {Rounds} rounds in turn");
        var (ours, theirs) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < count; i++)
                preprocessor.Run(pngs[i % pngs.Count], null).Dispose();
            ours = Math.Min(ours, watch.Elapsed.TotalSeconds);
            theirs = Math.Min(theirs, pillow?.Seconds(count) ?? double.MaxValue);
        }

        Console.WriteLine($"  MuBench {1000 * ours / count:F2} ms per image");
        Console.WriteLine(pillow is null
            ? $"  no Pillow and NumPy at {Python}: nothing to compare with"
            : $"  Pillow  {1000 * theirs / count:F2} ms per image: {theirs / ours:F2} times its speed (target 1.5)");
        return 0;
    }
}
