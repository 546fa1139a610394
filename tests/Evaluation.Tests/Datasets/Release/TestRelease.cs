using System.Security.Cryptography;
using MuBench.Datasets.Release;
using MuBench.Hub;
using MuBench.Retries;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Datasets.Release;

/// <summary>A release with the structure of the official one, and a hub that serves it.</summary>
internal static class TestRelease
{
    private const string Repository = "lab/uBench";
    private const string Revision = "0123456789abcdef0123456789abcdef01234567";
    private const string Folder = "perception/0.1.0";

    /// <summary>Small pieces and short waits, so that a test can have many of each.</summary>
    public static DownloadOptions Options { get; } = new()
    {
        PieceLength = 1_000,
        RequestLength = 8_000,
        Connections = 4,
        Retry = new RetryOptions { Attempts = 4, BaseDelay = TimeSpan.FromMilliseconds(2), MaxDelay = TimeSpan.FromSeconds(5) },
        FirstAttempts = 3,
        StallTimeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>Describes files.</summary>
    public static ReleaseDescription Describe(IReadOnlyDictionary<string, byte[]> files, ReleaseCounts? counts = null) => new()
    {
        Title = "Test-Bench",
        Name = "test-bench",
        Repository = Repository,
        Revision = Revision,
        Folder = Folder,
        Files = [.. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new ReleaseFile(file.Key, Convert.ToHexStringLower(SHA256.HashData(file.Value))))],
        Counts = counts ?? OfficialRelease.Description.Counts,
    };

    /// <summary>Starts a hub with these files.</summary>
    public static Task<LoopbackHub> ServeAsync(IReadOnlyDictionary<string, byte[]> files) => LoopbackHub.StartAsync(Repository, Revision, Folder, files);

    /// <summary>Files of random bytes, with the names of shards.</summary>
    public static Dictionary<string, byte[]> Noise(params int[] lengths) => lengths
        .Select((length, index) => (Name: $"x-{index:D5}-of-{lengths.Length:D5}.arrow", Bytes: TestRow.Picture(index, length)))
        .ToDictionary(file => file.Name, file => file.Bytes);
}
