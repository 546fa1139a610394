namespace MuBench.Models.Servers;

/// <summary>What came of asking a server whether it is ready.</summary>
/// <param name="Readiness">Whether it is.</param>
/// <param name="Reason">Why not; null where it is.</param>
/// <param name="Facts">What it tells of itself, where it was asked.</param>
/// <param name="CanarySeconds">How long its answer to one question took, where it was asked one.</param>
internal sealed record ServerState(ServerReadiness Readiness, string? Reason = null, ServerFacts? Facts = null, double? CanarySeconds = null)
{
    /// <summary>It answers.</summary>
    public static ServerState Ready { get; } = new(ServerReadiness.Ready);

    /// <summary>It may yet.</summary>
    public static ServerState NotReady(string reason) => new(ServerReadiness.NotReady, reason);

    /// <summary>It will not, however long one waits.</summary>
    public static ServerState Unusable(string reason) => new(ServerReadiness.Unusable, reason);
}
