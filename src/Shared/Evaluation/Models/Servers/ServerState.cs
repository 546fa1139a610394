namespace MuBench.Models.Servers;

/// <summary>The result of checking a server.</summary>
/// <param name="Readiness">Whether the server is ready.</param>
/// <param name="Reason">Why it is not ready; null if it is.</param>
/// <param name="Facts">The facts it reports; null if it was not asked for them.</param>
/// <param name="CanarySeconds">Duration of its response to a canary question; null if none was asked.</param>
internal sealed record ServerState(ServerReadiness Readiness, string? Reason = null, ServerFacts? Facts = null, double? CanarySeconds = null)
{
    /// <summary>The server is ready.</summary>
    public static ServerState Ready { get; } = new(ServerReadiness.Ready);

    /// <summary>The server is not ready yet.</summary>
    public static ServerState NotReady(string reason) => new(ServerReadiness.NotReady, reason);

    /// <summary>The server cannot become ready by waiting.</summary>
    public static ServerState Unusable(string reason) => new(ServerReadiness.Unusable, reason);
}
