using Microsoft.DurableTask;
using MuBench.Storage;

namespace MuBench.Functions.Orchestrations;

/// <summary>Classifies failed activities, and defines which of them are retried.</summary>
internal static class ActivityFailures
{
    /// <summary>
    /// When a worker is lost or cut off from the store, its activities fail. Another worker retries them, and finds the responses so far in the
    /// response log. Two kinds of faults are not retried: faults of calls, which the model client has already retried, and faults that the user
    /// has to correct.
    /// </summary>
    public static TaskOptions RetryOnLostWorker { get; } = new(new RetryPolicy(5, TimeSpan.FromSeconds(5), 2, TimeSpan.FromMinutes(1))
    {
        HandleFailure = failure => !IsUserError(failure) || IsStoreFault(failure),
    });

    /// <summary>Whether the store could not be reached or used. That may pass, and the response log keeps what was asked.</summary>
    private static bool IsStoreFault(TaskFailureDetails failure) => Innermost(failure) is var innermost && innermost.IsCausedBy<StoreException>() && !innermost.IsCausedBy<ArtifactNotFoundException>();

    /// <summary>Whether the user has to correct the cause of a failure; its message then says how.</summary>
    public static bool IsUserError(TaskFailureDetails failure) => Innermost(failure).IsCausedBy<UserException>();

    /// <summary>The message of a failure, without the names of the activities that it passed through.</summary>
    public static string MessageOf(TaskFailureDetails failure)
    {
        var innermost = Innermost(failure);
        return innermost.IsCausedBy<UserException>() ? innermost.ErrorMessage : $"{innermost.ErrorType}: {innermost.ErrorMessage}";
    }

    private static TaskFailureDetails Innermost(TaskFailureDetails failure) => failure.InnerFailure is { } inner ? Innermost(inner) : failure;
}
