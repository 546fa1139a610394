using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using MuBench.Web;

namespace MuBench.Functions.Http;

/// <summary>
/// A document that a client may keep: 200 with its <c>ETag</c>, compressed as the client accepts it, or 304 if the client already has it
/// (RFC 9110, sections 8.8, 12.5.3 and 13).
/// </summary>
/// <param name="content">Reads the document. Not called for a 304.</param>
/// <param name="type">Its media type, without the charset, which is UTF-8.</param>
/// <param name="tag">Identifies its content; without quotation marks.</param>
/// <param name="lastModified">When it was last changed; null if that is not known.</param>
internal sealed class ConditionalDocument(Func<CancellationToken, Task<byte[]>> content, string type, string tag, DateTimeOffset? lastModified = null) : IActionResult
{
    // Below this size a compressed document is hardly smaller.
    private const int MinCompressedBytes = 1024;

    /// <summary>A JSON document that is identified by its content.</summary>
    public static ConditionalDocument Of<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return new ConditionalDocument(_ => Task.FromResult(json), "application/json", Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16)));
    }

    /// <inheritdoc/>
    public async Task ExecuteResultAsync(ActionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        var coding = ContentCoding.Choose(request);
        // Each coding is a representation of its own, so it has a tag of its own.
        var entityTag = new EntityTagHeaderValue(coding is null ? $"\"{tag}\"" : $"\"{tag}-{coding}\"");
        var headers = response.GetTypedHeaders();
        (headers.ETag, headers.LastModified) = (entityTag, lastModified);
        response.Headers.Vary = "Accept, Accept-Encoding";
        // The client may keep it, but asks each time: a running run changes, and a report is written again by a resumed run.
        response.Headers.CacheControl = "private, no-cache";
        if (IsUnchanged(request.GetTypedHeaders(), entityTag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var bytes = await content(context.HttpContext.RequestAborted);
        if (coding is not null && bytes.Length >= MinCompressedBytes)
        {
            bytes = ContentCoding.Compress(bytes, coding);
            response.Headers.ContentEncoding = coding;
        }

        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = type + "; charset=utf-8";
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(bytes, context.HttpContext.RequestAborted);
    }

    // If-None-Match comes first; the time is only read without it, and is known to the second.
    private bool IsUnchanged(Microsoft.AspNetCore.Http.Headers.RequestHeaders request, EntityTagHeaderValue entityTag)
    {
        if (request.IfNoneMatch is { Count: > 0 } known)
            return known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(entityTag, useStrongComparison: false));
        return request.IfModifiedSince is { } since && lastModified is { } changed && changed.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();
    }
}
