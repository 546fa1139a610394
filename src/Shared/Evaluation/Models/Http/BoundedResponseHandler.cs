namespace MuBench.Models.Http;

/// <summary>Limits the body of every response of an HTTP client, before an SDK collects it in memory.</summary>
/// <param name="limits">The limits.</param>
/// <param name="inner">The inner handler.</param>
internal sealed class BoundedResponseHandler(ResponseLimits limits, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Marks a request for a batch's result file, which may be larger.</summary>
    public static HttpRequestOptionsKey<bool> IsBatchFile { get; } = new("MuBench.IsBatchFile");

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var maxBytes = request.Options.TryGetValue(IsBatchFile, out var isFile) && isFile ? limits.MaxBatchFileBytes : limits.MaxBytes;
        try
        {
            if (response.Content.Headers.ContentLength > maxBytes)
                throw new ResponseTooLargeException(maxBytes);
            // This is the stream of the connection: nothing of it has been read yet.
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var bounded = new StreamContent(new BoundedStream(body, maxBytes));
            foreach (var (name, values) in response.Content.Headers.NonValidated)
                bounded.Headers.TryAddWithoutValidation(name, values);
            response.Content = bounded;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
