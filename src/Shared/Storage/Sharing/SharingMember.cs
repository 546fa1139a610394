namespace MuBench.Storage.Sharing;

/// <summary>
/// This process as one of those that share a document, such as the workers at one endpoint. It joins when it is woken, exchanges every few seconds, and
/// leaves when it does not need its share any more.
/// </summary>
public abstract class SharingMember
{
    /// <summary>Maximum time of one exchange.</summary>
    private static readonly TimeSpan MaxExchange = TimeSpan.FromSeconds(10);

    /// <summary>The pause after a failed exchange.</summary>
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(1);

    /// <summary>How long the store may be away before those that wait for a share get its fault.</summary>
    private static readonly TimeSpan MaxAway = TimeSpan.FromMinutes(2);

    /// <summary>A process that has needed no share for this long leaves.</summary>
    private static readonly TimeSpan MaxIdle = TimeSpan.FromSeconds(10);

    /// <summary>Maximum time for leaving. After it, the others wait until the share has expired.</summary>
    private static readonly TimeSpan MaxLeaving = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Action? _leave;
    private Task _running = Task.CompletedTask;
    private volatile bool _isRunning;

    /// <summary>Creates a member of a document.</summary>
    /// <param name="path">The path of the document.</param>
    /// <param name="time">The clock.</param>
    protected SharingMember(StorePath path, TimeProvider time)
    {
        (DocumentPath, Time) = (path, time);
        Random = new Random(Id.GetHashCode(StringComparison.Ordinal));
    }

    /// <summary>The name of this process in the document: random, and another one for each member.</summary>
    protected string Id { get; } = Path.GetFileNameWithoutExtension(Path.GetRandomFileName());

    /// <summary>Makes pauses that differ between processes, so that two which met once do not meet again.</summary>
    protected Random Random { get; }

    /// <summary>The path of the document.</summary>
    protected StorePath DocumentPath { get; }

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; }

    /// <summary>Whether the process needs its share: something waits for it or is paid from it.</summary>
    protected abstract bool IsInUse { get; }

    /// <summary>Whether something came that needs a share while the process left.</summary>
    protected virtual bool MustJoinAgain => IsInUse;

    /// <summary>Joins, unless the process is a member already. Returns at once.</summary>
    public void Wake()
    {
        if (_isRunning)
            return;
        lock (_lock)
        {
            if (_isRunning)
                return;
            _isRunning = true;
            var leaving = new CancellationTokenSource();
            _leave = leaving.Cancel;
            _running = Task.Run(() => RunAsync(leaving), CancellationToken.None);
        }
    }

    /// <summary>Gives the share back. Waits some seconds for the store at most.</summary>
    public async Task LeaveAsync()
    {
        Task running;
        lock (_lock)
        {
            running = _running;
            _leave?.Invoke();
        }

        await running.WaitAsync(MaxLeaving, Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Renews the share in the document, and applies what it grants.</summary>
    /// <param name="late">Fires when the exchange takes too long.</param>
    /// <returns>The time until the next exchange, in seconds; it is varied by a tenth.</returns>
    /// <exception cref="StoreException">The store cannot be reached. The exchange is tried again.</exception>
    /// <exception cref="UserException">The document is damaged. The member ends.</exception>
    protected abstract Task<double> ExchangeAsync(CancellationToken late);

    /// <summary>Goes on without an exchange, if that exceeds no limit. Called after each that failed.</summary>
    /// <returns>Whether it does. If not, what waits gets the store's fault after two minutes.</returns>
    protected abstract bool TryGoOnAlone();

    /// <summary>Passes the fault that ended the exchanges to what waits for a share.</summary>
    protected abstract void Fail(Exception fault);

    /// <summary>Waits until the next exchange.</summary>
    protected virtual async Task PauseAsync(TimeSpan pause, CancellationToken leaving) =>
        await Task.Delay(pause, Time, leaving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Counts this member among those of the process (+1), or no more (-1).</summary>
    protected virtual void Count(int change)
    {
    }

    /// <summary>Uses nothing of the share from now on.</summary>
    /// <param name="mustStop">Whether it stops even if the share is in use.</param>
    /// <returns>Whether it has stopped.</returns>
    protected virtual bool TryStop(bool mustStop) => mustStop || !IsInUse;

    /// <summary>Takes the share out of the document. A share that stays in it expires.</summary>
    /// <param name="late">Fires when it takes too long.</param>
    protected virtual Task LeaveDocumentAsync(CancellationToken late) => Task.CompletedTask;

    private async Task RunAsync(CancellationTokenSource leaving)
    {
        using var ended = leaving;
        Count(+1);
        Exception? fault = null;
        try
        {
            fault = await ExchangeUntilIdleAsync(leaving.Token).ConfigureAwait(false);
            if (fault is null)
                await TryLeaveDocumentAsync().ConfigureAwait(false);
        }
        finally
        {
            Count(-1);
            lock (_lock)
            {
                _isRunning = false;
                _leave = null;
            }
        }

        if (fault is not null)
            Fail(fault);
        else if (MustJoinAgain)
            Wake();
    }

    /// <summary>Exchanges as long as the share is in use. Returns the fault that ended it; null for none.</summary>
    private async Task<Exception?> ExchangeUntilIdleAsync(CancellationToken leaving)
    {
        var (exchangedAt, usedAt) = (Time.GetTimestamp(), Time.GetTimestamp());
        while (true)
        {
            TimeSpan pause;
            try
            {
                using var late = new CancellationTokenSource(MaxExchange, Time);
                pause = TimeSpan.FromSeconds(await ExchangeAsync(late.Token).ConfigureAwait(false) * (0.9 + (0.2 * Random.NextDouble())));
                exchangedAt = Time.GetTimestamp();
            }
            catch (Exception away) when (away is StoreException or OperationCanceledException)
            {
                if (!TryGoOnAlone() && Time.GetElapsedTime(exchangedAt) > MaxAway)
                    return Stopped(away is StoreException ? away : new StoreException($"'{DocumentPath}' could not be changed within {MaxExchange.TotalSeconds:0} s.", away));
                pause = FaultPause;
            }
            catch (UserException damaged)
            {
                return Stopped(damaged);
            }

            await PauseAsync(pause, leaving).ConfigureAwait(false);
            if (IsInUse)
                usedAt = Time.GetTimestamp();
            var mustLeave = leaving.IsCancellationRequested;
            if ((mustLeave || Time.GetElapsedTime(usedAt) >= MaxIdle) && TryStop(mustLeave))
                return null;
        }
    }

    private Exception Stopped(Exception fault)
    {
        TryStop(mustStop: true);
        return fault;
    }

    private async Task TryLeaveDocumentAsync()
    {
        try
        {
            using var late = new CancellationTokenSource(MaxLeaving, Time);
            await LeaveDocumentAsync(late.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is UserException or OperationCanceledException)
        {
            // The share expires by itself, and a store that is away is reported by what else needs it.
        }
    }
}
