using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Throttling;

namespace MuBench.Tests.Models.Calls;

/// <summary>Hedged requests at the end of a run: when a second request is made, and which response counts.</summary>
public sealed class HedgedCallTests
{
    private const int Before = 30;

    private static readonly ThrottleLimits Limits = new() { MaxConcurrency = 2 };

    private readonly CountingTime _time = new();
    private readonly EndpointThrottle _throttle;
    private readonly ModelProgress _progress = new("m", Before + 1);
    private readonly List<Request> _requests = [];
    private bool _isAffordable = true;

    public HedgedCallTests()
    {
        _throttle = new EndpointThrottle(Limits, TimeSpan.FromSeconds(0.5), _time);
        _throttle.Join(Limits);
    }

    private IReadOnlyList<Request> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Straggler_AtTheEnd_IsAskedOnceMoreAndTheFasterAnswerCounts()
    {
        await RespondToOthersAsync(TimeSpan.FromSeconds(1));
        var call = Start();

        Pass(TimeSpan.FromSeconds(3.9), requests: 1);
        Pass(TimeSpan.FromSeconds(0.2), requests: 2);
        Pass(TimeSpan.FromSeconds(60), requests: 2);
        Requests[1].Answer.SetResult(Answered);
        var result = await call;

        Assert.Equal(2, Requests.Count);
        Assert.True(Requests[0].Abandoned.IsCancellationRequested);
        Assert.True(result.Winner.IsHedged);
        Assert.Null(result.First);
        Assert.NotNull(result.Second);
        Assert.NotNull(result.SecondPermit);
    }

    [Fact]
    public async Task Straggler_ThatIsFasterAfterAll_Counts()
    {
        await RespondToOthersAsync(TimeSpan.FromSeconds(1));
        var call = Start();
        Pass(TimeSpan.FromSeconds(4.1), requests: 2);

        Requests[0].Answer.SetResult(Answered);
        var result = await call;

        Assert.True(Requests[1].Abandoned.IsCancellationRequested);
        Assert.NotNull(result.First);
        Assert.Null(result.Second);
    }

    [Fact]
    public async Task Race_FirstToEndFailed_WaitsForTheOther()
    {
        await RespondToOthersAsync(TimeSpan.FromSeconds(1));
        var call = Start();
        Pass(TimeSpan.FromSeconds(4.1), requests: 2);

        Requests[0].Answer.SetResult(new CallResult<ChatResponse>(null, new CallFault(CallFaultKind.Transient, "gone"), 1, 1));
        await Task.Yield();
        Assert.False(call.IsCompleted);
        Requests[1].Answer.SetResult(Answered);

        Assert.Null((await call).Winner.Fault);
    }

    [Fact]
    public async Task Straggler_WithQuestionsStillUnasked_IsLeftAlone()
    {
        await RespondToOthersAsync(TimeSpan.FromSeconds(1), Before - 1);
        var call = Start();

        Pass(TimeSpan.FromMinutes(10), requests: 1);
        Requests[0].Answer.SetResult(Answered);

        Assert.False((await call).Winner.IsHedged);
        Assert.Single(Requests);
    }

    [Fact]
    public async Task Straggler_OfFastAnswers_HasTwoSecondsAtLeast()
    {
        await RespondToOthersAsync(TimeSpan.FromMilliseconds(5));
        var call = Start();

        Pass(TimeSpan.FromSeconds(1.9), requests: 1);
        Pass(TimeSpan.FromSeconds(0.2), requests: 2);
        Requests[0].Answer.SetResult(Answered);

        Assert.True((await call).Winner.IsHedged);
    }

    [Fact]
    public async Task Straggler_WhileDraining_IsNotAskedAgain()
    {
        await RespondToOthersAsync(TimeSpan.FromSeconds(1));
        using var draining = new CancellationTokenSource();
        var call = Start(draining);
        await draining.CancelAsync();

        Pass(TimeSpan.FromMinutes(1), requests: 1);
        Requests[0].Answer.SetResult(Answered);

        Assert.False((await call).Winner.IsHedged);
    }

    [Fact]
    public async Task Straggler_WithoutMoneyForASecondBill_IsNotAskedAgainAndItsSlotIsFree()
    {
        _isAffordable = false;
        await RespondToOthersAsync(TimeSpan.FromSeconds(1));
        var call = Start();

        Pass(TimeSpan.FromMinutes(1), requests: 1);
        Requests[0].Answer.SetResult(Answered);

        Assert.False((await call).Winner.IsHedged);
        Assert.Equal(0, _progress.InFlight); // the caller releases the permit of the first request
    }

    private static CallResult<ChatResponse> Answered => new(new ChatResponse(), null, 1, 1);

    private async Task RespondToOthersAsync(TimeSpan latency, int count = Before)
    {
        for (var call = 0; call < count; call++)
        {
            var slot = await _throttle.EnterAsync(_throttle.NextArrival(), _progress, Token);
            _progress.AddAsked(1);
            _time.Advance(latency);
            slot.Release(CallOutcome.Answered);
        }
    }

    private Task<HedgedResult<ChatResponse>> Start(CancellationTokenSource? draining = null)
    {
        var call = new HedgedCall<ChatResponse>(_throttle, _time).RunAsync(SendAsync, () => _isAffordable ? SendAsync : null, _throttle.NextArrival(), _progress, draining?.Token ?? CancellationToken.None, Token);
        _progress.AddAsked(1);
        return call;
    }

    private async Task<CallResult<ChatResponse>> SendAsync(CancellationToken cancellationToken)
    {
        var request = new Request(new TaskCompletionSource<CallResult<ChatResponse>>(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        lock (_requests)
            _requests.Add(request);
        return await request.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Advances the clock once the timer of the slow request is set, and waits for the requests that must follow.</summary>
    private void Pass(TimeSpan time, int requests)
    {
        if (_progress.AllAsked.IsCompleted)
            WaitUntil(() => _time.Timers > 1); // the first timer is the throttle's
        _time.Advance(time);
        WaitUntil(() => Requests.Count >= requests);
        Assert.Equal(requests, Requests.Count);
    }

    private static void WaitUntil(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(60)));

    private sealed class CountingTime : FakeTimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }
    }

    private sealed record Request(TaskCompletionSource<CallResult<ChatResponse>> Answer, CancellationToken Abandoned);
}
