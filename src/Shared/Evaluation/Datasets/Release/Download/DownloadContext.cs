namespace MuBench.Datasets.Release.Download;

/// <summary>What the files of a download share.</summary>
/// <param name="Hub">The client.</param>
/// <param name="Options">The knobs.</param>
/// <param name="Retry">The waits between attempts.</param>
/// <param name="Connections">One entry per connection.</param>
/// <param name="Board">Where progress is written down.</param>
internal sealed record DownloadContext(HubClient Hub, DownloadOptions Options, TransferRetry Retry, SemaphoreSlim Connections, DownloadProgressTracker Board);
