using System.Net;
using Microsoft.Extensions.Time.Testing;
using MuBench.Manifests;
using MuBench.Models;
using MuBench.Models.Calls;
using MuBench.Retries;
using MuBench.Throttling;

namespace MuBench.Tests.Models.Generative;

/// <summary>The wait of <c>Retry-After</c> is kept to the second, up to its limit.</summary>
public sealed class RetryAfterTests
{
    private static readonly ThrottleLimits Limits = new() { MaxConcurrency = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1.5", 1.5)]
    [InlineData("7200", 7200)]
    [InlineData("86400", 86_400)]
    [InlineData("1e300", 365 * 86_400)]
    public void Read_Seconds_AreTakenHoweverMany(string value, double seconds) => Assert.Equal(seconds, Read(("Retry-After", value))!.Value.TotalSeconds);

    [Theory]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("soon")]
    public void Read_NoTime_IsNone(string value) => Assert.Null(Read(("Retry-After", value)));

    [Fact]
    public void Read_Date_IsHeldAgainstTheServersClock() => Assert.Equal(
        TimeSpan.FromHours(24), Read(("Date", "Mon, 23 Nov 2026 11:00:00 GMT"), ("Retry-After", "Tue, 24 Nov 2026 11:00:00 GMT")));

    [Fact]
    public void Read_Milliseconds_ComeFirst() => Assert.Equal(TimeSpan.FromMilliseconds(250), Read(("retry-after-ms", "250"), ("Retry-After", "9")));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_AskedToWaitUpToTheBound_IsMadeAgainNotASecondBefore(bool refused)
    {
        var time = new FakeTimeProvider();
        var caller = Caller(time, new RetryOptions());
        var calls = 0;
        var call = caller.CallAsync(
            () => _ => ++calls == 1 ? throw new RefusedException(refused, TimeSpan.FromSeconds(600)) : Task.FromResult("A"),
            1, new ModelProgress("m", 1), Token, Token);

        time.Advance(TimeSpan.FromSeconds(599));
        await Task.Yield();
        Assert.Equal(1, calls);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("A", (await call.WaitAsync(TimeSpan.FromSeconds(60), Token)).Response);
        Assert.Equal(2, calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_AskedToWaitLonger_StopsTheModelAtOnce(bool refused)
    {
        using var breaker = new CircuitBreaker(10);
        var caller = Caller(new FakeTimeProvider(), new RetryOptions(), breaker);

        var result = await caller.CallAsync(
            () => _ => throw new RefusedException(refused, TimeSpan.FromSeconds(601)), 1, new ModelProgress("m", 1), Token, Token).WaitAsync(TimeSpan.FromSeconds(60), Token);

        Assert.Equal(CallFaultKind.Fatal, result.Fault!.Kind);
        Assert.Contains("10.02 min ('Retry-After'), more than the maximum wait of 10 min", result.Fault.Message, StringComparison.Ordinal);
        Assert.Throws<ModelStoppedException>(breaker.ThrowIfOpen);
    }

    private static EndpointCaller<string> Caller(FakeTimeProvider time, RetryOptions retry, CircuitBreaker? breaker = null)
    {
        var throttle = new EndpointThrottle(Limits, TimeSpan.FromSeconds(0.5), time);
        throttle.Join(Limits);
        var protocol = new CallProtocol<string>(exception => exception is RefusedException failed
            ? new CallFault(failed.Kind, "the endpoint is busy.", failed.RetryAfter)
            : new CallFault(CallFaultKind.Fatal, exception.Message), _ => null);
        return new EndpointCaller<string>(protocol, throttle, breaker ?? new CircuitBreaker(10), retry, TimeSpan.FromMinutes(2), time, 1);
    }

    private static TimeSpan? Read(params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return RetryAfter.Read(response.Headers);
    }

    private sealed class RefusedException(bool refused, TimeSpan retryAfter) : Exception
    {
        public CallFaultKind Kind => refused ? CallFaultKind.RateLimited : CallFaultKind.Transient;

        public TimeSpan RetryAfter => retryAfter;
    }
}
