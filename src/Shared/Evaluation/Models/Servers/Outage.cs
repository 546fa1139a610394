using MuBench.Models.Calls;

namespace MuBench.Models.Servers;

/// <summary>What came of a fault that may have been the server's end.</summary>
/// <param name="WasDown">Whether the server was gone.</param>
/// <param name="Fault">The fault that says so, where it has not come back; null where it has.</param>
internal sealed record Outage(bool WasDown, CallFault? Fault)
{
    /// <summary>The server was there all the time.</summary>
    public static Outage None { get; } = new(false, null);

    /// <summary>The server was gone and is back.</summary>
    public static Outage Recovered { get; } = new(true, null);
}
