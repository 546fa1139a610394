using System.Buffers.Text;
using System.Globalization;
using System.Text;
using MuBench.Storage;

namespace MuBench.Pipeline.Listing;

/// <summary>A position in a list of runs: after one run. New runs, which are listed before it, do not move it.</summary>
/// <param name="At">The time of that run.</param>
/// <param name="RunId">Its id.</param>
public sealed record RunCursor(DateTimeOffset At, string RunId)
{
    /// <summary>The position after a run.</summary>
    public static RunCursor After(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunCursor(run.At, run.RunId);
    }

    /// <summary>The position as text that fits into an address.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}/{RunId}")));

    /// <summary>Reads a position; null if the text is none.</summary>
    public static RunCursor? TryParse(string text)
    {
        if (!Base64Url.IsValid(text))
            return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('/', 2);
        return parts.Length == 2 && StorePath.IsSegment(parts[1])
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new RunCursor(new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
            : null;
    }

    /// <summary>Whether a run is listed after this position: newest first, runs of the same time in ordinal order of id.</summary>
    public bool Precedes(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.At < At || (run.At == At && string.CompareOrdinal(run.RunId, RunId) > 0);
    }
}
