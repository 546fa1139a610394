using System.Text.Json;

namespace MuBench.Models.Http;

/// <summary>
/// Adds the manifest's headers and body members to requests. The members are inserted after the first brace, so that a body
/// with large images is not parsed.
/// </summary>
internal sealed class AddingHandler(RequestAdditions additions, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in additions.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (additions.Members is { } members && request.Content is { } content)
            request.Content = WithMembers(content, await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), members);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static ByteArrayContent WithMembers(HttpContent content, byte[] body, byte[] members)
    {
        var start = body.AsSpan().IndexOf((byte)'{') + 1;
        if (start == 0)
            throw new JsonException("The body of a chat request is no JSON object.");
        var isEmpty = body.AsSpan(start).TrimStart(" \t\r\n"u8) is [(byte)'}', ..];
        byte[] changed = [.. body.AsSpan(0, start), .. members, .. isEmpty ? default : ","u8, .. body.AsSpan(start)];
        return new ByteArrayContent(changed) { Headers = { ContentType = content.Headers.ContentType } };
    }
}
