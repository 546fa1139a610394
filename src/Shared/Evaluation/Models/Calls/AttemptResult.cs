namespace MuBench.Models.Calls;

/// <summary>The result of one attempt at a question.</summary>
/// <typeparam name="TResponse">The response type of the call.</typeparam>
/// <param name="IsFinal">Whether the question is not asked again.</param>
/// <param name="Result">The final result; null if the budget had no room for the attempt, and if the question is asked again.</param>
/// <param name="Delay">
/// The delay before the next attempt; null if the question is asked again as soon as it gets a permit, and if it is not
/// asked again.
/// </param>
internal readonly record struct AttemptResult<TResponse>(bool IsFinal, CallResult<TResponse>? Result, TimeSpan? Delay)
    where TResponse : class
{
    /// <summary>The budget has no room for the attempt.</summary>
    public static AttemptResult<TResponse> OutOfBudget { get; } = new(true, null, null);

    /// <summary>The question is asked again as soon as it gets a permit.</summary>
    public static AttemptResult<TResponse> AskAgain { get; } = new(false, null, null);

    /// <summary>The question has a response, or has failed permanently.</summary>
    public static AttemptResult<TResponse> Final(CallResult<TResponse> result) => new(true, result, null);

    /// <summary>The question is asked again after a delay.</summary>
    public static AttemptResult<TResponse> AskAgainAfter(TimeSpan delay) => new(false, null, delay);
}
