using MuBench.Models.Generative;

namespace MuBench.Models.Http;

/// <summary>
/// Corrects the token counts of a response before a provider's client reads it. A client that finds a text or an
/// out-of-range number would discard the whole response, which was paid for.
/// </summary>
internal sealed class UsageHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (ResponseHeaders.Call is not { } call || !answer.IsSuccessStatusCode)
            return answer;
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (ReportedUsage.Sanitize(body) is not { } mended)
            return answer;
        call.Sanitized = mended;
        var content = new ByteArrayContent(mended.Body) { Headers = { ContentType = answer.Content.Headers.ContentType } };
        answer.Content.Dispose();
        answer.Content = content;
        return answer;
    }
}
