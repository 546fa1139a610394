using Microsoft.Extensions.AI;
using MuBench.Imaging;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Models.Generative;
using MuBench.Money;
using MuBench.Responses;
using MuBench.Secrets;

namespace MuBench.Models.Batch;

/// <summary>A model that is asked in batches: makes their requests, calls the API, makes records of what comes back.</summary>
internal sealed class BatchClient : IDisposable
{
    private readonly CallReplay _replay;
    private readonly BatchHttp _http;
    private readonly ResponseRecorder _recorder;

    /// <summary>Creates the client.</summary>
    /// <param name="model">The model.</param>
    /// <param name="provider">Its provider over <see cref="RecordedTransport"/>.</param>
    /// <param name="mask">Strikes the key out of answers.</param>
    /// <param name="http">Reaches the endpoint.</param>
    public BatchClient(ModelManifest model, IChatProvider provider, SecretMask mask, HttpClient http)
    {
        _replay = new CallReplay(provider);
        _http = new BatchHttp(http, _replay, mask);
        Cost = new CallCost(model);
        _recorder = new ResponseRecorder(provider, mask, Cost);
        // Requests and bytes of a batch: OpenAI 50,000 and 200 MB, Azure 100,000 and 200 MB, Anthropic 100,000 and 256 MB.
        Api = model.Kind switch
        {
            ModelKinds.OpenAI => new OpenAIBatchApi(_http, new BatchLimits(50_000, BatchLimits.OwnBytes), "/v1/chat/completions"),
            ModelKinds.AzureOpenAI => new OpenAIBatchApi(_http, new BatchLimits(100_000, BatchLimits.OwnBytes), "/chat/completions"),
            ModelKinds.Anthropic => new AnthropicBatchApi(_http, new BatchLimits(100_000, BatchLimits.OwnBytes)),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Kind, "The manifest's reader let batches through for a kind without them."),
        };
    }

    /// <summary>The provider's batch API.</summary>
    public IBatchApi Api { get; }

    /// <summary>What the model's calls cost.</summary>
    public CallCost Cost { get; }

    /// <summary>Readies an item's images as for a single call.</summary>
    public PreparedImages Prepare(MuBench.Datasets.ImageRecord image, MuBench.Datasets.ShardImages images) => PreparedImages.Prepare(image, images, _replay.Provider);

    /// <summary>The body of a question's single call.</summary>
    public async Task<byte[]> BodyOfAsync(PendingQuestion question, PreparedImages pictures, CancellationToken cancellationToken) =>
        (await _replay.CaptureAsync([pictures.MessageOf(question.Variants[0].Prompt)], cancellationToken).ConfigureAwait(false)).Body;

    /// <summary>What an answer says.</summary>
    public Task<CallResult<ChatResponse>> ReadAsync(BatchHttpResponse reply, CancellationToken cancellationToken) => _replay.ReplayAsync(reply, cancellationToken);

    /// <summary>The line of the response log.</summary>
    public ResponseRecord RecordOf(PendingQuestion question, CallResult<ChatResponse> result, IReadOnlyList<SentImage> sent) =>
        _recorder.RecordOf(question, result, sent) with { LatencyMs = null, Delivery = Deliveries.Batch };

    /// <inheritdoc/>
    public void Dispose()
    {
        _replay.Provider.Dispose();
        _http.Dispose();
    }
}
