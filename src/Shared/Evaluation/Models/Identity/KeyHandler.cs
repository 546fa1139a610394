namespace MuBench.Models.Identity;

/// <summary>Sends a key in a header that the provider's own client does not write.</summary>
internal sealed class KeyHandler(string header, string key, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, key);
        return base.SendAsync(request, cancellationToken);
    }
}
