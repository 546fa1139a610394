namespace MuBench.Models.Batch;

/// <summary>
/// Takes the place of the network under a provider's client: it keeps the request that the client makes, or answers with a
/// response that came in another way. So a batch's requests are those of single calls to the byte, and its answers are read by
/// the same code.
/// </summary>
internal sealed class RecordedTransport : HttpMessageHandler
{
    private static readonly AsyncLocal<RecordedExchange?> Current = new();

    /// <summary>Begins an exchange for the call that the present flow of execution makes next.</summary>
    public static void Begin(RecordedExchange exchange) => Current.Value = exchange;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = Current.Value ?? throw new InvalidOperationException("No exchange was begun for this call.");
        if (exchange.Response is { } reply)
            return new HttpResponseMessage((System.Net.HttpStatusCode)reply.Status) { Content = ContentOf(reply), RequestMessage = request };
        exchange.Request = new CapturedRequest(
            request.RequestUri!,
            [.. request.Headers.Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header.Value)))],
            request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        throw new IOException("The request is kept, not sent.");
    }

    private static ByteArrayContent ContentOf(BatchHttpResponse reply)
    {
        var content = new ByteArrayContent(reply.Body);
        content.Headers.ContentType = new("application/json");
        return content;
    }
}
