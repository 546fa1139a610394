using MuBench.Models.Calls;

namespace MuBench.Models.Servers;

/// <summary>Whether a fault was caused by an outage of the server, and whether the server recovered.</summary>
/// <param name="WasDown">Whether the server was down.</param>
/// <param name="Fault">The fault if the server did not recover; null if it did.</param>
internal sealed record Outage(bool WasDown, CallFault? Fault)
{
    /// <summary>The server was up all the time.</summary>
    public static Outage None { get; } = new(false, null);

    /// <summary>The server was down and is up again.</summary>
    public static Outage Recovered { get; } = new(true, null);
}
