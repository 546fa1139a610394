namespace MuBench.Storage.Leases;

/// <summary>The times of a lease.</summary>
public sealed record LeaseOptions
{
    /// <summary>How long a lease is valid without being renewed.</summary>
    /// <value>Default 20 seconds: another process can acquire the lease of a killed process within 30 seconds, detection included.</value>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How often its holder renews it: every quarter of <see cref="Duration"/>, so that one or two failed renewals are harmless.
    /// </summary>
    public TimeSpan Renewal => Duration / 4;
}
