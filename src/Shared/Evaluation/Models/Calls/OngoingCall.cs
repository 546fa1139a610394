using MuBench.Money;
using MuBench.Throttling;

namespace MuBench.Models.Calls;

/// <summary>One question on its way to an endpoint: what is the same for all its attempts, and what is counted over them.</summary>
/// <typeparam name="TAnswer">What the call gives.</typeparam>
internal sealed class OngoingCall<TAnswer>
    where TAnswer : class
{
    /// <summary>Makes the request of an attempt, once a slot is free.</summary>
    public required Func<PreparedCall<TAnswer>> Prepare { get; init; }

    /// <summary>Pays each attempt; null where calls cost nothing.</summary>
    public required BudgetAccount? Budget { get; init; }

    /// <summary>How many questions of the run the answer is for.</summary>
    public required int Copies { get; init; }

    /// <summary>The model's counters.</summary>
    public required ModelProgress Progress { get; init; }

    /// <summary>The question's place in the queue of the throttle, kept through all attempts.</summary>
    public required long Turn { get; init; }

    /// <summary>When the question was first asked, as a timestamp of the caller's clock.</summary>
    public required long StartedAt { get; init; }

    /// <summary>Notices a server error that the question itself causes.</summary>
    public required RepeatedFaultDetector Repeats { get; init; }

    /// <summary>Ends waiting for a slot and between attempts.</summary>
    public required CancellationToken Draining { get; init; }

    /// <summary>Ends the request in flight too.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; set; }

    /// <summary>The number of the present attempt among those that count against the retry policy's maximum.</summary>
    public int CountedAttempts { get; set; } = 1;

    /// <summary>Attempts that met an outage of the model's own server.</summary>
    public int Outages { get; set; }

    /// <summary>Whether an attempt had a hedged request: no further one has.</summary>
    public bool IsHedged { get; set; }
}
