namespace MuBench.Manifests;

/// <summary>A model's own server, on a GPU that somebody pays for by the second and that may be asleep.</summary>
public sealed record GpuManifest
{
    /// <summary>Seconds that the server stays up after its last question, as its host is set: counted as GPU time.</summary>
    /// <value>Default 300.</value>
    public double WarmSeconds { get; init; } = 300;

    /// <summary>Most seconds that it may take to get ready, at the start and after a crash.</summary>
    /// <value>Default 1200.</value>
    public double WakeSeconds { get; init; } = 1200;

    /// <summary>Price of the GPU in US dollars an hour; null where unknown.</summary>
    public decimal? UsdPerHour { get; init; }
}
