using MuBench.Manifests;
using MuBench.Storage.Sharing;
using MuBench.Throttling;
using MuBench.Throttling.Fleet;

namespace MuBench.TestUtils.Throttling;

/// <summary>One worker of a <see cref="SimulatedFleet"/>: the real control law and the real exchange, on the simulation's clock.</summary>
internal sealed class SimulatedWorker
{
    private readonly SimulatedClock _clock;
    private readonly EntryWatch _watch;
    private readonly FleetLaw _law;
    private WorkerReport? _report;
    private FleetGrant? _coming;
    private double _askedAt;
    private double _seatedSince;
    private int _aloneExchanges;
    private bool _hasHurried;

    public SimulatedWorker(string id, ThrottleLimits limits, TimeSpan wallError)
    {
        Id = id;
        _clock = new SimulatedClock(wallError);
        _watch = new EntryWatch(_clock);
        _law = new FleetLaw(id);
        Limit = new AdaptiveLimit(limits, 0.5, 0);
        Limit.RequireGrant();
    }

    public string Id { get; }

    public AdaptiveLimit Limit { get; }

    public bool IsAlive { get; set; } = true;

    /// <summary>Whether it exchanges at all; a worker that is cut off from the store does not.</summary>
    public bool IsConnected { get; set; } = true;

    /// <summary>Questions that it still has; infinite by default.</summary>
    public double Questions { get; set; } = double.PositiveInfinity;

    /// <summary>Number of its latest scheduled start; older ones are void.</summary>
    public long Wake { get; set; }

    /// <summary>Number of its latest scheduled exchange; older ones are void.</summary>
    public long Exchange { get; set; }

    public FleetGrant? Grant { get; private set; }

    public double Interval => Grant?.Interval ?? 1;

    /// <summary>When it exchanges early, because a call was refused; null if it does not.</summary>
    public double? HurriesAt(double now)
    {
        if (_hasHurried || Grant is null or { IsAlone: true } || !Limit.HasNews)
            return null;
        _hasHurried = true;
        return Math.Max(now, _askedAt + Math.Max(FleetConstants.MinInterval, FleetConstants.EarlyPart * Interval));
    }

    /// <summary>Computes the exchange from the document that was read.</summary>
    public EndpointDocument Compute(EndpointDocument? document, double now)
    {
        _clock.Now = now;
        document ??= new EndpointDocument { Endpoint = "simulated", ChangedAt = _clock.GetUtcNow() };
        _askedAt = now;
        _report = Limit.Report(now) with
        {
            Queued = (int)Math.Min(Questions, 128),
            SeatedSeconds = Grant is null ? 0 : now - _seatedSince,
            AloneExchanges = _aloneExchanges,
        };
        var (changed, grant) = _law.Exchange(document, _report, IsExpired, _clock.GetUtcNow());
        _watch.Keep([.. changed.Workers.Keys]);
        if (document.Workers.GetValueOrDefault(Id)?.IsSeated != true && changed.Workers[Id].IsSeated)
            _seatedSince = now;
        _coming = grant;
        Limit.Tighten(grant, now);
        return changed;
    }

    /// <summary>Applies the exchange that was written.</summary>
    public void Apply(double now)
    {
        Grant = _coming!;
        _hasHurried = false;
        _aloneExchanges = Grant.IsAlone ? _aloneExchanges + 1 : 0;
        Limit.Apply(Grant, _report!, _askedAt + Grant.Seconds, now);
    }

    private bool IsExpired(string id, WorkerShare share) => _watch.IsExpired(id, share.Renewals, TimeSpan.FromSeconds(share.Seconds), 0, null);
}
