namespace MuBench.Storage.Leases;

/// <summary>What a lease is at, as far as one process knows.</summary>
public enum LeaseState
{
    /// <summary>Nobody has taken it, or its last holder gave it back.</summary>
    Free,

    /// <summary>Somebody holds it, or that cannot be told yet.</summary>
    Held,

    /// <summary>It was not renewed for as long as it holds, by this process's own clock.</summary>
    Expired,

    /// <summary>Its holder was a process of this machine and is gone.</summary>
    Abandoned,
}
