using MuBench.Models.Generative;

namespace MuBench.Models.Http;

/// <summary>Makes finish reasons readable that a provider's client does not know (<see cref="FinishWords"/>).</summary>
internal sealed class FinishHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (ResponseHeaders.Call is not { } call || !response.IsSuccessStatusCode)
            return response;
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (FinishWords.Mend(body) is not { } mended)
            return response;
        call.FinishWord = mended.Word;
        ResponseBodies.Exchange(response, mended.Body);
        return response;
    }
}
