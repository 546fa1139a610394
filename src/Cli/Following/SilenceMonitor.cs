using MuBench.Viewing;

namespace MuBench.Cli.Following;

/// <summary>Reports once, per interval without updates, that a run's status is not updated, and the likely cause.</summary>
/// <param name="time">The clock.</param>
/// <param name="upload">The path to which the manifest was just uploaded; null if it was not.</param>
internal sealed class SilenceMonitor(TimeProvider time, string? upload)
{
    /// <summary>Workers write their status every few seconds; after this time without an update the user is informed.</summary>
    public static readonly TimeSpan SilenceThreshold = TimeSpan.FromMinutes(1);

    private (DateTimeOffset? UpdatedAt, bool IsAccepted)? _last;
    private long _seenAt;
    private TimeSpan _ageWhenSeen;
    private bool _hasReported;

    /// <summary>Checks the latest snapshot.</summary>
    /// <returns>A message for the user; null for none.</returns>
    public string? Check(RunSnapshot snapshot)
    {
        var seen = (snapshot.LastUpdatedAt, snapshot.IsAccepted);
        if (_last != seen)
        {
            // The age of the first status is known only by the clock of its writer. All later times are measured with this process's clock.
            _ageWhenSeen = _last is null && snapshot is { IsEnded: false, LastUpdatedAt: { } updatedAt } && time.GetUtcNow() - updatedAt is { Ticks: > 0 } age ? age : TimeSpan.Zero;
            (_last, _seenAt) = (seen, time.GetTimestamp());
            var isUpdated = _hasReported && _ageWhenSeen < SilenceThreshold;
            _hasReported = _hasReported && !isUpdated;
            if (isUpdated)
                return snapshot.State is null ? "The manifest was accepted." : "The run continues.";
        }

        var silence = _ageWhenSeen + time.GetElapsedTime(_seenAt);
        if (_hasReported || silence < SilenceThreshold)
            return null;
        _hasReported = true;
        return snapshot.IsAccepted || upload is null
            ? $"The run has reported nothing for {Text(silence)}. Loading or scoring a model can take that long; otherwise its workers are gone. A lost worker is replaced within about 2 minutes. Still waiting."
            : $"No service has accepted '{upload}' for {Text(silence)}. Is the Functions app running on this store, with its trigger on? Still waiting.";
    }

    private static string Text(TimeSpan silence) =>
        silence < TimeSpan.FromMinutes(2) ? $"{silence.TotalSeconds:N0} s"
        : silence < TimeSpan.FromHours(2) ? $"{silence.TotalMinutes:N0} min"
        : $"{silence.TotalHours:N0} h";
}
