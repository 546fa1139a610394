using MuBench.Throttling.Fleet;

namespace MuBench.Throttling;

/// <content>The control law of one worker of several: it decides within what it is granted of the endpoint's limit.</content>
internal sealed partial class AdaptiveLimit
{
    private FleetGrant? _grant;
    private double _grantedUntil = double.PositiveInfinity;
    private GrantTally _tally;
    private bool _needsGrant;
    private bool _isJoining;
    private bool _isWithoutGrant;
    private double _reportedAt;
    private double _askedPause;

    private int Ceiling => _grant?.Slots ?? _limits.Ceiling;

    private bool IsShared => _grant is { IsAlone: false };

    /// <summary>
    /// Whether nothing may start after the end of a grant, because a manifest limits the endpoint. A limit that was only learned needs no such rule: what
    /// is refused slows this process down in any case.
    /// </summary>
    public bool IsStrict => _limits.IsAny || _grant is { IsStrict: true };

    /// <summary>Whether a call was refused that the other workers do not know of.</summary>
    public bool HasNews => _tally.Refused > 0;

    private bool MustWaitForGrant(double now) => !_isWithoutGrant && (_isJoining || (IsStrict && now >= _grantedUntil));

    /// <summary>Admits nothing until a grant is applied, and then only within grants.</summary>
    public void RequireGrant()
    {
        (_needsGrant, _isJoining, _isWithoutGrant, _grantedUntil) = (true, true, false, double.NegativeInfinity);
        (_requests, _tokens) = (null, null);
    }

    /// <summary>Continues without a grant while the store is away, if no manifest limits the endpoint: at the present pace, which this law controls from now on.</summary>
    /// <returns>Whether this process may continue.</returns>
    public bool ContinueWithoutGrant(double now)
    {
        if (!IsStrict && !_isWithoutGrant)
            RateController.Restore(RateController.State, now);
        return _isWithoutGrant = !IsStrict;
    }

    /// <summary>What was seen since the last grant.</summary>
    public WorkerReport Report(double now)
    {
        RateController.Advance(now);
        _reportedAt = now;
        return new WorkerReport
        {
            Seconds = _isJoining ? 0 : now - _tally.Since,
            Limits = _limits,
            InFlight = InFlight,
            Started = _tally.Started,
            Cuts = _tally.Cuts,
            Accepted = _tally.Accepted,
            Refused = _tally.Refused,
            AcceptedAfterRefusal = _tally.AcceptedAfterRefusal,
            RefusedAfterRefusal = _tally.RefusedAfterRefusal,
            HasFailures = _tally.HasFailures,
            IsClosed = _closures > 0,
            AskedPause = _tally.Refused > 0 ? _askedPause : 0,
            PausedSeconds = _tally.Refused > 0 ? Math.Max(0, PausedUntil - now) : 0,
            IsPaceBound = RateController.HasBound,
            WindowGrowth = IsShared && !_isJoining ? Math.Max(0, Window - _tally.Window) : 0,
            Own = !_isJoining && _grant is { IsAlone: true } ? Learned(now) : null,
            FastestSeconds = _latencies.Fastest,
            IsQueueing = _latencies.IsQueueing,
        };
    }

    /// <summary>Applies what a coming grant takes away, before other workers can get it.</summary>
    public void Tighten(FleetGrant grant, double now)
    {
        if (_isJoining)
            return;
        var (requests, tokens) = (Smaller(_grant!.Requests, grant.Requests), Smaller(_grant.Tokens, grant.Tokens));
        _grant = _grant! with { Slots = Math.Min(_grant.Slots, grant.Slots), Requests = requests, Tokens = tokens };
        Refill(_grant, isFresh: false, now);
    }

    /// <summary>Applies a grant.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="report">The report that it answers.</param>
    /// <param name="until">Its end.</param>
    /// <param name="now">The current time.</param>
    public void Apply(FleetGrant grant, WorkerReport report, double until, double now)
    {
        if (grant.Learned.Cuts > _tally.Cuts && IsShared)
            _callsBeforeCut = _lastCall;
        Refill(grant, grant.IsFresh && _isJoining, now);
        if (!grant.IsAlone)
            RateController.Grant(grant.Pace, now);
        else if (IsShared || (_isJoining && RateController.Rate is null))
            RateController.Restore(new PaceState(grant.Learned.Pace, grant.Learned.RefusedPace, grant.Learned.Climb, grant.Learned.ProbeStep), now);
        if (grant.Window is { } window)
            Window = grant.IsAlone ? Math.Max(window, Window) : window;
        if (!grant.IsAlone && grant.Learned.FastestSeconds is { } fastest)
            _latencies.Compare(fastest);
        PausedUntil = Math.Max(PausedUntil, now + grant.Learned.PausedSeconds);
        _tally = _tally.After(report, grant, Window, _lastCall, _reportedAt);
        RateController.HasBound = false;
        (_grant, _grantedUntil, _isJoining, _isWithoutGrant) = (grant, until, false, false);
    }

    private LearnedLimit Learned(double now) => _grant!.Learned with
    {
        Window = Window,
        Pace = RateController.State.Rate,
        RefusedPace = RateController.State.RefusedRate,
        Climb = RateController.State.Climb,
        ProbeStep = RateController.State.ProbeStep,
        AcceptedSinceCut = Math.Max(0, _lastCall - _callsBeforeCut - InFlight),
        SecondsSinceCut = now - _cutAt,
        CutPause = _cutPause,
        AskedPause = _askedPause,
        HoldSeconds = 0,
        PausedSeconds = Math.Max(0, PausedUntil - now),
        FastestSeconds = _latencies.Fastest,
    };

    private void Refill(FleetGrant grant, bool isFresh, double now)
    {
        _requests = BucketOf(_requests, grant.Requests, FleetConstants.RequestBurstSeconds, isFresh, now);
        _tokens = BucketOf(_tokens, grant.Tokens, 1, isFresh, now);
    }

    private TokenBucket? BucketOf(TokenBucket? bucket, double? perSecond, double burstSeconds, bool isFull, double now)
    {
        if (perSecond is not { } amount)
            return null;
        if (bucket is null)
            return new TokenBucket(amount, burstSeconds, isFull, now);
        bucket.Refill(amount, _grantedUntil, now);
        return bucket;
    }

    private static double? Smaller(double? a, double? b) => a is { } x && b is { } y ? Math.Min(x, y) : a ?? b;
}
