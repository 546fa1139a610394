namespace MuBench.Storage.Leases;

/// <summary>A lease that this process has taken.</summary>
/// <remarks>
/// It is lost once another has taken it, or where it could not be renewed for as long as it holds: then <see cref="Lost"/> fires, and
/// what it guards must stop. A process that slept finds out within a twentieth of its time. What it writes between waking and that
/// moment is not kept from the store: a writer to whom that matters writes <see cref="Generation"/> with it.
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

    /// <summary>How often the lease was taken, this time included: an earlier holder has a smaller number.</summary>
    public long Generation => _document.Generation;

    /// <summary>Fires when it is lost.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Why it was lost, in words; null where it was not.</summary>
    public string? LossReason => _lossReason;

    /// <summary>Whether it is held now: not lost, not given back, and renewed within its time.</summary>
    public bool IsHeld => _lossReason is null && !_isReleased && _renewed.Age(_time) < _options.Duration;

    /// <summary>Renews it in the background until it is given back or lost.</summary>
    public void KeepRenewing() => _renewing = Task.Run(KeepAsync);

    /// <summary>Renews it once. One whose time is over is held again by that, as long as no other has taken it.</summary>
    /// <returns>Whether it is held.</returns>
    /// <exception cref="StoreException">The store cannot be reached.</exception>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_lossReason is not null || _isReleased)
                return false;
            var asked = Moment.Now(_time);
            if (await TryReplaceAsync(_document with { Renewals = _document.Renewals + 1, RenewedAt = asked.At }, cancellationToken))
            {
                _renewed = asked;
                return true;
            }
        }
        finally
        {
            _gate.Release();
        }

        await MarkLostAsync($"{await DescribeHolderAsync(cancellationToken)} has taken it over");
        return false;
    }

    /// <summary>Gives it back, so that another can take it at once. One that is lost is left alone.</summary>
    /// <param name="outcome">How the work ended, for the processes that waited for it; null where that is not said.</param>
    public async Task ReleaseAsync(string? outcome)
    {
        await _ended.CancelAsync();
        await _renewing;
        if (_lossReason is not null)
            return;
        await _gate.WaitAsync();
        try
        {
            if (_lossReason is not null || _isReleased)
                return;
            _isReleased = true;
            using var late = new CancellationTokenSource(_options.Duration, _time);
            await TryReplaceAsync(_document with { Holder = null, Outcome = outcome, RenewedAt = _time.GetUtcNow() }, late.Token);
        }
        catch (Exception fault) when (fault is StoreException or OperationCanceledException)
        {
            // It expires by itself, and what brought us here has its own message where it matters.
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync(null);
        _ended.Dispose();
        _lost.Dispose();
        _gate.Dispose();
    }

    private async Task KeepAsync()
    {
        var pause = _options.Renewal;
        while (await PauseAsync(pause))
        {
            // One that slept past its time asks once more: as long as no other has taken it, nothing is lost.
            var left = _options.Duration - _renewed.Age(_time);
            try
            {
                // Not its token alone: a store that hangs must not hide that the time is over.
                if (!await RenewAsync(_ended.Token).WaitAsync(left > TimeSpan.Zero ? left : _options.Renewal, _time, _ended.Token))
                    return;
                pause = _options.Renewal;
            }
            catch (Exception fault) when (fault is StoreException or TimeoutException && _renewed.Age(_time) < _options.Duration)
            {
                pause = _options.Renewal / 5;
            }
            catch (Exception fault) when (fault is UserException or TimeoutException)
            {
                await MarkLostAsync($"it could not be renewed for {_options.Duration.TotalSeconds:0.#} s: {fault.Message}");
                return;
            }
            catch (OperationCanceledException) when (_ended.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // In slices, and by both clocks: a machine that slept notices within one of them.
    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        var begun = Moment.Now(_time);
        while (!_ended.IsCancellationRequested && begun.Age(_time) < pause)
            await Task.Delay(_options.Renewal / 5, _time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_ended.IsCancellationRequested;
    }

    private async Task<bool> TryReplaceAsync(LeaseDocument document, CancellationToken cancellationToken)
    {
        var tag = await _store.TryReplaceAsync(_path, document.ToJson(), _tag, cancellationToken);
        // An earlier renewal that was abandoned may have arrived: what it wrote is ours.
        if (tag is null && await _store.TryReadVersionAsync(_path, cancellationToken) is { } version
            && LeaseDocument.Read(version.Content, _path) is { Holder: { } holder } found && holder.Id == _document.Holder!.Id && found.Generation == Generation)
        {
            document = document with { Renewals = Math.Max(document.Renewals, found.Renewals + 1) };
            tag = await _store.TryReplaceAsync(_path, document.ToJson(), version.Tag, cancellationToken);
        }

        if (tag is null)
            return false;
        (_document, _tag) = (document, tag);
        return true;
    }

    private async Task<string> DescribeHolderAsync(CancellationToken cancellationToken) =>
        await _store.TryReadVersionAsync(_path, cancellationToken) is { } version && LeaseDocument.Read(version.Content, _path).Holder is { } holder
            ? holder.ToString()
            : "another process";

    private Task MarkLostAsync(string reason)
    {
        _lossReason ??= reason;
        return _lost.CancelAsync();
    }
}
