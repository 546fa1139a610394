namespace MuBench.TestUtils.Throttling;

/// <summary>A clock that shows the time of a simulation. Its wall clock may be set wrong.</summary>
/// <param name="wallError">By how much the wall clock is wrong.</param>
internal sealed class SimulatedClock(TimeSpan wallError) : TimeProvider
{
    /// <summary>Seconds since the start of the simulation.</summary>
    public double Now { get; set; }

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => (long)(Now * 1e9);

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(Now) + wallError;
}
