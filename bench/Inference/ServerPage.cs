using System.Globalization;

namespace MuBench.Bench;

/// <summary>A snapshot of the inference server's <c>/metrics</c>.</summary>
/// <param name="DecodeSeconds">Time for decoding images, over all threads.</param>
/// <param name="PassSeconds">Time for forward passes of images.</param>
/// <param name="Passes">Number of these passes.</param>
/// <param name="Images">Number of images in these passes.</param>
/// <param name="PauseSeconds">Time for which the garbage collector stopped all threads.</param>
internal sealed record ServerPage(double DecodeSeconds, double PassSeconds, double Passes, double Images, double PauseSeconds)
{
    /// <summary>Reads the page of a server.</summary>
    public static async Task<ServerPage> ReadAsync(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        var lines = (await http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n');
        return new ServerPage(Sum("decode_seconds_sum"), Sum("batch_seconds_sum"), Sum("batch_seconds_count"), Sum("batch_items_sum"), Sum("gc_pause_seconds"));

        double Sum(string name) => lines
            .Where(line => line.StartsWith($"mubench_inference_{name}", StringComparison.Ordinal) && !line.Contains("modality=\"text\"", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Describes the changes since an earlier snapshot, in words.</summary>
    /// <param name="before">The earlier snapshot.</param>
    /// <param name="seconds">Time between the two, in seconds.</param>
    public string Since(ServerPage before, double seconds) =>
        $"{(DecodeSeconds - before.DecodeSeconds) / seconds:F1} threads decoding ({(DecodeSeconds - before.DecodeSeconds) * 1000 / (Images - before.Images):F2} ms an image), "
        + $"{(PassSeconds - before.PassSeconds) / seconds:F2} passes at once of {(Images - before.Images) / (Passes - before.Passes):F0} images, "
        + $"{(PauseSeconds - before.PauseSeconds) / seconds:P1} of the time in collector pauses";
}
