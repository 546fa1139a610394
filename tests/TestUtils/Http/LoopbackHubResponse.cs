namespace MuBench.TestUtils.Http;

/// <summary>A faulty response of a <see cref="LoopbackHub"/>.</summary>
public sealed record LoopbackHubResponse
{
    /// <summary>A status without content; null to send the content.</summary>
    public int? Status { get; init; }

    /// <summary>Additional headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Number of bytes after which the connection is cut; null for never.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Whether it sends the whole content for every range.</summary>
    public bool IgnoresRange { get; init; }

    /// <summary>The content to send in place of the file; null for the file.</summary>
    public byte[]? Content { get; init; }

    /// <summary>The entity tag; null for the file's.</summary>
    public string? ETag { get; init; }

    /// <summary>Time between two parts of the content.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Length of such a part in bytes.</summary>
    public int PartLength { get; init; } = 64 << 10;

    /// <summary>A response with a status and headers.</summary>
    public static LoopbackHubResponse Refuse(int status, params (string Name, string Value)[] headers) =>
        new() { Status = status, Headers = headers.ToDictionary(header => header.Name, header => header.Value) };
}
