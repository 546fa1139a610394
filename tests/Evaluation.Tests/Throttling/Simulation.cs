using MuBench.Throttling;

namespace MuBench.Tests.Throttling;

/// <summary>A discrete-event simulation of the control law against an endpoint, with more questions than can ever be asked.</summary>
internal sealed class Simulation(AdaptiveLimit limit, SimulatedEndpoint endpoint)
{
    private readonly PriorityQueue<(AdmittedCall Call, bool Accepted), (double At, long Number)> _responses = new();
    private readonly List<(double At, bool Accepted)> _history = [];
    private double _now;

    /// <summary>Most calls that were in flight at once.</summary>
    public int MaxInFlight { get; private set; }

    /// <summary>Every start, with whether it was accepted, in order.</summary>
    public IReadOnlyList<(double At, bool Accepted)> History => _history;

    /// <summary>Lets a response's headers be seen; called before the end of its call.</summary>
    public Action<AdaptiveLimit, double>? Headers { get; init; }

    /// <summary>Makes a call end otherwise than the endpoint's bucket says, by its number and start.</summary>
    public Func<long, double, CallOutcome?>? Spoil { get; init; }

    /// <summary>Runs until a moment.</summary>
    public void RunUntil(double end)
    {
        while (_now < end)
        {
            var ready = limit.ReadyAt(_now);
            if (ready <= _now)
            {
                Start();
                continue;
            }

            var response = _responses.TryPeek(out _, out var next) ? next.At : double.PositiveInfinity;
            Assert.True(double.IsFinite(Math.Min(ready, response)), "Nothing is in flight and nothing may start: a livelock.");
            _now = Math.Min(Math.Min(ready, response), end);
            if (response <= _now)
                Receive();
        }
    }

    /// <summary>Calls accepted in a stretch of time.</summary>
    public int Accepted(double from, double to) => _history.Count(call => call.Accepted && call.At >= from && call.At < to);

    /// <summary>Calls refused in a stretch of time.</summary>
    public int Refused(double from, double to) => _history.Count(call => !call.Accepted && call.At >= from && call.At < to);

    /// <summary>Seconds after a change until the first three seconds in which at least 0.9 of the capacity is used with few refusals; infinite where there are none.</summary>
    public double Reconverged(double change, double until)
    {
        const double Window = 3;
        for (var at = change; at + Window <= until; at += 0.1)
        {
            var accepted = Accepted(at, at + Window);
            if (accepted >= 0.9 * endpoint.Capacity(at) * Window && Refused(at, at + Window) <= 0.05 * accepted)
                return at - change;
        }

        return double.PositiveInfinity;
    }

    private void Start()
    {
        var call = limit.Start(_now);
        MaxInFlight = Math.Max(MaxInFlight, limit.InFlight);
        var (accepted, seconds) = endpoint.Call(_now);
        _history.Add((_now, accepted));
        _responses.Enqueue((call, accepted), (_now + seconds, call.Number));
    }

    private void Receive()
    {
        var (call, accepted) = _responses.Dequeue();
        Headers?.Invoke(limit, _now);
        var end = Spoil?.Invoke(call.Number, call.StartedAt) ?? (accepted ? CallOutcome.Answered : CallOutcome.RateLimited);
        limit.End(call, end, _now, retryAfter: end == CallOutcome.RateLimited ? endpoint.RetryAfter : null);
    }
}
