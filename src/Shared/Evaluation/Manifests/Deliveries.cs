namespace MuBench.Manifests;

/// <summary>How questions go to a provider.</summary>
public static class Deliveries
{
    /// <summary>One call per question, answered while the caller waits.</summary>
    public const string Online = "online";

    /// <summary>The provider's batch API: cheaper, answered within a day.</summary>
    public const string Batch = "batch";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Online, Batch];
}
