using System.Globalization;
using MuBench.Hub;

namespace MuBench.Cli.Datasets;

/// <summary>Describes the progress of a download in words.</summary>
internal static class DownloadText
{
    /// <summary>The whole download: bytes, rate, remaining time.</summary>
    public static string Whole(DownloadProgress progress, double? rate)
    {
        if (progress is { Bytes: 0, Length: null })
            return "connecting";
        var text = ByteSize.Text(progress.Bytes) + (progress.Length is { } length ? $" of {ByteSize.Text(length)}" : "");
        if (rate is > 0)
            text += $", {ByteSize.Text((long)rate)}/s";
        return rate is > 0 && progress.Length - progress.Bytes is > 0 and var rest ? $"{text}, {Duration(rest / rate.Value)} left" : text;
    }

    /// <summary>One file.</summary>
    public static string File(FileProgress file) => file.State switch
    {
        DownloadState.Verifying => $"{file.Name}: checking its hash",
        DownloadState.Done => $"{file.Name}: done",
        DownloadState.Waiting when file.Length is null => $"{file.Name}: waiting",
        _ => $"{file.Name}: {ByteSize.Text(file.Bytes)}{(file.Length is { } length ? $" of {ByteSize.Text(length)}" : "")}",
    };

    /// <summary>The files that are being downloaded or checked.</summary>
    public static IEnumerable<string> Busy(DownloadProgress progress) =>
        progress.Files.Where(file => file.State is DownloadState.Downloading or DownloadState.Verifying).Select(File);

    private static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Min(seconds, 99 * 3600));
        return time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}")
            : time.ToString("m\\:ss", CultureInfo.InvariantCulture);
    }
}
