using Microsoft.Extensions.AI;
using MuBench.Imaging;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Money;
using MuBench.Responses;
using MuBench.Secrets;

namespace MuBench.Models.Batch;

/// <summary>The client of a model with batch delivery: makes the requests, calls the API, and turns results into records.</summary>
internal sealed class BatchClient : IDisposable
{
    private const string Responses = "/v1/responses";

    private readonly CallReplay _replay;
    private readonly BatchHttp _http;
    private readonly ResponseRecorder _recorder;
    private readonly string? _system;

    /// <summary>Creates the client.</summary>
    /// <param name="model">The model.</param>
    /// <param name="provider">Its provider over <see cref="RecordedTransport"/>.</param>
    /// <param name="mask">Removes the key from responses.</param>
    /// <param name="http">The HTTP client.</param>
    public BatchClient(ModelManifest model, IChatProvider provider, SecretMask mask, HttpClient http)
    {
        _replay = new CallReplay(provider);
        _http = new BatchHttp(http, _replay, mask);
        Cost = new CallCost(model);
        _recorder = new ResponseRecorder(provider, mask, Cost, model);
        _system = model.Request?.System;
        // Maximum requests and bytes of a batch: OpenAI 50,000 and 200 MB, Azure 100,000 and 200 MB, Anthropic 100,000 and 256 MB, Gemini 20 MB of requests within the batch.
        Api = model.Kind switch
        {
            ModelKinds.OpenAI => new OpenAIBatchApi(_http, new BatchLimits(50_000, BatchLimits.OwnBytes), model.UsesResponses ? Responses : "/v1/chat/completions"),
            ModelKinds.AzureOpenAI => new OpenAIBatchApi(_http, new BatchLimits(100_000, BatchLimits.OwnBytes), model.UsesResponses ? Responses : "/chat/completions"),
            ModelKinds.Gemini => new GeminiBatchApi(_http, new BatchLimits(10_000, 19_000_000)),
            ModelKinds.Anthropic => new AnthropicBatchApi(_http, new BatchLimits(100_000, BatchLimits.OwnBytes)),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Kind, "The manifest's reader let batches through for a kind without them."),
        };
    }

    /// <summary>The provider's batch API.</summary>
    public IBatchApi Api { get; }

    /// <summary>Computes the cost of the model's calls.</summary>
    public CallCost Cost { get; }

    /// <summary>Prepares an item's images as for a single call.</summary>
    public PreparedImages Prepare(MuBench.Datasets.ImageRecord image, MuBench.Datasets.ShardImages images) => PreparedImages.Prepare(image, images, _replay.Provider);

    /// <summary>The request body of a question's single call.</summary>
    public async Task<byte[]> BodyOfAsync(PendingQuestion question, PreparedImages prepared, CancellationToken cancellationToken) =>
        (await _replay.CaptureAsync(prepared.MessagesOf(_system, question.Variants[0].Prompt), cancellationToken).ConfigureAwait(false)).Body;

    /// <summary>Reads a response.</summary>
    public Task<CallResult<ChatResponse>> ReadAsync(BatchHttpResponse response, CancellationToken cancellationToken) => _replay.ReplayAsync(response, cancellationToken);

    /// <summary>The record for the response log.</summary>
    public ResponseRecord RecordOf(PendingQuestion question, CallResult<ChatResponse> result, IReadOnlyList<SentImage> sent) =>
        _recorder.RecordOf(question, result, sent) with { At = null, LatencyMs = null, Delivery = Deliveries.Batch };

    /// <inheritdoc/>
    public void Dispose()
    {
        _replay.Provider.Dispose();
        _http.Dispose();
    }
}
