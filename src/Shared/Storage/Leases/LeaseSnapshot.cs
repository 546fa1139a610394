namespace MuBench.Storage.Leases;

/// <summary>A lease as one process sees it.</summary>
/// <param name="State">What it is at.</param>
/// <param name="Document">What is stored; null where it was never taken.</param>
/// <param name="Tag">The tag of what is stored; null where it was never taken.</param>
public sealed record LeaseSnapshot(LeaseState State, LeaseDocument? Document, string? Tag)
{
    /// <summary>Whether somebody holds it, as far as can be told.</summary>
    public bool IsHeld => State == LeaseState.Held;

    /// <summary>How often it was taken.</summary>
    public long Generation => Document?.Generation ?? 0;
}
