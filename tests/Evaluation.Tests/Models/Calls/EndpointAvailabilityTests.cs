using Microsoft.Extensions.Time.Testing;
using MuBench.Models.Calls;
using MuBench.Retries;
using MuBench.Throttling;

namespace MuBench.Tests.Models.Calls;

/// <summary>Which answers show that an endpoint can be reached although a question failed.</summary>
public sealed class EndpointAvailabilityTests : IDisposable
{
    private static readonly CallFault Unavailable = new(CallFaultKind.Transient, "HTTP 503") { IsUnreachable = true };

    private readonly CircuitBreaker _breaker = new(10);
    private readonly EndpointAvailability _availability;
    private readonly ModelProgress _progress = new("m", 2);

    public EndpointAvailabilityTests() =>
        _availability = new EndpointAvailability(new EndpointPatience(new RetryOptions(), null, 4), _breaker, new FakeTimeProvider());

    public void Dispose() => _breaker.Dispose();

    [Fact]
    public void Count_AnswerOfACallThatBeganBeforeTheFault_TheQuestionWaits()
    {
        var (early, failing) = (new QuestionTrouble(_progress), new QuestionTrouble(_progress));
        Assert.True(_availability.TryBegin(early));
        Assert.True(_availability.TryBegin(failing));

        Assert.False(_availability.Count(failing, Unavailable, isLast: false));
        Assert.False(_availability.Count(early, null, isLast: false));
        Assert.True(_availability.TryBegin(failing));
        Assert.True(_availability.Count(failing, Unavailable, isLast: true));
        Assert.False(_availability.TryBegin(early));
    }

    [Fact]
    public void Count_AnswerOfACallThatBeganAfterTheFault_TheQuestionFailsAlone()
    {
        var (late, failing) = (new QuestionTrouble(_progress), new QuestionTrouble(_progress));
        Assert.True(_availability.TryBegin(failing));

        Assert.False(_availability.Count(failing, Unavailable, isLast: false));
        Assert.True(_availability.TryBegin(late));
        Assert.False(_availability.Count(late, null, isLast: false));
        Assert.True(_availability.TryBegin(failing));
        Assert.False(_availability.Count(failing, Unavailable, isLast: true));
        Assert.True(_availability.TryBegin(late));
    }
}
