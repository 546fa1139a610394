using MuBench.Storage;
using MuBench.Storage.Leases;
using MuBench.Storage.Sharing;

namespace MuBench.Throttling.Fleet;

/// <summary>
/// This process as one of the workers that share an endpoint's limit. It joins with the first question, exchanges every
/// few seconds, and leaves when no question is left.
/// </summary>
/// <remarks>
/// While the document cannot be changed, this process goes on alone. But where a manifest limits the endpoint, calls start until the grant
/// ends, and none after it; if the store stays away, the waiting questions get its fault.
/// </remarks>
internal sealed class EndpointMember
{
    /// <summary>Maximum time of one exchange.</summary>
    private static readonly TimeSpan MaxExchange = TimeSpan.FromSeconds(10);

    /// <summary>The pause after a failed exchange.</summary>
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(1);

    /// <summary>How often a worker looks whether it exchanges early.</summary>
    private static readonly TimeSpan NewsPause = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the store may be away before questions that wait for a grant get its fault.</summary>
    private static readonly TimeSpan MaxAway = TimeSpan.FromMinutes(2);

    /// <summary>A process without a question for this long leaves.</summary>
    private static readonly TimeSpan MaxIdle = TimeSpan.FromSeconds(10);

    /// <summary>Maximum time for leaving. After it, the others wait until the share has expired.</summary>
    private static readonly TimeSpan MaxLeaving = TimeSpan.FromSeconds(5);

    private readonly EndpointThrottle _throttle;
    private readonly ThrottleKey _key;
    private readonly StorePath _path;
    private readonly SharedDocument<EndpointDocument> _document;
    private readonly EntryWatch _watch;
    private readonly FleetLaw _law;
    private readonly FleetMembers _members;
    private readonly Random _random;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly string _id = Path.GetFileNameWithoutExtension(Path.GetRandomFileName());
    private Action? _leave;
    private Task _running = Task.CompletedTask;
    private volatile bool _isRunning;
    private bool _isAlone;
    private int _aloneExchanges;
    private long? _seatedAt;
    private WorkerReport? _last;

    public EndpointMember(EndpointThrottle throttle, ThrottleKey key, IArtifactStore store, FleetMembers members, TimeProvider time)
    {
        (_throttle, _key, _members, _time) = (throttle, key, members, time);
        _random = new Random(_id.GetHashCode(StringComparison.Ordinal));
        _path = StoreLayout.Endpoint(key.DocumentName);
        _document = new SharedDocument<EndpointDocument>(store, _path, FleetJsonContext.Default.EndpointDocument, time, _random.Next());
        _watch = new EntryWatch(time);
        var process = LeaseHolder.ForThisProcess("");
        _law = new FleetLaw(_id, process.ProcessId, process.Instance);
    }

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

        await running.WaitAsync(MaxLeaving, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(CancellationTokenSource leaving)
    {
        using var ended = leaving;
        _members.Add(+1);
        Exception? fault = null;
        try
        {
            fault = await ExchangeUntilIdleAsync(leaving.Token).ConfigureAwait(false);
            if (fault is null)
                await LeaveDocumentAsync().ConfigureAwait(false);
        }
        finally
        {
            _members.Add(-1);
            lock (_lock)
            {
                _isRunning = false;
                _leave = null;
            }
        }

        if (fault is not null)
            _throttle.Fail(fault);
        else if (_throttle.Use((_, queued, _) => queued > 0))
            Wake(); // a question came while the process left
    }

    /// <summary>Exchanges as long as there are questions. Returns the fault that ended it; null for none.</summary>
    private async Task<Exception?> ExchangeUntilIdleAsync(CancellationToken leaving)
    {
        var (exchangedAt, usedAt) = (_time.GetTimestamp(), _time.GetTimestamp());
        while (true)
        {
            TimeSpan pause;
            try
            {
                pause = TimeSpan.FromSeconds(await ExchangeAsync().ConfigureAwait(false) * (0.9 + (0.2 * _random.NextDouble())));
                exchangedAt = _time.GetTimestamp();
            }
            catch (Exception away) when (away is StoreException or OperationCanceledException)
            {
                if (!_throttle.ContinueWithoutGrant() && _time.GetElapsedTime(exchangedAt) > MaxAway)
                    return Stop(away is StoreException ? away : new StoreException($"'{_path}' could not be changed within {MaxExchange.TotalSeconds:0} s.", away));
                pause = FaultPause;
            }
            catch (UserException damaged)
            {
                return Stop(damaged);
            }

            await PauseAsync(pause, leaving).ConfigureAwait(false);
            if (_throttle.Use((limit, queued, _) => limit.InFlight > 0 || queued > 0))
                usedAt = _time.GetTimestamp();
            var mustLeave = leaving.IsCancellationRequested;
            if ((mustLeave || _time.GetElapsedTime(usedAt) >= MaxIdle) && TryStop(mustLeave))
                return null;
        }
    }

    /// <summary>Waits until the next exchange. It comes early if a call was refused, so that the others slow down sooner.</summary>
    private async Task PauseAsync(TimeSpan pause, CancellationToken leaving)
    {
        var left = pause;
        var early = TimeSpan.FromSeconds(Math.Max(FleetConstants.MinInterval, FleetConstants.EarlyPart * pause.TotalSeconds));
        if (!_isAlone && early < pause)
        {
            await DelayAsync(early).ConfigureAwait(false);
            for (left -= early; left > NewsPause && !leaving.IsCancellationRequested; left -= NewsPause)
            {
                if (_throttle.Use((limit, _, _) => limit.HasNews))
                    return;
                await DelayAsync(NewsPause).ConfigureAwait(false);
            }
        }

        await DelayAsync(left).ConfigureAwait(false);

        async Task DelayAsync(TimeSpan time) => await Task.Delay(time, _time, leaving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<double> ExchangeAsync()
    {
        using var late = new CancellationTokenSource(MaxExchange, _time);
        WorkerReport? report = null;
        FleetGrant? grant = null;
        ValidTime asked = default;
        var from = 0.0;
        await _document.ChangeAsync(document =>
        {
            asked = ValidTime.FromNow(_time, TimeSpan.Zero);
            var present = document?.Checked(_path) ?? new EndpointDocument { Endpoint = _key.Endpoint, Model = _key.Model, ChangedAt = _time.GetUtcNow() };
            return _throttle.Use((limit, queued, now) =>
            {
                from = now;
                report = ReportOf(limit, queued, now);
                (var changed, grant) = _law.Exchange(present, report, IsExpired, _time.GetUtcNow());
                _watch.Keep(changed.Workers.Keys);
                // Others may get what this worker gives up as soon as the document is written.
                limit.Tighten(grant, now);
                _seatedAt = changed.Workers[_id].IsSeated ? _seatedAt ?? _time.GetTimestamp() : null;
                return changed;
            });
        }, readsFirst: !_isAlone, late.Token).ConfigureAwait(false);
        _isAlone = grant!.IsAlone;
        _aloneExchanges = _isAlone ? _aloneExchanges + 1 : 0;
        _throttle.Apply(grant, report!, from, asked.With(TimeSpan.FromSeconds(grant.Seconds)));
        return grant.Interval;
    }

    private WorkerReport ReportOf(AdaptiveLimit limit, int queued, double now) => limit.Report(now) with
    {
        Queued = queued,
        AloneExchanges = _aloneExchanges,
        Endpoints = _members.Count,
        SeatedSeconds = _seatedAt is { } at ? _time.GetElapsedTime(at).TotalSeconds : 0,
    };

    private async Task LeaveDocumentAsync()
    {
        try
        {
            using var late = new CancellationTokenSource(MaxLeaving, _time);
            await _document.ChangeAsync(document =>
            {
                var present = document?.Checked(_path) ?? new EndpointDocument { Endpoint = _key.Endpoint, Model = _key.Model, ChangedAt = _time.GetUtcNow() };
                return _law.Leave(present, _last!, IsExpired, _time.GetUtcNow());
            }, readsFirst: !_isAlone, late.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is UserException or OperationCanceledException)
        {
            // The share expires by itself, and a store that is away is reported by what else needs it.
        }

        (_isAlone, _aloneExchanges, _seatedAt) = (false, 0, null);
    }

    /// <summary>Admits nothing from now on, if no question is left or no model uses the throttle any more.</summary>
    private bool TryStop(bool mustLeave) => _throttle.Use((limit, queued, now) =>
    {
        if (!mustLeave && (limit.InFlight > 0 || queued > 0))
            return false;
        _last = ReportOf(limit, queued, now);
        limit.RequireGrant();
        return true;
    });

    private Exception Stop(Exception fault) => _throttle.Use((limit, _, _) =>
    {
        limit.RequireGrant();
        return fault;
    });

    private bool IsExpired(string id, WorkerShare share) =>
        _watch.IsExpired(id, share.Renewals, TimeSpan.FromSeconds(share.Seconds), share.Process, share.Instance);
}
