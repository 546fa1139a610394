namespace MuBench.Manifests;

/// <summary>A model's own server on a GPU that is paid by the second and that may be asleep.</summary>
public sealed record GpuManifest
{
    /// <summary>Seconds that the server stays up after its last question, as configured at its host. They count as GPU time.</summary>
    /// <value>Default 300.</value>
    public double WarmSeconds { get; init; } = 300;

    /// <summary>Maximum number of seconds until the server is ready, at the start and after a crash.</summary>
    /// <value>Default 1200.</value>
    public double WakeSeconds { get; init; } = 1200;

    /// <summary>Price of the GPU in US dollars per hour; null if unknown.</summary>
    public decimal? UsdPerHour { get; init; }
}
