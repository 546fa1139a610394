using MuBench.Manifests;
using MuBench.Retries;

namespace MuBench.Models.Calls;

/// <summary>How long a model waits for an endpoint that cannot be reached, and in which pauses it tries again.</summary>
/// <param name="retry">The settings of the process.</param>
/// <param name="seconds">The manifest's <c>patience</c> in seconds; null if it sets none.</param>
/// <param name="maxInFlight">Maximum number of calls in flight of the model.</param>
internal sealed class EndpointPatience(RetryOptions retry, double? seconds, int maxInFlight)
{
    private readonly TimeSpan _whole = seconds is { } set ? TimeSpan.FromSeconds(set) : retry.Patience;

    /// <summary>The patience of a model.</summary>
    public static EndpointPatience Of(ModelManifest model, RetryOptions retry) => new(retry, model.PatienceSeconds, model.MaxInFlight);

    /// <summary>Whether the model waits at all.</summary>
    public bool IsNone => _whole <= TimeSpan.Zero;

    /// <summary>How long this process waits before it leaves the wait to the conductor; null if it waits to the end.</summary>
    public TimeSpan? MaxWaitHere => retry.MaxOutageWait;

    /// <summary>
    /// Number of questions that must fail in a row before a fault that a question itself may cause counts as the endpoint's. It is the number
    /// that would stop the model, or all of a model with fewer calls in flight; never one question alone.
    /// </summary>
    public int MinQuestions => Math.Max(2, Math.Min(retry.StopAfterFailures, maxInFlight));

    /// <summary>How long the model waits in all.</summary>
    /// <param name="hasAnswered">Whether the endpoint has ever answered. Before that its address may be wrong.</param>
    public TimeSpan For(bool hasAnswered) => hasAnswered || _whole < retry.FirstPatience ? _whole : retry.FirstPatience;

    /// <summary>The pause after a number of tries.</summary>
    public TimeSpan PauseAfter(int tries)
    {
        var pause = retry.FirstOutagePause * Math.Pow(2, Math.Min(tries, 20));
        return pause < retry.MaxOutagePause ? pause : retry.MaxOutagePause;
    }
}
