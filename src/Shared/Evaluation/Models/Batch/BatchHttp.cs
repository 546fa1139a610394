using System.Text.Json;
using MuBench.Json;
using MuBench.Models.Calls;
using MuBench.Models.Http;
using MuBench.Secrets;

namespace MuBench.Models.Batch;

/// <summary>Makes the calls of a batch API with the credential and the fault messages of single calls.</summary>
/// <param name="http">The HTTP client.</param>
/// <param name="replay">Provides the credential and explains faults.</param>
/// <param name="mask">Removes the key from all responses: ids and reasons are stored.</param>
internal sealed class BatchHttp(HttpClient http, CallReplay replay, SecretMask mask) : IDisposable
{
    /// <summary>Timeout of one call, long enough for an upload.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    /// <summary>The address of single calls.</summary>
    public async Task<Uri> GetCallAddressAsync(CancellationToken cancellationToken) => (await replay.CaptureAnyAsync(cancellationToken).ConfigureAwait(false)).Uri;

    /// <summary>Makes a call and reads the JSON of the response.</summary>
    /// <exception cref="BatchFaultException">The call failed, or the response is not JSON.</exception>
    public Task<JsonElement> SendAsync(HttpMethod method, Uri address, HttpContent? content, CancellationToken cancellationToken) =>
        SendAsync(method, address, content, isFile: false, cancellationToken);

    /// <summary>Reads the JSON of a batch that contains the responses of its requests: it may be as long as a file with them.</summary>
    /// <exception cref="BatchFaultException">The call failed, or the response is not JSON.</exception>
    public Task<JsonElement> ReadJsonFileAsync(Uri address, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, address, null, isFile: true, cancellationToken);

    private async Task<JsonElement> SendAsync(HttpMethod method, Uri address, HttpContent? content, bool isFile, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(method, address, content, isFile, cancellationToken).ConfigureAwait(false);
        try
        {
            using var document = ForeignJson.Parse(body);
            return MaskedJson.Of(document.RootElement.Clone(), mask);
        }
        catch (JsonException)
        {
            throw new BatchFaultException(new CallFault(CallFaultKind.Transient, $"{address.GetLeftPart(UriPartial.Path)} answered with something that is not JSON"));
        }
    }

    /// <summary>Downloads a file with a batch's results.</summary>
    /// <param name="address">The address of the file.</param>
    /// <param name="resultOf">Makes a result from a line; null if the line is not a result.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <exception cref="BatchFaultException">The download failed.</exception>
    public async Task<IReadOnlyList<BatchRequestResult>> ReadFileAsync(Uri address, Func<JsonElement, BatchRequestResult?> resultOf, CancellationToken cancellationToken)
    {
        var content = await ReadAsync(HttpMethod.Get, address, null, isFile: true, cancellationToken).ConfigureAwait(false);
        return BatchLines.Parse(ForeignJson.Mend(content) ?? content, line => resultOf(MaskedJson.Of(line, mask)));
    }

    private async Task<byte[]> ReadAsync(HttpMethod method, Uri address, HttpContent? content, bool isFile, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Deadline);
        BatchHttpResponse result;
        try
        {
            using var request = new HttpRequestMessage(method, address) { Content = content };
            request.Options.Set(BoundedResponseHandler.IsBatchFile, isFile);
            foreach (var (name, value) in (await replay.CaptureAnyAsync(limit.Token).ConfigureAwait(false)).Headers.Where(header => IsOfEveryCall(header.Key)))
                request.Headers.TryAddWithoutValidation(name, value);
            using var response = await http.SendAsync(request, limit.Token).ConfigureAwait(false);
            result = new BatchHttpResponse((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is not UserException && !cancellationToken.IsCancellationRequested)
        {
            throw new BatchFaultException(limit.IsCancellationRequested
                ? new CallFault(CallFaultKind.Transient, $"{address.GetLeftPart(UriPartial.Path)} gave no answer within {Deadline.TotalMinutes:0} minutes")
                : replay.Provider.Explain(exception));
        }

        if (result.Status is >= 200 and < 300)
            return result.Body;
        var explained = await replay.ReplayAsync(result, cancellationToken).ConfigureAwait(false);
        throw new BatchFaultException(explained.Fault ?? new CallFault(CallFaultKind.Transient, $"{address.GetLeftPart(UriPartial.Path)} answered {result.Status}"));
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static bool IsOfEveryCall(string header) =>
        header.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || header.EndsWith("api-key", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("anthropic-", StringComparison.OrdinalIgnoreCase)
        || header.Equals("User-Agent", StringComparison.OrdinalIgnoreCase);
}
