using MuBench.Storage;
using MuBench.Storage.Leases;
using MuBench.Storage.Sharing;

namespace MuBench.Throttling.Fleet;

/// <summary>
/// This process as one of the workers that share an endpoint's limit. It joins with the first question and leaves when no question is left.
/// </summary>
/// <remarks>
/// While the document cannot be changed, this process goes on alone. But where a manifest limits the endpoint, calls start until the grant
/// ends, and none after it; if the store stays away, the waiting questions get its fault.
/// </remarks>
internal sealed class EndpointMember : SharingMember
{
    /// <summary>How often a worker looks whether it exchanges early.</summary>
    private static readonly TimeSpan NewsPause = TimeSpan.FromMilliseconds(500);

    private readonly EndpointThrottle _throttle;
    private readonly ThrottleKey _key;
    private readonly SharedDocument<EndpointDocument> _document;
    private readonly EntryWatch _watch;
    private readonly FleetLaw _law;
    private readonly FleetMembers _members;
    private bool _isAlone;
    private int _aloneExchanges;
    private long? _seatedAt;
    private WorkerReport? _last;

    public EndpointMember(EndpointThrottle throttle, ThrottleKey key, IArtifactStore store, FleetMembers members, TimeProvider time)
        : base(StoreLayout.Endpoint(key.DocumentName), time)
    {
        (_throttle, _key, _members) = (throttle, key, members);
        _document = new SharedDocument<EndpointDocument>(store, DocumentPath, FleetJsonContext.Default.EndpointDocument, time, Random.Next());
        _watch = new EntryWatch(time);
        var process = LeaseHolder.ForThisProcess("");
        _law = new FleetLaw(Id, process.ProcessId, process.Instance);
    }

    /// <inheritdoc/>
    protected override bool IsInUse => _throttle.Use((limit, queued, _) => limit.InFlight > 0 || queued > 0);

    /// <inheritdoc/>
    protected override bool MustJoinAgain => _throttle.Use((_, queued, _) => queued > 0);

    /// <inheritdoc/>
    protected override bool TryGoOnAlone() => _throttle.ContinueWithoutGrant();

    /// <inheritdoc/>
    protected override void Fail(Exception fault) => _throttle.Fail(fault);

    /// <inheritdoc/>
    protected override void Count(int change) => _members.Add(change);

    /// <inheritdoc/>
    protected override async Task PauseAsync(TimeSpan pause, CancellationToken leaving)
    {
        // The next exchange comes early if a call was refused, so that the others slow down sooner.
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

        async Task DelayAsync(TimeSpan time) => await Task.Delay(time, Time, leaving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    protected override async Task<double> ExchangeAsync(CancellationToken late)
    {
        WorkerReport? report = null;
        FleetGrant? grant = null;
        ValidTime asked = default;
        var from = 0.0;
        await _document.ChangeAsync(document =>
        {
            asked = ValidTime.FromNow(Time, TimeSpan.Zero);
            var present = PresentOf(document);
            return _throttle.Use((limit, queued, now) =>
            {
                from = now;
                report = ReportOf(limit, queued, now);
                (var changed, grant) = _law.Exchange(present, report, _watch.IsExpired, Time.GetUtcNow());
                _watch.Keep(changed.Workers.Keys);
                // Others may get what this worker gives up as soon as the document is written.
                limit.Tighten(grant, now);
                _seatedAt = changed.Workers[Id].IsSeated ? _seatedAt ?? Time.GetTimestamp() : null;
                return changed;
            });
        }, readsFirst: !_isAlone, late).ConfigureAwait(false);
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
        SeatedSeconds = _seatedAt is { } at ? Time.GetElapsedTime(at).TotalSeconds : 0,
    };

    /// <inheritdoc/>
    protected override async Task LeaveDocumentAsync(CancellationToken late)
    {
        try
        {
            await _document.ChangeAsync(document => _law.Leave(PresentOf(document), _last!, _watch.IsExpired, Time.GetUtcNow()), readsFirst: !_isAlone, late).ConfigureAwait(false);
        }
        finally
        {
            (_isAlone, _aloneExchanges, _seatedAt) = (false, 0, null);
        }
    }

    /// <inheritdoc/>
    protected override bool TryStop(bool mustStop) => _throttle.Use((limit, queued, now) =>
    {
        if (!mustStop && (limit.InFlight > 0 || queued > 0))
            return false;
        // From now on nothing is admitted.
        _last = ReportOf(limit, queued, now);
        limit.RequireGrant();
        return true;
    });

    private EndpointDocument PresentOf(EndpointDocument? document) =>
        document?.Checked(DocumentPath) ?? new EndpointDocument { Endpoint = _key.Endpoint, Model = _key.Model, ChangedAt = Time.GetUtcNow() };
}
