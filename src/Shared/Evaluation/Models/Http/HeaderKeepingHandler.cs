namespace MuBench.Models.Http;

/// <summary>Keeps the headers of every response for <see cref="HeaderKeepingChatClient"/>.</summary>
internal sealed class HeaderKeepingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        ResponseHeaders.Keep(response);
        return response;
    }
}
