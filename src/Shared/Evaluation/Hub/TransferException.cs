namespace MuBench.Hub;

/// <summary>A request or a connection failed, and a retry may succeed.</summary>
/// <param name="message">What happened, as the end of a sentence.</param>
/// <param name="retryAfter">How long the server asked to wait; null if it did not ask.</param>
/// <param name="cause">The inner exception.</param>
internal sealed class TransferException(string message, TimeSpan? retryAfter = null, Exception? cause = null) : Exception(message, cause)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
