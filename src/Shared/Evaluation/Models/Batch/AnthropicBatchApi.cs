using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MuBench.Json;
using MuBench.Models.Calls;

namespace MuBench.Models.Batch;

/// <summary>Anthropic's Message Batches API: the requests are sent with the batch, and the results are read from it.</summary>
/// <remarks>
/// A batch has no metadata in this API. It can be identified only by the ids of its requests, which appear only in its
/// results. A batch whose submission was not recorded is therefore searched among those with its time and number of
/// requests. If such a batch is still in progress, nothing is sent until it has ended.
/// </remarks>
internal sealed class AnthropicBatchApi(BatchHttp http, BatchLimits limits) : IBatchApi
{
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(10);
    private static readonly string[] Counts = ["processing", "succeeded", "errored", "canceled", "expired"];

    /// <inheritdoc/>
    public BatchLimits Limits => limits;

    /// <inheritdoc/>
    public byte[] RequestOf(string requestId, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes($$"""{"custom_id":"{{requestId}}","params":"""), .. body, (byte)'}'];

    /// <inheritdoc/>
    public async Task<BatchDocument> SubmitAsync(
        BatchDocument document, Func<Task<IReadOnlyList<byte[]>>> requests, Func<BatchDocument, Task> save, CancellationToken cancellationToken)
    {
        var made = await requests().ConfigureAwait(false);
        using var body = new ByteArrayContent(BatchLines.Join("{\"requests\":["u8, made, ","u8, "]}"u8));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var batch = await http.SendAsync(HttpMethod.Post, await AddressAsync("", cancellationToken).ConfigureAwait(false), body, cancellationToken).ConfigureAwait(false);
        return document with { BatchId = IdOf(batch) };
    }

    /// <inheritdoc/>
    public async Task<BatchSearchResult> FindAsync(BatchDocument document, CancellationToken cancellationToken)
    {
        var mayBeUnderWay = false;
        for (var after = "";;)
        {
            var page = await http.SendAsync(HttpMethod.Get, await AddressAsync($"?limit=100{after}", cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);
            var batches = page.List("data").ToList();
            foreach (var batch in batches.Where(batch => RequestsOf(batch) == document.Items.Count && CreatedAt(batch) >= document.PreparedAt - ClockMargin))
            {
                if (batch.Text("processing_status") != "ended")
                    mayBeUnderWay = true;
                else if (await HasRequestsOfAsync(batch, document, cancellationToken).ConfigureAwait(false))
                    return new BatchSearchResult(IdOf(batch));
            }

            // The newest batches come first.
            if (!page.Is("has_more") || batches.Count == 0 || CreatedAt(batches[^1]) < document.PreparedAt - ClockMargin)
                return new BatchSearchResult(null, mayBeUnderWay);
            after = $"&after_id={Uri.EscapeDataString(IdOf(batches[^1]))}";
        }
    }

    /// <inheritdoc/>
    public async Task<BatchState> GetStateAsync(string batchId, CancellationToken cancellationToken)
    {
        var batch = await http.SendAsync(HttpMethod.Get, await AddressAsync($"/{Uri.EscapeDataString(batchId)}", cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);
        return new BatchState(batch.Text("processing_status") == "ended");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BatchRequestResult>> ReadResultsAsync(string batchId, BatchState state, CancellationToken cancellationToken)
    {
        // The address named by the batch is not used: a key goes only to the endpoint of the manifest.
        var address = await AddressAsync($"/{Uri.EscapeDataString(batchId)}/results", cancellationToken).ConfigureAwait(false);
        return await http.ReadFileAsync(address, ResultOf, cancellationToken).ConfigureAwait(false);
    }

    private static BatchRequestResult? ResultOf(JsonElement line)
    {
        if (line.Text("custom_id") is not { } id)
            return null;
        var result = line.Child("result");
        return result.Text("type") switch
        {
            "succeeded" when result.Child("message") is { } message => new BatchRequestResult(id, new BatchHttpResponse(200, Encoding.UTF8.GetBytes(message.GetRawText()))),
            "errored" when result.Child("error") is { } error => new BatchRequestResult(id, new BatchHttpResponse(StatusOf(error.Child("error").Text("type") ?? error.Text("type")), Encoding.UTF8.GetBytes(error.GetRawText()))),
            var type => new BatchRequestResult(id, null, type),
        };
    }

    /// <summary>The HTTP status that a single call would have had.</summary>
    private static int StatusOf(string? type) => type switch
    {
        "invalid_request_error" => 400,
        "authentication_error" => 401,
        "billing_error" => 402,
        "permission_error" => 403,
        "not_found_error" => 404,
        "request_too_large" => 413,
        "rate_limit_error" => 429,
        "timeout_error" => 504,
        "overloaded_error" => 529,
        _ => 500,
    };

    private static long RequestsOf(JsonElement batch) =>
        Counts.Sum(name => batch.Child("request_counts").Number(name) ?? 0);

    private static DateTimeOffset CreatedAt(JsonElement batch) =>
        DateTimeOffset.TryParse(batch.Text("created_at"), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : DateTimeOffset.MaxValue;

    private async Task<bool> HasRequestsOfAsync(JsonElement batch, BatchDocument document, CancellationToken cancellationToken)
    {
        var results = await ReadResultsAsync(IdOf(batch), new BatchState(true), cancellationToken).ConfigureAwait(false);
        return results.Any(requestResult => document.IndexOf(requestResult.RequestId) is not null);
    }

    private static string IdOf(JsonElement batch) => batch.Text("id")
        ?? throw new BatchFaultException(new CallFault(CallFaultKind.Transient, "the batch API answered without an id"));

    /// <summary>An address below the address of single calls, .../v1/messages.</summary>
    private async Task<Uri> AddressAsync(string rest, CancellationToken cancellationToken) =>
        new((await http.GetCallAddressAsync(cancellationToken).ConfigureAwait(false)).GetLeftPart(UriPartial.Path) + "/batches" + rest);
}
