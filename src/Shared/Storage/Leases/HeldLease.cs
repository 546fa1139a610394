namespace MuBench.Storage.Leases;

/// <summary>A lease that this process has acquired.</summary>
/// <remarks>
/// The lease is lost if another process acquired it, or if it was not renewed within its duration. Then <see cref="Lost"/>
/// fires, and the guarded work must stop. A process that was suspended notices the loss within a twentieth of the duration.
/// The store does not reject what the process writes between waking and that moment. If this matters, the writer stores
/// <see cref="Generation"/> with its data.
/// </remarks>
public sealed class HeldLease : IAsyncDisposable
{
    private readonly IArtifactStore _store;
    private readonly StorePath _path;
    private readonly TimeProvider _time;
    private readonly LeaseOptions _options;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _gate = new(1);
    private LeaseDocument _document;
    private string _tag;
    private Moment _renewed;
    private Task _renewing = Task.CompletedTask;
    private volatile string? _lossReason;
    private bool _isReleased;

    internal HeldLease(IArtifactStore store, StorePath path, TimeProvider time, LeaseOptions options, LeaseDocument document, string tag, Moment renewed)
    {
        (_store, _path, _time, _options) = (store, path, time, options);
        (_document, _tag, _renewed) = (document, tag, renewed);
        Lost = _lost.Token;
    }

    /// <summary>How often the lease has been acquired, including this time. An earlier holder has a smaller number.</summary>
    public long Generation => _document.Generation;

    /// <summary>The path of the lease.</summary>
    public StorePath Path => _path;

    /// <summary>The id of the holder. It is a new one each time the lease is acquired.</summary>
    public string HolderId => _document.Holder!.Id;

    /// <summary>Fires when the lease is lost.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Why the lease was lost, in words; null if it was not lost.</summary>
    public string? LossReason => _lossReason;

    /// <summary>Whether the lease is held now: not lost, not released, and renewed within its duration.</summary>
    public bool IsHeld => _lossReason is null && !_isReleased && _renewed.Age(_time) < _options.Duration;

    /// <summary>Renews the lease in the background until it is released or lost.</summary>
    public void KeepRenewing() => _renewing = Task.Run(KeepAsync);

    /// <summary>Renews the lease once. A lease that has expired is held again, if no other process has acquired it.</summary>
    /// <returns>Whether the lease is held.</returns>
    /// <exception cref="StoreException">The store cannot be reached.</exception>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_lossReason is not null || _isReleased)
                return false;
            var asked = Moment.Now(_time);
            if (await TryReplaceAsync(_document with { Renewals = _document.Renewals + 1, RenewedAt = asked.At }, cancellationToken).ConfigureAwait(false))
            {
                _renewed = asked;
                return true;
            }
        }
        finally
        {
            _gate.Release();
        }

        await MarkLostAsync($"{await DescribeHolderAsync(cancellationToken).ConfigureAwait(false)} has taken it over").ConfigureAwait(false);
        return false;
    }

    /// <summary>Releases the lease, so that another process can acquire it at once. Does nothing if the lease is lost.</summary>
    /// <param name="outcome">How the work ended, for the processes that wait for it; null for no statement.</param>
    public async Task ReleaseAsync(string? outcome)
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        if (_lossReason is not null)
            return;
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_lossReason is not null || _isReleased)
                return;
            _isReleased = true;
            using var late = new CancellationTokenSource(_options.Duration, _time);
            await TryReplaceAsync(_document with { Holder = null, Outcome = outcome, RenewedAt = _time.GetUtcNow() }, late.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is StoreException or OperationCanceledException)
        {
            // The lease expires by itself, and the fault is reported elsewhere if it matters.
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync(null).ConfigureAwait(false);
        _ended.Dispose();
        _lost.Dispose();
        _gate.Dispose();
    }

    private async Task KeepAsync()
    {
        var pause = _options.Renewal;
        while (await PauseAsync(pause).ConfigureAwait(false))
        {
            // After a suspension longer than the duration it tries once more: if no other process acquired the lease, nothing is lost.
            var left = _options.Duration - _renewed.Age(_time);
            try
            {
                // The wait has its own limit: a store that hangs must not hide that the lease has expired.
                if (!await RenewAsync(_ended.Token).WaitAsync(left > TimeSpan.Zero ? left : _options.Renewal, _time, _ended.Token).ConfigureAwait(false))
                    return;
                pause = _options.Renewal;
            }
            catch (Exception fault) when (fault is StoreException or TimeoutException && _renewed.Age(_time) < _options.Duration)
            {
                pause = _options.Renewal / 5;
            }
            catch (Exception fault) when (fault is UserException or TimeoutException)
            {
                await MarkLostAsync($"it could not be renewed for {_options.Duration.TotalSeconds:0.#} s: {fault.Message}").ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (_ended.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // In slices and by both clocks, so that a suspended machine notices within one slice.
    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        var begun = Moment.Now(_time);
        while (!_ended.IsCancellationRequested && begun.Age(_time) < pause)
            await Task.Delay(_options.Renewal / 5, _time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_ended.IsCancellationRequested;
    }

    private async Task<bool> TryReplaceAsync(LeaseDocument document, CancellationToken cancellationToken)
    {
        var tag = await _store.TryReplaceAsync(_path, document.ToJson(), _tag, cancellationToken).ConfigureAwait(false);
        // An earlier renewal that was abandoned may have arrived. Then the stored content is our own.
        if (tag is null && await _store.TryReadVersionAsync(_path, cancellationToken).ConfigureAwait(false) is { } version
            && LeaseDocument.Read(version.Content, _path) is { Holder: { } holder } found && holder.Id == _document.Holder!.Id && found.Generation == Generation)
        {
            document = document with { Renewals = Math.Max(document.Renewals, found.Renewals + 1) };
            tag = await _store.TryReplaceAsync(_path, document.ToJson(), version.Tag, cancellationToken).ConfigureAwait(false);
        }

        if (tag is null)
            return false;
        (_document, _tag) = (document, tag);
        return true;
    }

    private async Task<string> DescribeHolderAsync(CancellationToken cancellationToken) =>
        await _store.TryReadVersionAsync(_path, cancellationToken).ConfigureAwait(false) is { } version && LeaseDocument.Read(version.Content, _path).Holder is { } holder
            ? holder.ToString()
            : "another process";

    private Task MarkLostAsync(string reason)
    {
        _lossReason ??= reason;
        return _lost.CancelAsync();
    }
}
