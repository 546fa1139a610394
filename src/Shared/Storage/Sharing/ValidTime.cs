using MuBench.Storage.Leases;

namespace MuBench.Storage.Sharing;

/// <summary>A span of time that also ends while the machine sleeps: it is measured by the steady and by the wall clock.</summary>
public readonly record struct ValidTime
{
    private readonly Moment _from;
    private readonly TimeSpan _duration;

    private ValidTime(Moment from, TimeSpan duration) => (_from, _duration) = (from, duration);

    /// <summary>A span that begins now.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="duration">Its duration.</param>
    public static ValidTime FromNow(TimeProvider time, TimeSpan duration) => new(Moment.Now(time), duration);

    /// <summary>The same begin with another duration.</summary>
    public ValidTime With(TimeSpan duration) => new(_from, duration);

    /// <summary>Whether it has not ended.</summary>
    public bool IsValid(TimeProvider time) => _from.Age(time) < _duration;
}
