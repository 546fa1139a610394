namespace MuBench.Storage.Leases;

/// <summary>The state of a lease, as far as one process knows.</summary>
public enum LeaseState
{
    /// <summary>It was never acquired, or its last holder released it.</summary>
    Free,

    /// <summary>A process holds it, or it is not known yet whether one does.</summary>
    Held,

    /// <summary>It was not renewed within its duration, by the clock of the observing process.</summary>
    Expired,

    /// <summary>Its holder was a process of this machine and has ended.</summary>
    Abandoned,
}
