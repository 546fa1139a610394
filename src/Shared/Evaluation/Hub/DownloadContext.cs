namespace MuBench.Hub;

/// <summary>The objects that the files of a download share.</summary>
/// <param name="Hub">The client.</param>
/// <param name="Options">The options.</param>
/// <param name="Retry">The waits between attempts.</param>
/// <param name="Connections">A semaphore with one entry per connection.</param>
/// <param name="Board">The progress tracker.</param>
internal sealed record DownloadContext(HubClient Hub, DownloadOptions Options, TransferRetry Retry, SemaphoreSlim Connections, DownloadProgressTracker Board);
