using System.Diagnostics;

namespace MuBench.Bench;

/// <summary>The speed of image processing: by the clock, and in processor time, which other work of the machine affects less.</summary>
/// <param name="ImagesPerSecond">Images per second by the clock.</param>
/// <param name="CpuMilliseconds">Processor time per image in milliseconds, over all threads.</param>
internal sealed record Speed(double ImagesPerSecond, double CpuMilliseconds)
{
    /// <summary>A speed below every measured one.</summary>
    public static Speed None { get; } = new(0, double.MaxValue);

    public static async Task<Speed> MeasureAsync(int images, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var (watch, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        await work();
        var seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return new Speed(images / seconds, (process.TotalProcessorTime - before).TotalMilliseconds / images);
    }

    public Speed Better(Speed other) => new(Math.Max(ImagesPerSecond, other.ImagesPerSecond), Math.Min(CpuMilliseconds, other.CpuMilliseconds));

    public override string ToString() => $"{ImagesPerSecond,7:F1} images/s, {CpuMilliseconds,6:F2} ms of processor time per image";
}
