using System.Text.Json.Serialization;

namespace MuBench.Storage.Sharing;

/// <summary>What one process writes about itself into a document that several processes share, and renews with every exchange.</summary>
public abstract record SharedEntry
{
    /// <summary>How often the process has renewed it.</summary>
    [JsonPropertyOrder(-1)]
    public required long Renewals { get; init; }

    /// <summary>How long it is valid without being renewed, in seconds.</summary>
    [JsonPropertyOrder(-1)]
    public required double Seconds { get; init; }

    /// <summary>Id of the process on its machine.</summary>
    [JsonPropertyOrder(-1)]
    public int Process { get; init; }

    /// <summary>Identifies the process on Linux, so that another one of the same machine can tell that it has ended; null on other systems.</summary>
    [JsonPropertyOrder(-1)]
    public string? Instance { get; init; }
}
