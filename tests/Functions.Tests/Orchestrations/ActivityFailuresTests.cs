using Microsoft.DurableTask;
using MuBench.Functions.Orchestrations;
using MuBench.Storage;

namespace MuBench.Tests.Functions.Orchestrations;

public sealed class ActivityFailuresTests
{
    // As the host passes it on: around the fault are the failed orchestrations, and inside it is its cause. The cause is a type of the framework, whose
    // name is in more than one assembly.
    [Fact]
    public void IsRetried_StoreThatRefusesConnections_IsRetriedAndSaysSo()
    {
        var refused = Failure("System.Net.Sockets.SocketException", "Connection refused", null);
        var store = Failure(typeof(StoreException).FullName!, "The store cannot be reached.", Failure("System.Net.Http.HttpRequestException", "refused", refused));
        var failure = Failure("DurableTask.Core.Exceptions.TaskFailedException", "Task 'EvaluateSpan' failed", store);

        Assert.True(ActivityFailures.IsRetried(failure));
        Assert.True(ActivityFailures.IsUserError(failure));
        Assert.Equal("The store cannot be reached.", ActivityFailures.MessageOf(failure));
    }

    [Fact]
    public void IsRetried_FaultThatTheUserCorrects_IsNot()
    {
        var failure = Failure("DurableTask.Core.Exceptions.TaskFailedException", "Task 'BeginRun' failed", Failure(typeof(UserException).FullName!, "Correct it.", null));

        Assert.False(ActivityFailures.IsRetried(failure));
        Assert.False(ActivityFailures.IsRetried(Failure(typeof(ArtifactNotFoundException).FullName!, "There is no dataset.", null)));
        Assert.Equal("Correct it.", ActivityFailures.MessageOf(failure));
    }

    [Fact]
    public void IsRetried_FaultOfTheFramework_IsRetriedAndNamesTheCause()
    {
        var failure = Failure("System.Net.Http.HttpRequestException", "outer", Failure("System.Net.Sockets.SocketException", "Connection reset", null));

        Assert.True(ActivityFailures.IsRetried(failure));
        Assert.False(ActivityFailures.IsUserError(failure));
        Assert.Equal("System.Net.Sockets.SocketException: Connection reset", ActivityFailures.MessageOf(failure));
    }

    private static TaskFailureDetails Failure(string type, string message, TaskFailureDetails? inner) => new(type, message, null, inner, null);
}
