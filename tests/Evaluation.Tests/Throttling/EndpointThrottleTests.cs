using Microsoft.Extensions.Time.Testing;
using MuBench.Manifests;
using MuBench.Retries;
using MuBench.Throttling;

namespace MuBench.Tests.Throttling;

public sealed class EndpointThrottleTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ModelProgress _progress = new("m", 10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_PastTheBound_WaitsForALeaver()
    {
        var throttle = Throttle(1);
        var first = await EnterAsync(throttle);

        var second = EnterAsync(throttle);
        Assert.False(second.IsCompleted);
        first.Release(CallOutcome.Answered);
        await second;

        Assert.Equal(1, _progress.InFlight);
    }

    [Fact]
    public async Task Enter_Several_AreLetThroughInTheOrderOfTheirFirstArrival()
    {
        var throttle = Throttle(1);
        var refusedTurn = throttle.NextArrival();
        var refused = await throttle.EnterAsync(refusedTurn, _progress, Token);
        var waiting = Enumerable.Range(0, 20).Select(_ => EnterAsync(throttle)).ToList();
        refused.Release(CallOutcome.RateLimited, retryAfter: TimeSpan.FromSeconds(5));
        var again = throttle.EnterAsync(refusedTurn, _progress, Token).AsTask();
        _time.Advance(TimeSpan.FromSeconds(6));

        (await again).Release(CallOutcome.Answered);
        foreach (var next in waiting)
        {
            Assert.All(waiting.SkipWhile(task => task != next).Skip(1), later => Assert.False(later.IsCompleted));
            (await next).Release(CallOutcome.Answered);
        }
    }

    [Fact]
    public async Task Enter_WhileLeftAlone_TakesNoSlotAndShowsUntilWhen()
    {
        var throttle = Throttle(2);
        (await EnterAsync(throttle)).Release(CallOutcome.RateLimited, retryAfter: TimeSpan.FromSeconds(10));
        var until = _time.GetUtcNow().AddSeconds(10);

        var entering = EnterAsync(throttle);
        Assert.Equal((0, 1), (_progress.InFlight, _progress.Waiting));
        Assert.Equal(until, _progress.WaitingUntil!.Value, TimeSpan.FromMilliseconds(2));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(entering.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        await entering;

        Assert.Equal((1, 0), (_progress.InFlight, _progress.Waiting));
    }

    [Fact]
    public async Task Refusal_WhileOthersQueue_HoldsAndShowsThemToo()
    {
        var throttle = Throttle(1);
        var first = await EnterAsync(throttle);
        var second = EnterAsync(throttle);
        Assert.Equal(0, _progress.Waiting);

        first.Release(CallOutcome.RateLimited, retryAfter: TimeSpan.FromSeconds(10));
        Assert.Equal(1, _progress.Waiting);
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(11));
        await second;

        Assert.Equal(0, _progress.Waiting);
    }

    [Fact]
    public async Task Enter_Cancelled_LeavesNothingBehind()
    {
        var throttle = Throttle(1);
        (await EnterAsync(throttle)).Release(CallOutcome.RateLimited, retryAfter: TimeSpan.FromMinutes(1));
        using var cancel = new CancellationTokenSource();

        var entering = throttle.EnterAsync(throttle.NextArrival(), _progress, cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entering);
        Assert.Equal((0, 0), (_progress.InFlight, _progress.Waiting));
    }

    [Fact]
    public async Task Leave_AfterACancellation_GivesTheSlotToNobodyWhoWasCancelled()
    {
        var throttle = Throttle(1);
        var first = await EnterAsync(throttle);
        using var cancel = new CancellationTokenSource();
        var cancelled = Enumerable.Range(0, 100).Select(_ => throttle.EnterAsync(throttle.NextArrival(), _progress, cancel.Token).AsTask()).ToList();
        var other = EnterAsync(throttle);

        await cancel.CancelAsync();
        first.Release(CallOutcome.Answered);
        await other;

        foreach (var task in cancelled)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.Equal(1, _progress.InFlight);
    }

    [Fact]
    public async Task Join_OfTheSameEndpointModelAndKey_SharesOneThrottleUnderTheStricterLimits()
    {
        var throttles = new EndpointThrottles();
        var model = new ModelManifest { Id = "a", Kind = "openai", Endpoint = new Uri("http://127.0.0.1:1/v1"), Model = "x", ApiKeySecret = "k", MaxConcurrency = 5 };
        await using var first = throttles.Join(model, new RetryOptions(), null, _time);
        await using var other = throttles.Join(model with { Model = "y" }, new RetryOptions(), null, _time);
        Assert.NotSame(first.Throttle, other.Throttle);

        await using (var second = throttles.Join(model with { Id = "b", MaxConcurrency = 1 }, new RetryOptions(), null, _time))
        {
            Assert.Same(first.Throttle, second.Throttle);
            await EnterAsync(first.Throttle);
            Assert.False(EnterAsync(first.Throttle).IsCompleted);
        }

        await EnterAsync(first.Throttle); // the model with the stricter limit has left
        Assert.Equal(3, _progress.InFlight);
    }

    [Fact]
    public async Task Pace_AfterARefusal_IsKeptByTheClock()
    {
        var throttle = Throttle(8);
        var calls = new List<ThrottlePermit>();
        for (var call = 0; call < 8; call++)
            calls.Add(await EnterAsync(throttle));
        calls[0].Release(CallOutcome.Answered);
        calls[1].Release(CallOutcome.RateLimited); // 8 starts within a tenth of a second, halved: 40 per second
        foreach (var call in calls.Skip(2))
            call.Release(CallOutcome.RateLimited);
        var waiting = Enumerable.Range(0, 8).Select(_ => EnterAsync(throttle)).ToList();

        for (var step = 0; step < 100; step++)
            _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.InRange(_progress.InFlight, 3, 6);
        Assert.Equal(8, waiting.Count);
    }

    private EndpointThrottle Throttle(int bound)
    {
        var limits = new ThrottleLimits { MaxConcurrency = bound };
        var throttle = new EndpointThrottle(limits, TimeSpan.FromSeconds(0.5), _time);
        throttle.Join(limits);
        return throttle;
    }

    private Task<ThrottlePermit> EnterAsync(EndpointThrottle throttle) => throttle.EnterAsync(throttle.NextArrival(), _progress, Token).AsTask();
}
