using Microsoft.DurableTask;
using MuBench.Storage;

namespace MuBench.Functions.Orchestrations;

/// <summary>Classifies failed activities, and defines which of them are retried.</summary>
internal static class ActivityFailures
{
    // What IsCausedBy finds by name: a name of the framework can be in several assemblies, and then it throws.
    private const string OwnTypes = "MuBench.";

    /// <summary>
    /// When a worker is lost or cut off from the store, its activities fail. Another worker retries them, and finds the responses so far in the
    /// response log. Two kinds of faults are not retried: faults of calls, which the model client has already retried, and faults that the user
    /// has to correct.
    /// </summary>
    public static TaskOptions RetryOnLostWorker { get; } = new(new RetryPolicy(5, TimeSpan.FromSeconds(5), 2, TimeSpan.FromMinutes(1)) { HandleFailure = IsRetried });

    /// <summary>Whether an activity that failed so is called again.</summary>
    internal static bool IsRetried(TaskFailureDetails failure) => UserErrorOf(failure) is not { } error || IsStoreFault(error);

    /// <summary>Whether the user has to correct the cause of a failure; its message then says how.</summary>
    public static bool IsUserError(TaskFailureDetails failure) => UserErrorOf(failure) is not null;

    /// <summary>The message of a failure, without the names of the activities that it passed through.</summary>
    public static string MessageOf(TaskFailureDetails failure)
    {
        if (UserErrorOf(failure) is { } error)
            return error.ErrorMessage;
        var innermost = Innermost(failure);
        return $"{innermost.ErrorType}: {innermost.ErrorMessage}";
    }

    // The store could not be reached or used. That may pass, and the response log keeps what was asked.
    private static bool IsStoreFault(TaskFailureDetails error) => error.IsCausedBy<StoreException>() && !error.IsCausedBy<ArtifactNotFoundException>();

    // Around it are the failures of orchestrations, and inside it may be its own cause, such as a refused connection.
    private static TaskFailureDetails? UserErrorOf(TaskFailureDetails? failure) =>
        failure is null || (failure.ErrorType.StartsWith(OwnTypes, StringComparison.Ordinal) && failure.IsCausedBy<UserException>()) ? failure : UserErrorOf(failure.InnerFailure);

    private static TaskFailureDetails Innermost(TaskFailureDetails failure) => failure.InnerFailure is { } inner ? Innermost(inner) : failure;
}
