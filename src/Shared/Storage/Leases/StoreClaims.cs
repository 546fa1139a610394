using System.Collections.Concurrent;

namespace MuBench.Storage.Leases;

/// <summary>Claims on parts of the store, such as a shard of a response log. Of all holders of leases, one has a claim at a time.</summary>
/// <remarks>
/// A claim names the lease of its holder and is valid as long as that holder has the lease. So a process renews one lease and keeps any
/// number of claims with it. A claim whose holder is lost is taken over as the lease itself would be: at once if the holder released its lease
/// or is a process of this machine that has ended, else after the lease's duration without renewal. The lease is then taken from
/// its holder, so that a holder that was only suspended notices that it has lost everything.
/// </remarks>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
public sealed class StoreClaims(IArtifactStore store, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ObservedLease> _observed = new(StringComparer.Ordinal);

    // The claims of this object. A claim of the same holder that is not among them was not released because of a fault.
    private readonly ConcurrentDictionary<StorePath, bool> _own = new();

    internal TimeProvider Time => time;

    /// <summary>Takes a claim for the holder of a lease.</summary>
    /// <param name="path">The path of the claim.</param>
    /// <param name="lease">The holder's lease.</param>
    /// <param name="cancellationToken">Stops waiting for the call. A claim that is taken nevertheless ends with the lease.</param>
    /// <returns>The claim; null if another holder has it, or if this process has lost its lease.</returns>
    /// <exception cref="UserException">The claim cannot be read, or the store cannot be reached.</exception>
    public async Task<HeldClaim?> TryTakeAsync(StorePath path, HeldLease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        if (!lease.IsHeld || !_own.TryAdd(path, true))
            return null;
        HeldClaim? claim = null;
        try
        {
            return claim = await TakeAsync(path, lease, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (claim is null)
                _own.TryRemove(path, out _);
        }
    }

    /// <summary>Removes a claim that was not changed since a time, and whose holder has not renewed its lease since then either.</summary>
    /// <param name="path">The path of the claim.</param>
    /// <param name="before">The time, long enough ago that no lease is valid without having been renewed since.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it was removed. The next claim at the path has generation 1 again.</returns>
    /// <exception cref="UserException">The claim cannot be read, or the store cannot be reached.</exception>
    public async Task<bool> TryRemoveAsync(StorePath path, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        if (await store.TryReadVersionAsync(path, cancellationToken).ConfigureAwait(false) is not { } version
            || await store.TryStatAsync(path, cancellationToken).ConfigureAwait(false) is not { } entry || entry.LastModified >= before)
        {
            return false;
        }

        if (ClaimDocument.Read(version.Content, path).Lease is { } lease
            && await store.TryStatAsync(StorePath.Parse(lease), cancellationToken).ConfigureAwait(false) is { } renewed && renewed.LastModified >= before)
        {
            return false;
        }

        return await store.TryDeleteAsync(path, version.Tag, cancellationToken).ConfigureAwait(false);
    }

    internal async Task ReleaseAsync(StorePath path, ClaimDocument document, string tag, CancellationToken cancellationToken)
    {
        try
        {
            await store.TryReplaceAsync(path, (document with { Lease = null, Holder = null, At = time.GetUtcNow() }).ToJson(), tag, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is StoreException or OperationCanceledException)
        {
            // The claim ends with the lease, and the fault is reported elsewhere if it matters.
        }
        finally
        {
            _own.TryRemove(path, out _);
        }
    }

    private async Task<HeldClaim?> TakeAsync(StorePath path, HeldLease lease, CancellationToken cancellationToken)
    {
        var version = await store.TryReadVersionAsync(path, cancellationToken).ConfigureAwait(false);
        var found = version is null ? null : ClaimDocument.Read(version.Content, path);
        if (found is { Lease: { } other, Holder: { } holder } && holder != lease.HolderId && await HoldsAsync(other, holder, cancellationToken).ConfigureAwait(false))
            return null;
        var document = new ClaimDocument { Generation = (found?.Generation ?? 0) + 1, Lease = lease.Path.Value, Holder = lease.HolderId, At = time.GetUtcNow() };
        var tag = await store.TryReplaceAsync(path, document.ToJson(), version?.Tag, cancellationToken).ConfigureAwait(false);
        return tag is null ? null : new HeldClaim(this, path, document, tag);
    }

    /// <summary>Whether a holder still has its lease, as far as is known. If not, it cannot get it back.</summary>
    private async Task<bool> HoldsAsync(string lease, string holder, CancellationToken cancellationToken)
    {
        var observed = _observed.GetOrAdd(lease, path => new ObservedLease(new StoreLease(store, StorePath.Parse(path), time)));
        await observed.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var snapshot = await observed.Lease.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (snapshot.Document?.Holder?.Id != holder)
                return false;
            if (snapshot.IsHeld)
                return true;
            if (await observed.Lease.TryAcquireAsync(snapshot, LeaseHolder.ForThisProcess("taking over from a lost process"), new LeaseOptions(), cancellationToken).ConfigureAwait(false) is not { } taken)
                return true; // another process was faster: the next call knows more
            await taken.DisposeAsync().ConfigureAwait(false);
            return false;
        }
        finally
        {
            observed.Turn.Release();
        }
    }

    // A StoreLease is one observer, for one caller at a time.
    private sealed record ObservedLease(StoreLease Lease)
    {
        public SemaphoreSlim Turn { get; } = new(1);
    }
}
