using System.Net.Http.Headers;
using MuBench.Manifests;

namespace MuBench.Throttling;

/// <summary>
/// Admits calls to one endpoint as fast as it accepts them: a queue in order of arrival, controlled by the control law.
/// A waiting question holds no permit.
/// </summary>
/// <remarks>One instance per (endpoint, model, key) in a process, shared by all models and shards in evaluation.</remarks>
internal sealed partial class EndpointThrottle
{
    /// <summary>Shorter waits are normal pacing and are not shown.</summary>
    private static readonly TimeSpan ShownWait = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly AdaptiveLimit _limit;
    private readonly ITimer _timer;
    private readonly LinkedList<ThrottleWaiter> _queue = new();
    private readonly List<ThrottleLease> _leases = [];
    private long _lastArrival;
    private double _shownUntil;

    public EndpointThrottle(ThrottleLimits limits, TimeSpan firstClosedPause, TimeProvider time)
    {
        _time = time;
        _origin = time.GetTimestamp();
        _limit = new AdaptiveLimit(limits, firstClosedPause.TotalSeconds, 0);
        _timer = time.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private double Now => _time.GetElapsedTime(_origin).TotalSeconds;

    /// <summary>Adds a model and applies its limits together with those of the others.</summary>
    public ThrottleLease Join(ThrottleLimits limits)
    {
        var lease = new ThrottleLease(this, limits);
        lock (_lock)
        {
            _leases.Add(lease);
            Restrict();
        }

        return lease;
    }

    /// <summary>Removes a model. With the last one, what this process holds of a shared limit is given back.</summary>
    public async ValueTask ReleaseAsync(ThrottleLease lease)
    {
        bool isLast;
        lock (_lock)
        {
            isLast = _leases.Remove(lease) && _leases.Count == 0;
            if (_leases.Count > 0)
                Restrict();
            Admit();
        }

        if (isLast && _member is { } member)
            await member.LeaveAsync().ConfigureAwait(false);
    }

    /// <summary>Gives a question its position in the order of arrival, which it keeps through all its attempts.</summary>
    public long NextArrival() => Interlocked.Increment(ref _lastArrival);

    /// <summary>Waits for a permit. No permit is granted at or after a cancellation.</summary>
    public async ValueTask<ThrottlePermit> EnterAsync(long turn, ModelProgress progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new ThrottleWaiter(turn, progress);
        lock (_lock)
        {
            Enqueue(waiter);
            Admit();
        }

        _member?.Wake();

        ThrottlePermit permit;
        var registration = cancellationToken.UnsafeRegister(static (state, token) =>
        {
            var (throttle, waiter) = ((EndpointThrottle, ThrottleWaiter))state!;
            throttle.Withdraw(waiter, token);
        }, (this, waiter));
        await using (registration.ConfigureAwait(false))
            permit = await waiter.Granted.Task.ConfigureAwait(false);
        if (!cancellationToken.IsCancellationRequested)
            return permit;
        permit.Release(CallOutcome.Other);
        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Marks the start of a permit's call: the time before it is not the endpoint's latency.</summary>
    public ThrottlePermit Begin(ThrottlePermit permit) => permit with { Call = permit.Call with { StartedAt = Now } };

    /// <summary>Releases a permit.</summary>
    public void Release(ThrottlePermit permit, CallOutcome end, double? tokens, TimeSpan? retryAfter)
    {
        permit.Progress.AddInFlight(-1);
        lock (_lock)
        {
            _limit.End(permit.Call, end, Now, tokens, retryAfter?.TotalSeconds);
            Admit();
        }
    }

    /// <summary>Records the limits in a response's headers.</summary>
    public void Observe(HttpResponseHeaders headers)
    {
        if (QuotaHeaders.Read(headers, _time.GetUtcNow()) is not { } reading)
            return;
        lock (_lock)
            _limit.Observe(reading, Now);
    }

    /// <summary>The 99th percentile of response times; null if it is not known yet.</summary>
    public TimeSpan? Latency99()
    {
        lock (_lock)
            return _limit.Latency99() is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>The current values of the throttle; null if no model uses it.</summary>
    public ThrottleReading? Read()
    {
        lock (_lock)
            return _leases.Count == 0 ? null : new ThrottleReading(_limit.InFlight, _limit.Permits, _limit.RateController.Rate, _queue.Count);
    }

    private void Restrict() => _limit.Restrict(_leases.Select(lease => lease.Limits).Aggregate(ThrottleLimits.Strictest), Now);

    private void Pump()
    {
        lock (_lock)
            Admit();
    }

    private void Enqueue(ThrottleWaiter waiter)
    {
        // A new question goes to the end. A question that is asked again is older than almost all waiting ones.
        var node = _queue.Last is { } last && last.Value.Arrival < waiter.Arrival ? null : _queue.First;
        while (node is not null && node.Value.Arrival < waiter.Arrival)
            node = node.Next;
        waiter.Node = node is null ? _queue.AddLast(waiter) : _queue.AddBefore(node, waiter);
        waiter.ShowWaiting(Now < _shownUntil);
    }

    private void Withdraw(ThrottleWaiter waiter, CancellationToken token)
    {
        lock (_lock)
        {
            if (waiter.Node is not { List: not null } node)
                return; // It has its permit already, and releases it itself.
            _queue.Remove(node);
            waiter.ShowWaiting(false);
        }

        waiter.Granted.TrySetCanceled(token);
    }

    private void Admit()
    {
        if (_limit.IsStrict && _granted is { } granted && !granted.IsValid(_time))
            return; // the machine slept, or the store is away
        while (_queue.First is { } first)
        {
            var now = Now;
            var ready = _limit.ReadyAt(now);
            if (ready > now)
            {
                Await(ready, now);
                return;
            }

            _queue.RemoveFirst();
            first.Value.ShowWaiting(false);
            first.Value.Progress.AddInFlight(+1);
            first.Value.Granted.SetResult(new ThrottlePermit(this, _limit.Start(now), first.Value.Progress));
        }
    }

    private void Await(double ready, double now)
    {
        ShowWait(_limit.EndpointReadyAt(now), now);
        if (double.IsFinite(ready))
            // Rounded up: a timer that fires slightly early would cause a busy loop.
            _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((ready - now) * 1000))), Timeout.InfiniteTimeSpan);
    }

    private void ShowWait(double until, double now)
    {
        var waits = until - now > ShownWait.TotalSeconds;
        if (!waits && now < _shownUntil)
            return; // the rest of a wait that is already shown
        if (waits && until <= _shownUntil || !waits && _shownUntil == 0)
            return;
        _shownUntil = waits ? until : 0;
        var moment = _time.GetUtcNow() + TimeSpan.FromSeconds(until - now);
        foreach (var waiter in _queue)
        {
            waiter.ShowWaiting(waits);
            if (waits)
                waiter.Progress.PauseUntil(moment);
        }
    }
}
