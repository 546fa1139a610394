namespace MuBench.Storage.Leases;

/// <summary>The times of a lease.</summary>
public sealed record LeaseOptions
{
    /// <summary>How long a lease holds without being renewed.</summary>
    /// <value>Default 20 seconds: with the time to notice it, the lease of a killed process is another's within 30 seconds.</value>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often its holder renews it: a quarter of <see cref="Duration"/>, so that a lost renewal or two do no harm.</summary>
    public TimeSpan Renewal => Duration / 4;
}
