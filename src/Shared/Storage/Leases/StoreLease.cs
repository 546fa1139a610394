namespace MuBench.Storage.Leases;

/// <summary>A lease in the store: of all processes that want it, on whatever machine, one holds it at a time.</summary>
/// <remarks>
/// <para>No two machines' clocks are compared. A lease has expired for an observer that saw the same content for as long as it holds,
/// by the observer's own clock, from when it had read it first; its holder counts the same time from before it wrote that content. So
/// the holder's time ends first, however their clocks are set, as long as both run at about the same pace.</para>
/// <para>A process that comes to a lease therefore watches it for that time before it takes it, unless the holder gave it back or was
/// a process of the same machine that is gone.</para>
/// <para>An object is one observer, for one caller at a time.</para>
/// </remarks>
/// <param name="store">The store.</param>
/// <param name="path">Where the lease is.</param>
/// <param name="time">The clock.</param>
public sealed class StoreLease(IArtifactStore store, StorePath path, TimeProvider time)
{
    private string? _seenTag;
    private long _seenAt;

    /// <summary>Says what the lease is at.</summary>
    /// <exception cref="UserException">It cannot be read.</exception>
    public async Task<LeaseSnapshot> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (await store.TryReadVersionAsync(path, cancellationToken) is not { } version)
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

    /// <summary>Looks at the lease until it can be told whether somebody holds it: until it is renewed, or for as long as it holds.</summary>
    /// <exception cref="UserException">It cannot be read.</exception>
    public async Task<LeaseSnapshot> WatchAsync(CancellationToken cancellationToken = default)
    {
        var first = await ReadAsync(cancellationToken);
        for (var sight = first; ; sight = await ReadAsync(cancellationToken))
        {
            if (!sight.IsHeld || sight.Tag != first.Tag)
                return sight;
            await Task.Delay(TimeSpan.FromSeconds(sight.Document!.Seconds / 20), time, cancellationToken);
        }
    }

    /// <summary>Takes the lease as it was seen; null where somebody holds it, or another was faster.</summary>
    /// <param name="snapshot">What <see cref="ReadAsync"/> or <see cref="WatchAsync"/> said last.</param>
    /// <param name="holder">Who takes it.</param>
    /// <param name="options">Its times.</param>
    /// <param name="cancellationToken">Abandons the call; a lease that was taken all the same expires.</param>
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
        var tag = await store.TryReplaceAsync(path, document.ToJson(), snapshot.Tag, cancellationToken);
        return tag is null ? null : new HeldLease(store, path, time, options, document, tag, asked);
    }
}
