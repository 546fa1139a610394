using Microsoft.DurableTask;

namespace MuBench.Functions.Orchestrations;

/// <summary>Whose a failed activity is.</summary>
internal static class ActivityFailures
{
    /// <summary>
    /// A worker that is lost fails the activities that it was at; they are given to another one, and find in the response log
    /// what it had. Faults of calls are the model client's, and what a user must mend no repetition mends: neither is repeated.
    /// </summary>
    public static TaskOptions RetryOnLostWorker { get; } = new(new RetryPolicy(5, TimeSpan.FromSeconds(5), 2, TimeSpan.FromMinutes(1))
    {
        HandleFailure = failure => !IsUserError(failure),
    });

    /// <summary>Whether a failure is one that a user must mend: its message says how.</summary>
    public static bool IsUserError(TaskFailureDetails failure) => Innermost(failure).IsCausedBy<UserException>();

    /// <summary>What a failure is about, without the names of the activities that it came through.</summary>
    public static string MessageOf(TaskFailureDetails failure)
    {
        var innermost = Innermost(failure);
        return innermost.IsCausedBy<UserException>() ? innermost.ErrorMessage : $"{innermost.ErrorType}: {innermost.ErrorMessage}";
    }

    private static TaskFailureDetails Innermost(TaskFailureDetails failure) => failure.InnerFailure is { } inner ? Innermost(inner) : failure;
}
