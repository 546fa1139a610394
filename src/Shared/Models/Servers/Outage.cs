using MuBench.Models.Generative;

namespace MuBench.Models.Servers;

/// <summary>What came of a fault that may have been the server's end.</summary>
/// <param name="Was">Whether the server was gone.</param>
/// <param name="Gone">The fault that says so, where it has not come back; null where it has.</param>
internal sealed record Outage(bool Was, CallFault? Gone)
{
    /// <summary>The server was there all the time.</summary>
    public static Outage None { get; } = new(false, null);

    /// <summary>The server was gone and is back.</summary>
    public static Outage Passed { get; } = new(true, null);
}
