namespace MuBench.Models.Calls;

/// <summary>How one attempt at a question ended.</summary>
/// <typeparam name="TAnswer">What the call gives.</typeparam>
/// <param name="IsFinal">Whether the question is not asked again.</param>
/// <param name="Result">The final result; null where the budget had no room for the attempt, and where the question is asked again.</param>
/// <param name="Delay">How long to wait before the next attempt; null where the question is asked again as soon as it gets a slot, and where it is not asked again.</param>
internal readonly record struct AttemptResult<TAnswer>(bool IsFinal, CallResult<TAnswer>? Result, TimeSpan? Delay)
    where TAnswer : class
{
    /// <summary>The budget has no room for the attempt.</summary>
    public static AttemptResult<TAnswer> OutOfBudget { get; } = new(true, null, null);

    /// <summary>The question is asked again as soon as it gets a slot.</summary>
    public static AttemptResult<TAnswer> AskAgain { get; } = new(false, null, null);

    /// <summary>The question was answered, or has failed for good.</summary>
    public static AttemptResult<TAnswer> Final(CallResult<TAnswer> result) => new(true, result, null);

    /// <summary>The question is asked again after a delay.</summary>
    public static AttemptResult<TAnswer> AskAgainAfter(TimeSpan delay) => new(false, null, delay);
}
