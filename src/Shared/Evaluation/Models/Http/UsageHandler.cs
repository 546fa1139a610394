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
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (ResponseHeaders.Call is not { } call || !response.IsSuccessStatusCode)
            return response;
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (ReportedUsage.Sanitize(body) is not { } mended)
            return response;
        call.Sanitized = mended;
        ResponseBodies.Exchange(response, mended.Body);
        return response;
    }
}
