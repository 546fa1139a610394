namespace MuBench.Storage.Leases;

/// <summary>A lease in the store. Of all processes that want it, on any machine, one holds it at a time.</summary>
/// <remarks>
/// <para>Clocks of two machines are never compared. For an observer, a lease has expired once it has seen the same content for the
/// whole duration, by its own clock and from its first reading. The holder counts the same duration from before it wrote that
/// content. So the holder's time ends first, with any setting of the clocks, if both clocks run at about the same speed.</para>
/// <para>A process therefore watches a lease for its duration before it acquires it. It need not wait if the holder released the
/// lease, or was a process of the same machine that has ended.</para>
/// <para>An object is one observer, for one caller at a time.</para>
/// </remarks>
/// <param name="store">The store.</param>
/// <param name="path">The path of the lease.</param>
/// <param name="time">The clock.</param>
public sealed class StoreLease(IArtifactStore store, StorePath path, TimeProvider time)
{
    private string? _seenTag;
    private long _seenAt;

    /// <summary>Reads the state of the lease.</summary>
    /// <exception cref="UserException">The lease cannot be read.</exception>
    public async Task<LeaseSnapshot> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (await store.TryReadVersionAsync(path, cancellationToken).ConfigureAwait(false) is not { } version)
            return new LeaseSnapshot(LeaseState.Free, null, null);
        var document = LeaseDocument.Read(version.Content, path);
        if (version.Tag != _seenTag)
            (_seenTag, _seenAt) = (version.Tag, time.GetTimestamp());
        var state = document.Holder is not { } holder ? LeaseState.Free
            : ProcessInstance.IsGone(holder.ProcessId, holder.Instance) ? LeaseState.Abandoned
            : time.GetElapsedTime(_seenAt) >= TimeSpan.FromSeconds(document.Seconds) ? LeaseState.Expired
            : LeaseState.Held;
        return new LeaseSnapshot(state, document, version.Tag);
    }

    /// <summary>
    /// Reads the lease repeatedly until it is known whether a process holds it: until it is renewed, or for one duration.
    /// </summary>
    /// <exception cref="UserException">The lease cannot be read.</exception>
    public async Task<LeaseSnapshot> WatchAsync(CancellationToken cancellationToken = default)
    {
        var first = await ReadAsync(cancellationToken).ConfigureAwait(false);
        for (var snapshot = first; ; snapshot = await ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!snapshot.IsHeld || snapshot.Tag != first.Tag)
                return snapshot;
            await Task.Delay(TimeSpan.FromSeconds(snapshot.Document!.Seconds / 20), time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Acquires the lease in the state of the snapshot; null if another process holds it or acquired it first.</summary>
    /// <param name="snapshot">The last result of <see cref="ReadAsync"/> or <see cref="WatchAsync"/>.</param>
    /// <param name="holder">The new holder.</param>
    /// <param name="options">The times of the lease.</param>
    /// <param name="cancellationToken">Stops waiting for the call. A lease that is acquired nevertheless expires.</param>
    public async Task<HeldLease?> TryAcquireAsync(LeaseSnapshot snapshot, LeaseHolder holder, LeaseOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        if (snapshot.IsHeld)
            return null;
        var asked = Moment.Now(time);
        var document = new LeaseDocument
        {
            Generation = snapshot.Generation + 1,
            Holder = holder,
            Seconds = options.Duration.TotalSeconds,
            TakenAt = asked.At,
            RenewedAt = asked.At,
        };
        var tag = await store.TryReplaceAsync(path, document.ToJson(), snapshot.Tag, cancellationToken).ConfigureAwait(false);
        return tag is null ? null : new HeldLease(store, path, time, options, document, tag, asked);
    }
}
