namespace MuBench.Cli.Following;

/// <summary>Notices that nothing is heard of a run, and says what that may mean: once per silence.</summary>
/// <param name="time">The clock.</param>
/// <param name="upload">Where the manifest was uploaded; null where it was not now.</param>
internal sealed class SilenceMonitor(TimeProvider time, string? upload)
{
    /// <summary>Workers say something every few seconds; after this time without a word the user is told.</summary>
    public static readonly TimeSpan SilenceThreshold = TimeSpan.FromMinutes(1);

    private (DateTimeOffset? News, bool IsTakenIn)? _last;
    private long _seenAt;
    private TimeSpan _ageWhenSeen;
    private bool _hasReported;

    /// <summary>Takes what the store says now.</summary>
    /// <returns>A sentence for the user; null where there is nothing to remark.</returns>
    public string? Check(RunSnapshot sight)
    {
        var seen = (sight.LastUpdatedAt, sight.IsAccepted);
        if (_last != seen)
        {
            // What was old when it was first seen is known by the clocks of those who wrote it; all else by this one's alone.
            _ageWhenSeen = _last is null && sight is { IsEnded: false, LastUpdatedAt: { } news } && time.GetUtcNow() - news is { Ticks: > 0 } age ? age : TimeSpan.Zero;
            (_last, _seenAt) = (seen, time.GetTimestamp());
            var goesOn = _hasReported && _ageWhenSeen < SilenceThreshold;
            _hasReported = _hasReported && !goesOn;
            if (goesOn)
                return sight.State is null ? "The manifest is taken in." : "The run goes on.";
        }

        var silence = _ageWhenSeen + time.GetElapsedTime(_seenAt);
        if (_hasReported || silence < SilenceThreshold)
            return null;
        _hasReported = true;
        return sight.IsAccepted || upload is null
            ? $"No news of the run for {Text(silence)}. A model that is being loaded or scored can take that long; else its workers are gone. A lost worker is replaced within about 2 minutes. Still waiting."
            : $"Nothing has taken in '{upload}' for {Text(silence)}. Is the Functions app running, on this store, and is its trigger on? Still waiting.";
    }

    private static string Text(TimeSpan silence) =>
        silence < TimeSpan.FromMinutes(2) ? $"{silence.TotalSeconds:N0} s"
        : silence < TimeSpan.FromHours(2) ? $"{silence.TotalMinutes:N0} min"
        : $"{silence.TotalHours:N0} h";
}
