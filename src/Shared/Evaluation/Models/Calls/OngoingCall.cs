using MuBench.Money;
using MuBench.Throttling;

namespace MuBench.Models.Calls;

/// <summary>One question while it is being asked: the data of all its attempts, and the counts over them.</summary>
/// <typeparam name="TResponse">The response type of the call.</typeparam>
internal sealed class OngoingCall<TResponse>
    where TResponse : class
{
    /// <summary>Makes the request of an attempt once a permit is free.</summary>
    public required Func<PreparedCall<TResponse>> Prepare { get; init; }

    /// <summary>Pays each attempt; null if calls cost nothing.</summary>
    public required BudgetAccount? Budget { get; init; }

    /// <summary>Number of questions of the run for which the response counts.</summary>
    public required int Copies { get; init; }

    /// <summary>The model's counters.</summary>
    public required ModelProgress Progress { get; init; }

    /// <summary>The question's place in the queue of the throttle, kept through all attempts.</summary>
    public required long Turn { get; init; }

    /// <summary>When the question was first asked, or its last wait for an unreachable endpoint ended, as a timestamp of the caller's clock.</summary>
    public required long StartedAt { get; set; }

    /// <summary>Detects a server error that the question itself causes.</summary>
    public required RepeatedFaultDetector Repeats { get; init; }

    /// <summary>Its faults that may come from an endpoint which cannot be reached.</summary>
    public required QuestionTrouble Trouble { get; init; }

    /// <summary>Ends the waits for a permit and between attempts.</summary>
    public required CancellationToken Draining { get; init; }

    /// <summary>Also cancels the request in flight.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Number of attempts that were started.</summary>
    public int Attempts { get; set; }

    /// <summary>The number of the current attempt among those that count towards the maximum of the retry policy.</summary>
    public int CountedAttempts { get; set; } = 1;

    /// <summary>Number of attempts that met an outage of the model's own server.</summary>
    public int Outages { get; set; }

    /// <summary>Whether an attempt had a hedged request. No further attempt gets one.</summary>
    public bool IsHedged { get; set; }
}
