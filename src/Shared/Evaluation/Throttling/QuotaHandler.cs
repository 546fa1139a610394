namespace MuBench.Throttling;

/// <summary>Reads the quota headers of every response of an HTTP client, for all providers, and passes them to the throttle.</summary>
internal sealed class QuotaHandler(EndpointThrottle throttle, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        throttle.Observe(response.Headers);
        return response;
    }
}
