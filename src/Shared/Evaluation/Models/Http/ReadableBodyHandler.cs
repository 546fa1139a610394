using MuBench.Json;
using MuBench.Models.Generative;

namespace MuBench.Models.Http;

/// <summary>
/// Corrects the body of a response before a provider's client reads it: what is not text (<see cref="ForeignJson"/>), token counts that are texts or out of range (<see cref="ReportedUsage"/>), and finish
/// reasons that are not the provider's (<see cref="FinishWords"/>). A client that finds one would discard the whole response, which was paid for.
/// </summary>
internal sealed class ReadableBodyHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (ResponseHeaders.Call is not { } call || !response.IsSuccessStatusCode)
            return response;
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var text = ForeignJson.Mend(body) ?? body;
        var sanitized = ReportedUsage.Sanitize(text);
        call.IsUsageFaulty = sanitized is not null;
        var counted = sanitized ?? text;
        var mended = FinishWords.Mend(counted);
        call.FinishWord = mended?.Word;
        var readable = mended?.Body ?? counted;
        if (ReferenceEquals(readable, body))
            return response;
        var content = new ByteArrayContent(readable) { Headers = { ContentType = response.Content.Headers.ContentType } };
        response.Content.Dispose();
        response.Content = content;
        return response;
    }
}
