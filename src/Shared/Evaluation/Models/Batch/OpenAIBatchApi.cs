using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.Json;
using MuBench.Models.Calls;

namespace MuBench.Models.Batch;

/// <summary>
/// The batch API of OpenAI and Azure OpenAI: a file of requests is uploaded, a batch is made from it, and the results
/// come as files.
/// </summary>
/// <param name="http">Makes the calls.</param>
/// <param name="limits">The maximum size of a batch.</param>
/// <param name="route">The route of single calls in requests and batches: that of chat completions has the version at OpenAI, and not at Azure.</param>
internal sealed partial class OpenAIBatchApi(BatchHttp http, BatchLimits limits, string route) : IBatchApi
{
    /// <summary>The metadata field that contains MuBench's own id of the batch.</summary>
    private const string IdField = "mubench_batch";

    /// <summary>How far the provider's clock may lag behind this machine's.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public BatchLimits Limits => limits;

    /// <inheritdoc/>
    public byte[] RequestOf(string requestId, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes($$"""{"custom_id":"{{requestId}}","method":"POST","url":"{{route}}","body":"""), .. body, .. "}\n"u8];

    /// <inheritdoc/>
    public async Task<BatchDocument> SubmitAsync(
        BatchDocument document, Func<Task<IReadOnlyList<byte[]>>> requests, Func<BatchDocument, Task> save, CancellationToken cancellationToken)
    {
        if (document.FileId is null)
        {
            document = document with { FileId = await UploadAsync(document, await requests().ConfigureAwait(false), cancellationToken).ConfigureAwait(false) };
            await save(document).ConfigureAwait(false);
        }

        if (!await IsFileReadyAsync(document.FileId, cancellationToken).ConfigureAwait(false))
            return document;
        using var body = new StringContent(
            new JsonObject
            {
                ["input_file_id"] = document.FileId,
                ["endpoint"] = route,
                ["completion_window"] = "24h",
                ["metadata"] = new JsonObject
                {
                    [IdField] = document.Id, ["mubench_run"] = document.RunId, ["mubench_model"] = document.ModelId, ["mubench_shard"] = $"{document.Shard}",
                },
            }.ToJsonString(),
            Encoding.UTF8,
            new MediaTypeHeaderValue("application/json"));
        var batch = await http.SendAsync(HttpMethod.Post, await AddressAsync("batches", cancellationToken).ConfigureAwait(false), body, cancellationToken).ConfigureAwait(false);
        return document with { BatchId = IdOf(batch) };
    }

    /// <inheritdoc/>
    public async Task<BatchSearchResult> FindAsync(BatchDocument document, CancellationToken cancellationToken)
    {
        var oldest = (document.PreparedAt - ClockMargin).ToUnixTimeSeconds();
        for (var after = "";;)
        {
            var address = await AddressAsync("batches", cancellationToken, $"limit=100{after}").ConfigureAwait(false);
            var page = await http.SendAsync(HttpMethod.Get, address, null, cancellationToken).ConfigureAwait(false);
            var batches = page.List("data").ToList();
            if (batches.Find(batch => batch.Child("metadata").Text(IdField) == document.Id) is { ValueKind: JsonValueKind.Object } found)
                return new BatchSearchResult(IdOf(found));
            // The newest batches come first.
            if (!page.Is("has_more") || batches.Count == 0 || ((JsonElement?)batches[^1]).Number("created_at") < oldest)
                return BatchSearchResult.None;
            after = $"&after={Uri.EscapeDataString(IdOf(batches[^1]))}";
        }
    }

    /// <inheritdoc/>
    public async Task<BatchState> GetStateAsync(string batchId, CancellationToken cancellationToken)
    {
        var batch = await http.SendAsync(HttpMethod.Get, await AddressAsync($"batches/{Uri.EscapeDataString(batchId)}", cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);
        var status = batch.Text("status");
        if (status == "failed")
        {
            var error = batch.Child("errors").List("data").FirstOrDefault();
            return new BatchState(true, error.Text("message") ?? "the provider gave no reason", error.Text("code") == "token_limit_exceeded");
        }

        return status is "completed" or "expired" or "cancelled"
            ? new BatchState(true, Files: [.. new[] { batch.Text("output_file_id"), batch.Text("error_file_id") }.Where(file => !string.IsNullOrEmpty(file))!])
            : new BatchState(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BatchRequestResult>> ReadResultsAsync(string batchId, BatchState state, CancellationToken cancellationToken)
    {
        var results = new List<BatchRequestResult>();
        foreach (var file in state.Files ?? [])
        {
            var address = await AddressAsync($"files/{Uri.EscapeDataString(file)}/content", cancellationToken).ConfigureAwait(false);
            results.AddRange(await http.ReadFileAsync(address, ResultOf, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    private static BatchRequestResult? ResultOf(JsonElement line)
    {
        if (line.Text("custom_id") is not { } id)
            return null;
        var response = line.Child("response");
        return response.Number("status_code") is { } status && response.Child("body") is { } body
            ? new BatchRequestResult(id, new BatchHttpResponse((int)status, Encoding.UTF8.GetBytes(body.GetRawText())))
            : new BatchRequestResult(id, null, line.Child("error").Text("message") ?? line.Child("error").Text("code"));
    }

    private async Task<string> UploadAsync(BatchDocument document, IReadOnlyList<byte[]> requests, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("batch"), "purpose");
        var lines = new ByteArrayContent(BatchLines.Join([], requests, [], []));
        lines.Headers.ContentType = new MediaTypeHeaderValue("application/jsonl");
        form.Add(lines, "file", $"mubench-{document.Id}.jsonl");
        return IdOf(await http.SendAsync(HttpMethod.Post, await AddressAsync("files", cancellationToken).ConfigureAwait(false), form, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Whether the uploaded file is ready: Azure checks a file before a batch can use it.</summary>
    private async Task<bool> IsFileReadyAsync(string fileId, CancellationToken cancellationToken)
    {
        var file = await http.SendAsync(HttpMethod.Get, await AddressAsync($"files/{Uri.EscapeDataString(fileId)}", cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);
        return file.Text("status") switch
        {
            "error" => throw new BatchFaultException(new CallFault(CallFaultKind.Fatal, $"the provider refused the file of a batch: {file.Text("status_details") ?? "it gave no reason"}")),
            "pending" or "running" => false,
            _ => true,
        };
    }

    private static string IdOf(JsonElement result) => result.Text("id")
        ?? throw new BatchFaultException(new CallFault(CallFaultKind.Transient, "the batch API answered without an id"));

    /// <summary>An address next to the address of single calls, with its API version: .../chat/completions, .../responses, or Azure's .../deployments/NAME/chat/completions.</summary>
    private async Task<Uri> AddressAsync(string path, CancellationToken cancellationToken, string query = "")
    {
        var call = await http.GetCallAddressAsync(cancellationToken).ConfigureAwait(false);
        var all = string.Join('&', ((string[])[call.Query.TrimStart('?'), query]).Where(part => part.Length > 0));
        return new Uri(SingleCall().Replace(call.GetLeftPart(UriPartial.Path), path) + (all.Length == 0 ? "" : "?" + all));
    }

    [GeneratedRegex("(deployments/[^/]+/)?(chat/completions|responses)$", RegexOptions.CultureInvariant)]
    private static partial Regex SingleCall();
}
