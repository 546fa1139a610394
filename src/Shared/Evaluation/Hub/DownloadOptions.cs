using MuBench.Retries;

namespace MuBench.Hub;

/// <summary>Options of a download.</summary>
public sealed record DownloadOptions
{
    /// <summary>Maximum number of connections, over all files.</summary>
    /// <value>Default 8.</value>
    public int Connections { get; init; } = 8;

    /// <summary>Number of files in progress at once: one is hashed while the next one is downloaded.</summary>
    /// <value>Default 2.</value>
    public int Files { get; init; } = 2;

    /// <summary>Length of a piece, the unit of the journal, in bytes. After a kill, less than this is downloaded again per connection.</summary>
    /// <value>Default 4 MiB.</value>
    public int PieceLength { get; init; } = 4 << 20;

    /// <summary>Maximum number of bytes of one request.</summary>
    /// <value>Default 32 MiB.</value>
    public long RequestLength { get; init; } = 32 << 20;

    /// <summary>Maximum time without a byte before a connection counts as broken.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The retry policy. <see cref="RetryOptions.Attempts"/> counts consecutive attempts without a complete piece.</summary>
    /// <value>Default 8 attempts, 1 s doubling up to 60 s: about two minutes in total.</value>
    public RetryOptions Retry { get; init; } = new() { Attempts = 8, BaseDelay = TimeSpan.FromSeconds(1) };

    /// <summary>Number of attempts at the first request, where a wrong address or a missing network is likely.</summary>
    /// <value>Default 4.</value>
    public int FirstAttempts { get; init; } = 4;

    /// <summary>Bytes to leave free on the disk for the index and other writers.</summary>
    /// <value>Default 256 MB.</value>
    public long SpareBytes { get; init; } = 256_000_000;

    /// <summary>Reads the free bytes of the disk that holds a folder; null if they are unknown.</summary>
    /// <value>Default: the system's value.</value>
    public Func<string, long?> FreeBytes { get; init; } = DiskSpace.FreeBytes;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
