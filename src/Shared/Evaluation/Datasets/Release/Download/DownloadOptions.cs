using MuBench.Retries;

namespace MuBench.Datasets.Release.Download;

/// <summary>Knobs of a download.</summary>
public sealed record DownloadOptions
{
    /// <summary>Connections at once, over all files.</summary>
    /// <value>Default 8.</value>
    public int Connections { get; init; } = 8;

    /// <summary>Files that are worked on at once: the hash of one is taken while the next one comes in.</summary>
    /// <value>Default 2.</value>
    public int Files { get; init; } = 2;

    /// <summary>Bytes that are noted as held together. What a killed process has to fetch again is less than that per connection.</summary>
    /// <value>Default 4 MiB.</value>
    public int PieceLength { get; init; } = 4 << 20;

    /// <summary>Most bytes that one request asks for.</summary>
    /// <value>Default 32 MiB.</value>
    public long RequestLength { get; init; } = 32 << 20;

    /// <summary>Longest time without a byte before a connection counts as dead.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How faults that may pass are met. <see cref="RetryOptions.Attempts"/> counts those in a row that brought no piece further.</summary>
    /// <value>Default 8 attempts, 1 s doubling up to 60 s: about two minutes in all.</value>
    public RetryOptions Retry { get; init; } = new() { Attempts = 8, BaseDelay = TimeSpan.FromSeconds(1) };

    /// <summary>Attempts at the first contact, where a wrong address or no network is likelier than a bad moment.</summary>
    /// <value>Default 4.</value>
    public int FirstAttempts { get; init; } = 4;

    /// <summary>Bytes to leave free on the disk, for the index and whatever else writes.</summary>
    /// <value>Default 256 MB.</value>
    public long SpareBytes { get; init; } = 256_000_000;

    /// <summary>Free bytes of the disk that a folder is on; null where that cannot be told.</summary>
    /// <value>Default: as the system says.</value>
    public Func<string, long?> FreeBytes { get; init; } = DiskSpace.FreeBytes;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
