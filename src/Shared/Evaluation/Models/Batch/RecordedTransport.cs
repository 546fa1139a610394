namespace MuBench.Models.Batch;

/// <summary>
/// Replaces the network below a provider's client. It records the request that the client makes, or returns a response
/// that came in another way. The requests of a batch are therefore byte-identical to those of single calls, and the
/// same code reads the responses.
/// </summary>
internal sealed class RecordedTransport : HttpMessageHandler
{
    private static readonly AsyncLocal<RecordedExchange?> Current = new();

    /// <summary>Sets the exchange for the next call in the current async context.</summary>
    public static void Begin(RecordedExchange exchange) => Current.Value = exchange;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = Current.Value ?? throw new InvalidOperationException("No exchange was begun for this call.");
        if (exchange.Response is { } response)
            return new HttpResponseMessage((System.Net.HttpStatusCode)response.Status) { Content = ContentOf(response), RequestMessage = request };
        exchange.Request = new CapturedRequest(
            request.RequestUri!,
            [.. request.Headers.Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header.Value)))],
            request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        throw new IOException("The request is kept, not sent.");
    }

    private static ByteArrayContent ContentOf(BatchHttpResponse response)
    {
        var content = new ByteArrayContent(response.Body);
        content.Headers.ContentType = new("application/json");
        return content;
    }
}
