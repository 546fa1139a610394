namespace MuBench.Storage.Leases;

/// <summary>A point in time by both clocks of a process.</summary>
/// <param name="Timestamp">By the monotonic clock, which never jumps. On some systems it stops during sleep.</param>
/// <param name="At">By the system clock.</param>
internal readonly record struct Moment(long Timestamp, DateTimeOffset At)
{
    /// <summary>The present.</summary>
    public static Moment Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

    /// <summary>The time since then: the larger one of the two clocks.</summary>
    public TimeSpan Age(TimeProvider time)
    {
        var (steady, wall) = (time.GetElapsedTime(Timestamp), time.GetUtcNow() - At);
        return steady > wall ? steady : wall;
    }
}
