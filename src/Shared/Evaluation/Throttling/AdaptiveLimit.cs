using MuBench.Manifests;
using MuBench.Throttling.Fleet;

namespace MuBench.Throttling;

/// <summary>
/// The control law of one endpoint: how many calls may be in flight, and when the next one may start. Deterministic:
/// times are seconds on the caller's clock. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// Slow start widens a window of calls in flight. The first refusal (429) turns the reached rate into a pace in calls
/// per second, which is then raised and cut. Hosted providers limit rates: a pace can be 0.4 calls per second, which a
/// window of whole calls cannot express. See <c>docs/throttling.md</c>.
/// </remarks>
internal sealed partial class AdaptiveLimit
{
    private const double FirstTokens = 1500;
    private const double TokensWeight = 0.05;

    private readonly double _firstClosedPause;
    private readonly LatencyWindow _latencies = new();
    private readonly QuotaMirror _requestQuota = new();
    private readonly QuotaMirror _tokenQuota = new();
    private readonly StartMeter _starts = new();
    private ThrottleLimits _limits = new();
    private TokenBucket? _requests;
    private TokenBucket? _tokens;
    private double _tokensPerCall = FirstTokens;
    private double _heldUntil;
    private long _lastCall;
    private long _callsBeforeCut;
    private bool _answeredSinceCut;
    private double _cutAt;
    private double _cutPause;
    private int _closures;

    /// <summary>Creates the law for an unknown endpoint.</summary>
    /// <param name="limits">The manifest's limits.</param>
    /// <param name="firstClosedPause">The first pause in seconds if the endpoint accepts nothing and does not give a waiting time.</param>
    /// <param name="now">The current time.</param>
    public AdaptiveLimit(ThrottleLimits limits, double firstClosedPause, double now)
    {
        _firstClosedPause = firstClosedPause;
        Window = Math.Min(limits.MaxConcurrency ?? ControlConstants.InitialWindow, ControlConstants.MaxInitialWindow);
        Restrict(limits, now);
    }

    /// <summary>Calls in flight.</summary>
    public int InFlight { get; private set; }

    /// <summary>Maximum number of calls in flight.</summary>
    public int Permits => Math.Min(Ceiling, _closures > 0 ? 1 : Math.Max(1, (int)Window));

    /// <summary>Controls the pace of calls.</summary>
    public RateController RateController { get; } = new();

    /// <summary>End of the pause that the endpoint asked for with a refusal.</summary>
    public double PausedUntil { get; private set; }

    private double Window { get; set; }

    /// <summary>Applies other limits; what was learned is kept.</summary>
    public void Restrict(ThrottleLimits limits, double now)
    {
        _limits = limits;
        if (_needsGrant)
            return; // the next grant contains them
        _requests = BucketOf(_requests, limits.RequestsPerMinute is { } requests ? FleetDivision.RequestRate(requests, 1) : null, FleetConstants.RequestBurstSeconds, true, now);
        _tokens = BucketOf(_tokens, limits.TokensPerMinute / 60, 1, true, now);
    }

    /// <summary>
    /// When the next call may start: not later than <paramref name="now"/> if it may start at once, infinite if a call
    /// in flight must end first.
    /// </summary>
    public double ReadyAt(double now)
    {
        RateController.Advance(now);
        if (InFlight >= Permits || MustWaitForGrant(now))
            return double.PositiveInfinity;
        var endpointReady = EndpointReadyAt(now);
        if (RateController.ReadyAt > Math.Max(endpointReady, now))
            RateController.MarkBinding();
        return Math.Max(endpointReady, RateController.ReadyAt);
    }

    /// <summary>As <see cref="ReadyAt"/>, but only by the limits of the endpoint and the manifest, without this law's own caution.</summary>
    public double EndpointReadyAt(double now)
    {
        var ready = Math.Max(PausedUntil, Math.Max(_requestQuota.ReadyAt(1, now), _tokenQuota.ReadyAt(_tokensPerCall, now)));
        if (_requests is not null)
            ready = Math.Max(ready, _requests.ReadyAt(1, now));
        if (_tokens is not null)
            ready = Math.Max(ready, _tokens.ReadyAt(_tokensPerCall, now));
        return ready;
    }

    /// <summary>Admits a call.</summary>
    public AdmittedCall Start(double now)
    {
        InFlight++;
        _starts.Add(now);
        _tally.Started++;
        RateController.Take(now);
        _requests?.Take(1, now);
        _tokens?.Take(_tokensPerCall, now);
        _requestQuota.Take(1);
        _tokenQuota.Take(_tokensPerCall);
        return new AdmittedCall(++_lastCall, now, _tokensPerCall);
    }

    /// <summary>Records the end of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="end">The outcome of the call.</param>
    /// <param name="now">The current time.</param>
    /// <param name="tokens">The tokens that the call used; null if unknown.</param>
    /// <param name="retryAfter">The waiting time in seconds of a refusal; null if it has none.</param>
    public void End(AdmittedCall call, CallOutcome end, double now, double? tokens = null, double? retryAfter = null)
    {
        RateController.Advance(now);
        InFlight--;
        Settle(call, end, now, tokens);
        _tally.Count(call, end);
        switch (end)
        {
            case CallOutcome.Answered:
                Answered(call, now);
                break;
            case CallOutcome.RateLimited:
                Refused(call, now, retryAfter);
                break;
            case CallOutcome.Failed:
                _heldUntil = now + ControlConstants.FailurePauseSeconds;
                RateController.HoldGrowth(_heldUntil);
                break;
            default:
                break;
        }
    }

    /// <summary>Records the limits in a response's headers. The call of the response is still in flight.</summary>
    public void Observe(QuotaReading reading, double now)
    {
        var others = Math.Max(0, InFlight - 1);
        if (reading.Requests is { } requests)
            _requestQuota.Observe(requests, others, now);
        if (reading.Tokens is { } tokens)
            _tokenQuota.Observe(tokens, others * _tokensPerCall, now);
    }

    /// <summary>The 99th percentile of response times in seconds; null if it is not known yet.</summary>
    public double? Latency99() => _latencies.Percentile99();

    private void Settle(AdmittedCall call, CallOutcome end, double now, double? tokens)
    {
        if (tokens is { } took)
            _tokensPerCall += (took - _tokensPerCall) * (_tokensPerCall == FirstTokens ? 1 : TokensWeight);
        // A refused call used no tokens; for a cancelled call the number is unknown.
        var final = tokens ?? (end == CallOutcome.RateLimited ? 0 : call.Tokens);
        _tokens?.Take(final - call.Tokens, now);
    }

    private void Answered(AdmittedCall call, double now)
    {
        _latencies.Add(now - call.StartedAt);
        _closures = 0;
        _answeredSinceCut |= call.Number > _callsBeforeCut;
        if (now < _heldUntil || InFlight + 1 < Permits || (_limits.MaxConcurrency is null && _latencies.IsQueueing))
            return; // no growth: the endpoint has faults, or more calls in flight would not help
        Window = Math.Max(Window, Math.Min(Ceiling, Window + 1));
    }

    private void Refused(AdmittedCall call, double now, double? retryAfter)
    {
        var pause = retryAfter ?? 0;
        if (call.Number > _callsBeforeCut)
        {
            if (!_answeredSinceCut && InFlight == 0)
                pause = Math.Max(pause, ClosedPause(retryAfter));
            else
                Cut(call, now, pause);
        }

        _askedPause = retryAfter ?? 0;
        PausedUntil = Math.Max(PausedUntil, now + pause);
        RateController.HoldGrowth(PausedUntil);
    }

    /// <summary>
    /// The pause if nothing was accepted since the last cut. The rate cannot be the cause, so it is not cut further;
    /// after each pause a single call tests the endpoint.
    /// </summary>
    private double ClosedPause(double? retryAfter)
    {
        _closures++;
        return _closures == 1 && retryAfter is not null ? 0 : Math.Min(_firstClosedPause * Math.Pow(2, _closures - 1), ControlConstants.MaxClosedSeconds);
    }

    private void Cut(AdmittedCall call, double now, double pause)
    {
        var rate = RateController.Rate ?? _starts.Rate(now, _latencies.Mean);
        var share = RateController.Rate is null
            ? ControlConstants.SlowStartCutFactor
            : Math.Clamp(PaceState.Accepted(call.Number - _callsBeforeCut - 1, call.StartedAt - _cutAt, _cutPause, rate) / rate, ControlConstants.MinCutFactor, ControlConstants.MaxCutFactor);
        RateController.Decrease(rate, share, now, pause);
        _cutAt = now;
        _cutPause = pause;
        _callsBeforeCut = _lastCall;
        _answeredSinceCut = false;
    }
}
