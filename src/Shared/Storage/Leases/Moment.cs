namespace MuBench.Storage.Leases;

/// <summary>A moment by both clocks of a process.</summary>
/// <param name="Timestamp">By the clock that never jumps, and that stands still while some systems sleep.</param>
/// <param name="At">By the clock on the wall.</param>
internal readonly record struct Moment(long Timestamp, DateTimeOffset At)
{
    /// <summary>Now.</summary>
    public static Moment Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

    /// <summary>How long ago it is, by the clock that says more.</summary>
    public TimeSpan Age(TimeProvider time)
    {
        var (steady, wall) = (time.GetElapsedTime(Timestamp), time.GetUtcNow() - At);
        return steady > wall ? steady : wall;
    }
}
