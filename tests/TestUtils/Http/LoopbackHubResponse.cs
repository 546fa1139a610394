namespace MuBench.TestUtils.Http;

/// <summary>How a <see cref="LoopbackHub"/> answers a request otherwise than well.</summary>
public sealed record LoopbackHubResponse
{
    /// <summary>A status without content; null to send the content.</summary>
    public int? Status { get; init; }

    /// <summary>Headers beside it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Bytes after which the connection is cut; null not to.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Whether it sends all of it, whatever was asked for.</summary>
    public bool IgnoresRange { get; init; }

    /// <summary>What is sent in the place of the file; null for the file.</summary>
    public byte[]? Content { get; init; }

    /// <summary>The entity tag; null for the file's.</summary>
    public string? ETag { get; init; }

    /// <summary>Time between two parts of the content.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Length of such a part.</summary>
    public int PartLength { get; init; } = 64 << 10;

    /// <summary>A status, with headers.</summary>
    public static LoopbackHubResponse Refuse(int status, params (string Name, string Value)[] headers) =>
        new() { Status = status, Headers = headers.ToDictionary(header => header.Name, header => header.Value) };
}
