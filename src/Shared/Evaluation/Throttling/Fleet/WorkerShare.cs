using System.Text.Json.Serialization;
using MuBench.Storage.Sharing;

namespace MuBench.Throttling.Fleet;

/// <summary>What one worker holds of an endpoint's limit, and what it would use.</summary>
internal sealed record WorkerShare : SharedEntry
{
    /// <summary>Calls that it may have in flight, or has if those are more.</summary>
    public int Slots { get; init; }

    /// <summary>Its part of the learned pace, in calls per second.</summary>
    public double Pace { get; init; }

    /// <summary>Its part of the manifests' <c>requestsPerMinute</c>, in calls per second.</summary>
    public double Requests { get; init; }

    /// <summary>Its part of the manifests' <c>tokensPerMinute</c>, in tokens per second.</summary>
    public double Tokens { get; init; }

    /// <summary>Calls that it has in flight or that wait for a permit.</summary>
    public int WantedSlots { get; init; }

    /// <summary>Whether calls wait, so that it would use a larger part.</summary>
    public bool IsShort { get; init; }

    /// <summary>Calls that it started per second since it renewed its share.</summary>
    public double Starts { get; init; }

    /// <summary>Whether it has a seat: where a limit is too small to be divided among all workers, some use it at a time.</summary>
    public bool IsSeated { get; init; }

    /// <summary>The exchange at which it began to wait for a seat; 0 if it does not wait.</summary>
    public long WaitingSince { get; init; }

    /// <summary>The <c>maxConcurrency</c> of its models; null if they have none.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>The <c>requestsPerMinute</c> of its models; null if they have none.</summary>
    public double? RequestsPerMinute { get; init; }

    /// <summary>The <c>tokensPerMinute</c> of its models; null if they have none.</summary>
    public double? TokensPerMinute { get; init; }

    /// <summary>Whether it takes part in the division of the limits.</summary>
    [JsonIgnore]
    public bool IsActive => WantedSlots > 0;
}
