using MuBench.TestUtils.Throttling;
using MuBench.Throttling;

namespace MuBench.Tests.Throttling;

/// <summary>A discrete-event simulation of the control law with an endpoint and an unlimited number of questions.</summary>
internal sealed class Simulation(AdaptiveLimit limit, SimulatedEndpoint endpoint)
{
    private readonly PriorityQueue<(AdmittedCall Call, bool Accepted), (double At, long Number)> _responses = new();
    private readonly List<(double At, bool Accepted)> _history = [];
    private double _now;

    /// <summary>The largest number of calls in flight.</summary>
    public int MaxInFlight { get; private set; }

    /// <summary>The start time of every call and whether it was accepted, in order.</summary>
    public IReadOnlyList<(double At, bool Accepted)> History => _history;

    /// <summary>Passes a response's headers to the limit, before the end of its call; null for no headers.</summary>
    public Action<AdaptiveLimit, double>? Headers { get; init; }

    /// <summary>Changes the outcome of a call, by its number and start time; null to leave it.</summary>
    public Func<long, double, CallOutcome?>? Spoil { get; init; }

    /// <summary>Runs until a time.</summary>
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

    /// <summary>Number of calls accepted in a period.</summary>
    public int Accepted(double from, double to) => _history.Count(call => call.Accepted && call.At >= from && call.At < to);

    /// <summary>Number of calls refused in a period.</summary>
    public int Refused(double from, double to) => _history.Count(call => !call.Accepted && call.At >= from && call.At < to);

    /// <summary>
    /// Seconds from a change to the first period of three seconds in which at least 0.9 of the capacity is used with few refusals; infinite if
    /// there is none.
    /// </summary>
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
