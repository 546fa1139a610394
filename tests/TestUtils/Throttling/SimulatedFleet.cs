using MuBench.Manifests;
using MuBench.Throttling;
using MuBench.Throttling.Fleet;

namespace MuBench.TestUtils.Throttling;

/// <summary>
/// A discrete-event simulation of several workers that share one endpoint through one document: with the time that the store
/// takes, conflicts, kills, workers cut off from the store and wall clocks that differ by minutes. The same seed gives the same result.
/// </summary>
internal sealed class SimulatedFleet(SimulatedEndpoint endpoint, int seed)
{
    private enum Kind
    {
        Read,
        Written,
        Start,
        Response,
        Action,
    }

    private readonly PriorityQueue<Event, (double At, long Order)> _events = new();
    private readonly List<(double At, string Worker, bool Accepted)> _calls = [];
    private readonly Random _random = new(seed);
    private readonly List<SimulatedWorker> _workers = [];
    private EndpointDocument? _document;
    private long _version;
    private long _order;
    private double _now;

    /// <summary>Seconds of a reading or writing of the store.</summary>
    public double StoreSeconds { get; init; } = 0.01;

    /// <summary>Whether the store can be reached.</summary>
    public bool IsStoreAway { get; set; }

    public IReadOnlyList<SimulatedWorker> Workers => _workers;

    /// <summary>The start of every call and whether it was accepted, in order.</summary>
    public IReadOnlyList<(double At, string Worker, bool Accepted)> Calls => _calls;

    /// <summary>Number of tries to write, with those that another worker forestalled.</summary>
    public int Writes { get; private set; }

    /// <summary>Number of writes that another worker forestalled.</summary>
    public int Conflicts { get; private set; }

    public EndpointDocument? Document => _document;

    /// <summary>Lets a worker join at a time.</summary>
    public SimulatedWorker Join(double at, ThrottleLimits? limits = null, double questions = double.PositiveInfinity)
    {
        var error = TimeSpan.FromSeconds((_random.NextDouble() - 0.5) * 240);
        var worker = new SimulatedWorker($"worker-{_workers.Count:D3}", limits ?? new ThrottleLimits(), error) { Questions = questions };
        _workers.Add(worker);
        Add(at, new Event(Kind.Read, worker));
        return worker;
    }

    /// <summary>Does something at a time.</summary>
    public void At(double at, Action action) => Add(at, new Event(Kind.Action, null) { Do = action });

    /// <summary>Runs until a time.</summary>
    public void RunUntil(double end)
    {
        while (_events.TryPeek(out _, out var next) && next.At <= end)
        {
            _now = next.At;
            Handle(_events.Dequeue());
        }

        _now = end;
    }

    /// <summary>Number of calls accepted in a period.</summary>
    public int Accepted(double from, double to) => _calls.Count(call => call.Accepted && call.At >= from && call.At < to);

    /// <summary>The share of refused calls in a period.</summary>
    public double RefusedShare(double from, double to)
    {
        var calls = _calls.Where(call => call.At >= from && call.At < to).ToList();
        return calls.Count == 0 ? 0 : calls.Count(call => !call.Accepted) / (double)calls.Count;
    }

    /// <summary>The largest number of calls that started within any minute.</summary>
    public int MaxPerMinute()
    {
        var (max, first) = (0, 0);
        for (var last = 0; last < _calls.Count; last++)
        {
            while (_calls[last].At - _calls[first].At >= 60)
                first++;
            max = Math.Max(max, last - first + 1);
        }

        return max;
    }

    /// <summary>The largest number of calls in flight at once.</summary>
    public int MaxInFlight { get; private set; }

    private void Handle(Event happened)
    {
        var worker = happened.Worker!;
        switch (happened.Kind)
        {
            case Kind.Action:
                happened.Do!();
                break;
            case Kind.Read when worker.IsAlive && (happened.Wake == 0 || happened.Wake == worker.Exchange):
                Read(worker);
                break;
            case Kind.Written when worker.IsAlive:
                Write(worker, happened);
                break;
            case Kind.Start when worker.IsAlive && happened.Wake == worker.Wake:
                Start(worker);
                break;
            case Kind.Response when worker.IsAlive:
                worker.Limit.End(happened.Call, happened.IsAccepted ? CallOutcome.Answered : CallOutcome.RateLimited, _now, retryAfter: happened.IsAccepted ? null : endpoint.RetryAfter);
                if (!happened.IsAccepted && worker.HurriesAt(_now) is { } early)
                    Add(early, new Event(Kind.Read, worker) { Wake = ++worker.Exchange });
                Start(worker);
                break;
        }
    }

    private void Read(SimulatedWorker worker)
    {
        if (IsStoreAway || !worker.IsConnected)
        {
            Add(_now + 1, new Event(Kind.Read, worker));
            return;
        }

        var (document, version) = (_document, _version);
        var read = _now + StoreSeconds;
        Add(read, new Event(Kind.Action, null)
        {
            Do = () =>
            {
                if (worker.IsAlive)
                    Add(_now + StoreSeconds, new Event(Kind.Written, worker) { Document = worker.Compute(document, _now), Version = version });
            },
        });
    }

    private void Write(SimulatedWorker worker, Event happened)
    {
        Writes++;
        if (happened.Version != _version)
        {
            Conflicts++;
            Add(_now + (0.02 * (0.5 + _random.NextDouble())), new Event(Kind.Read, worker));
            return;
        }

        (_document, _version) = (happened.Document, _version + 1);
        worker.Apply(_now);
        Add(_now + (worker.Interval * (0.9 + (0.2 * _random.NextDouble()))), new Event(Kind.Read, worker) { Wake = ++worker.Exchange });
        Start(worker);
    }

    private void Start(SimulatedWorker worker)
    {
        while (worker.Questions > 0)
        {
            var ready = worker.Limit.ReadyAt(_now);
            if (ready > _now)
            {
                if (double.IsFinite(ready))
                    Add(ready, new Event(Kind.Start, worker) { Wake = ++worker.Wake });
                return;
            }

            var call = worker.Limit.Start(_now);
            worker.Questions--;
            var (accepted, seconds) = endpoint.Call(_now);
            if (!accepted)
                worker.Questions++;
            _calls.Add((_now, worker.Id, accepted));
            MaxInFlight = Math.Max(MaxInFlight, _workers.Where(one => one.IsAlive).Sum(one => one.Limit.InFlight));
            Add(_now + seconds, new Event(Kind.Response, worker) { Call = call, IsAccepted = accepted });
        }
    }

    private void Add(double at, Event happens) => _events.Enqueue(happens, (Math.Max(at, _now), _order++));

    private sealed record Event(Kind Kind, SimulatedWorker? Worker)
    {
        public AdmittedCall Call { get; init; }

        public bool IsAccepted { get; init; }

        public EndpointDocument? Document { get; init; }

        public long Version { get; init; }

        public long Wake { get; init; }

        public Action? Do { get; init; }
    }
}
