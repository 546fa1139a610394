namespace MuBench.Storage.Leases;

/// <summary>A snapshot of a lease, as one process reads it.</summary>
/// <param name="State">The state of the lease.</param>
/// <param name="Document">The stored document; null if the lease was never acquired.</param>
/// <param name="Tag">The tag of the stored document; null if the lease was never acquired.</param>
public sealed record LeaseSnapshot(LeaseState State, LeaseDocument? Document, string? Tag)
{
    /// <summary>Whether a process holds it, as far as is known.</summary>
    public bool IsHeld => State == LeaseState.Held;

    /// <summary>How often it has been acquired.</summary>
    public long Generation => Document?.Generation ?? 0;
}
