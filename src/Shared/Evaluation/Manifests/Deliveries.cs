namespace MuBench.Manifests;

/// <summary>How questions are sent to a provider.</summary>
internal static class Deliveries
{
    /// <summary>One call per question; the response comes with the call.</summary>
    public const string Online = "online";

    /// <summary>The provider's batch API: cheaper, with responses within a day.</summary>
    public const string Batch = "batch";

    /// <summary>All deliveries.</summary>
    public static IReadOnlyList<string> All { get; } = [Online, Batch];
}
