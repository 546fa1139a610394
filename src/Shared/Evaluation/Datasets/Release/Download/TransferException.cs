namespace MuBench.Datasets.Release.Download;

/// <summary>A request or a connection failed in a way that may pass.</summary>
/// <param name="message">What happened, as the end of a sentence.</param>
/// <param name="retryAfter">How long the server asked to be left alone, where it said so.</param>
/// <param name="cause">What it came from.</param>
internal sealed class TransferException(string message, TimeSpan? retryAfter = null, Exception? cause = null) : Exception(message, cause)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
