namespace MuBench.Throttling.Fleet;

/// <summary>What a worker may use of an endpoint's limit until the grant ends.</summary>
internal sealed record FleetGrant
{
    /// <summary>How long the grant is valid, in seconds from before the exchange that made it.</summary>
    public required double Seconds { get; init; }

    /// <summary>Seconds until the worker exchanges again.</summary>
    public required double Interval { get; init; }

    /// <summary>Whether no other worker uses the endpoint. Then the worker's own control law decides, within the limits.</summary>
    public required bool IsAlone { get; init; }

    /// <summary>Whether a manifest limits the endpoint. Then nothing may start after the end of the grant.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Maximum number of calls in flight.</summary>
    public required int Slots { get; init; }

    /// <summary>The window that the worker's control law starts from; null to keep its own.</summary>
    public double? Window { get; init; }

    /// <summary>Calls that may start per second by the learned pace; null for no limit.</summary>
    public double? Pace { get; init; }

    /// <summary>Calls that may start per second by the manifests' <c>requestsPerMinute</c>; null for no limit.</summary>
    public double? Requests { get; init; }

    /// <summary>Tokens that may be used per second by the manifests' <c>tokensPerMinute</c>; null for no limit.</summary>
    public double? Tokens { get; init; }

    /// <summary>Whether no worker can have called the endpoint within the last minutes, so that the first call need not wait for its turn.</summary>
    public bool IsFresh { get; init; }

    /// <summary>What is known of the endpoint's limit.</summary>
    public LearnedLimit Learned { get; init; } = new();
}
