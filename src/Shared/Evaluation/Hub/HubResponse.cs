using System.Net;
using System.Net.Http.Headers;
using MuBench.Retries;

namespace MuBench.Hub;

/// <summary>The response after all redirects: status 200 or 206.</summary>
internal sealed class HubResponse(HttpResponseMessage message, string? linkedTag, long? linkedLength) : IDisposable
{
    public bool IsPartial => message.StatusCode == HttpStatusCode.PartialContent;

    public ContentRangeHeaderValue? ContentRange => message.Content.Headers.ContentRange;

    public long? ContentLength => message.Content.Headers.ContentLength;

    /// <summary>The strong entity tag of the content, with its quotes.</summary>
    public string? ETag => message.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null;

    /// <summary>The name of the content in the Hub's redirect, without quotes: a SHA-256 for large files.</summary>
    public string? LinkedTag { get; } = linkedTag;

    /// <summary>The length of the content in the Hub's redirect.</summary>
    public long? LinkedLength { get; } = linkedLength;

    public Task<Stream> OpenAsync(CancellationToken cancellationToken) => message.Content.ReadAsStreamAsync(cancellationToken);

    public void Dispose() => message.Dispose();

    /// <summary>The unquoted value of the header with the name of the content.</summary>
    public static string? LinkedTagOf(HttpResponseMessage message)
    {
        var value = message.Headers.Value("X-Linked-ETag")?.Trim();
        if (value is ['W', '/', ..])
            value = value[2..];
        return value?.Trim('"') is { Length: > 0 } tag ? tag : null;
    }

    /// <summary>The length of the content in the Hub's redirect.</summary>
    public static long? LinkedLengthOf(HttpResponseMessage message) =>
        long.TryParse(message.Headers.Value("X-Linked-Size"), out var length) && length >= 0 ? length : null;
}
