using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MuBench.Json;
using MuBench.Models.Calls;

namespace MuBench.Models.Batch;

/// <summary>Gemini's batch API: the requests are sent with the batch, and the responses are read from it.</summary>
/// <remarks>
/// A batch has a display name, which contains MuBench's own id of it. A batch whose submission was not recorded is found by that name, in whatever
/// state it is. Requests are sent within the batch and not as a file: a file would go to an address that the server names, and would be a second thing
/// to find again after a crash. So a batch is limited to the API's 20 MB.
/// </remarks>
internal sealed class GeminiBatchApi(BatchHttp http, BatchLimits limits) : IBatchApi
{
    private const string NamePrefix = "mubench-";
    private const string SingleCall = ":generateContent";

    // A page of the list may contain the responses of its batches.
    private const int PageSize = 20;

    /// <inheritdoc/>
    public BatchLimits Limits => limits;

    /// <inheritdoc/>
    public byte[] RequestOf(string requestId, ReadOnlySpan<byte> body) =>
        [.. "{\"request\":"u8, .. body, .. Encoding.UTF8.GetBytes($$$""","metadata":{"key":"{{{requestId}}}"}}""")];

    /// <inheritdoc/>
    public async Task<BatchDocument> SubmitAsync(
        BatchDocument document, Func<Task<IReadOnlyList<byte[]>>> requests, Func<BatchDocument, Task> save, CancellationToken cancellationToken)
    {
        var made = await requests().ConfigureAwait(false);
        var head = Encoding.UTF8.GetBytes($$"""{"batch":{"displayName":"{{NamePrefix}}{{document.Id}}","inputConfig":{"requests":{"requests":[""");
        using var body = new ByteArrayContent(BatchLines.Join(head, made, ","u8, "]}}}}"u8));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var call = await CallAsync(cancellationToken).ConfigureAwait(false);
        var batch = await http.SendAsync(HttpMethod.Post, new Uri(call[..^SingleCall.Length] + ":batchGenerateContent"), body, cancellationToken).ConfigureAwait(false);
        return document with { BatchId = NameOf(batch) };
    }

    /// <inheritdoc/>
    public async Task<BatchSearchResult> FindAsync(BatchDocument document, CancellationToken cancellationToken)
    {
        for (var after = "";;)
        {
            // The order of the list is not documented, so every page is read.
            var page = await ReadAsync($"batches?pageSize={PageSize}{after}", cancellationToken).ConfigureAwait(false);
            if (page.List("operations").FirstOrDefault(batch => batch.Child("metadata").Text("displayName") == NamePrefix + document.Id) is { ValueKind: JsonValueKind.Object } found)
                return new BatchSearchResult(NameOf(found));
            if (page.Text("nextPageToken") is not { Length: > 0 } next)
                return BatchSearchResult.None;
            after = $"&pageToken={Uri.EscapeDataString(next)}";
        }
    }

    /// <inheritdoc/>
    public async Task<BatchState> GetStateAsync(string batchId, CancellationToken cancellationToken)
    {
        var batch = await ReadAsync(PathOf(batchId), cancellationToken).ConfigureAwait(false);
        return batch.Child("metadata").Text("state") switch
        {
            "BATCH_STATE_SUCCEEDED" or "BATCH_STATE_CANCELLED" or "BATCH_STATE_EXPIRED" => new BatchState(true),
            // A batch that failed may have responses: those of requests that were answered before.
            "BATCH_STATE_FAILED" when ResponsesOf(batch).Any() => new BatchState(true),
            "BATCH_STATE_FAILED" => new BatchState(
                true, batch.Child("error").Text("message") ?? "the provider gave no reason", batch.Child("error").Number("code") == (long)RpcCode.ResourceExhausted),
            _ => new BatchState(false),
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BatchRequestResult>> ReadResultsAsync(string batchId, BatchState state, CancellationToken cancellationToken)
    {
        var batch = await ReadAsync(PathOf(batchId), cancellationToken).ConfigureAwait(false);
        return [.. ResponsesOf(batch).Select(ResultOf).OfType<BatchRequestResult>()];
    }

    /// <summary>The responses, which the operation has as its response and as the output in its metadata.</summary>
    private static IEnumerable<JsonElement> ResponsesOf(JsonElement batch)
    {
        var output = batch.Child("response").Child("inlinedResponses") ?? batch.Child("metadata").Child("output").Child("inlinedResponses");
        return output.List("inlinedResponses");
    }

    private static BatchRequestResult? ResultOf(JsonElement result)
    {
        if (result.Child("metadata").Text("key") is not { } id)
            return null;
        if (result.Child("response") is { } response)
            return new BatchRequestResult(id, new BatchHttpResponse(200, Encoding.UTF8.GetBytes(response.GetRawText())));
        return result.Child("error") is { } error ? new BatchRequestResult(id, ErrorOf(error)) : new BatchRequestResult(id, null);
    }

    /// <summary>A <c>google.rpc.Status</c> as the error body that a single call would have had.</summary>
    private static BatchHttpResponse ErrorOf(JsonElement error)
    {
        var code = ((JsonElement?)error).Number("code") ?? (long)RpcCode.Unknown;
        var status = RpcCodes.HttpStatusOf(code);
        var body = new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = status,
                ["message"] = error.Text("message"),
                ["status"] = RpcCodes.NameOf(code),
                ["details"] = error.Child("details") is { } details ? JsonNode.Parse(details.GetRawText()) : null,
            },
        };
        return new BatchHttpResponse(status, Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    private static string NameOf(JsonElement batch) => batch.Text("name")
        ?? throw new BatchFaultException(new CallFault(CallFaultKind.Transient, "the batch API answered without a name"));

    /// <summary>The path of a batch: its name, <c>batches/ID</c>, in which nothing may lead to another path.</summary>
    private static string PathOf(string name) => string.Join('/', name.Split('/').Select(Uri.EscapeDataString));

    private async Task<string> CallAsync(CancellationToken cancellationToken) =>
        (await http.GetCallAddressAsync(cancellationToken).ConfigureAwait(false)).GetLeftPart(UriPartial.Path);

    /// <summary>Reads an address beside those of the models, <c>.../v1beta/models/MODEL:generateContent</c>.</summary>
    private async Task<JsonElement> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var call = await CallAsync(cancellationToken).ConfigureAwait(false);
        var model = call.LastIndexOf('/');
        var collection = call.LastIndexOf('/', model - 1);
        return await http.ReadJsonFileAsync(new Uri(call[..(collection + 1)] + path), cancellationToken).ConfigureAwait(false);
    }
}
