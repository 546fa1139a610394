using System.Collections.Frozen;
using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Models.Http;
using MuBench.Models.Telemetry;
using MuBench.Responses;
using MuBench.Secrets;
using MuBench.Throttling;

namespace MuBench.Models.Contrastive.Remote;

/// <summary>A contrastive model behind an embeddings endpoint: images and captions are sent in batches, and compared here.</summary>
internal sealed class RemoteContrastiveModel : IEvaluatedModel
{
    // MuBench's own server decodes every format like the model in process. For other servers only these formats are known to work.
    private static readonly FrozenSet<string> OurCodecs = FrozenSet.Create(ImageCodecs.Png, ImageCodecs.Jpeg, ImageCodecs.Webp, ImageCodecs.Gif, ImageCodecs.Tiff, ImageCodecs.Bmp);
    private static readonly FrozenSet<string> DefaultCodecs = FrozenSet.Create(ImageCodecs.Png, ImageCodecs.Jpeg, ImageCodecs.Webp, ImageCodecs.Gif);

    private const int MaxNamed = 5;

    private readonly EmbeddingEndpoint _endpoint;
    private readonly ThrottleLease _throttle;
    private readonly CircuitBreaker _breaker;
    private readonly EndpointAvailability _availability;
    private readonly RemoteModelInfo _info;
    private readonly RemoteEmbedder _embedder;
    private readonly RemoteTexts _texts;

    private RemoteContrastiveModel(
        ModelManifest manifest, EmbeddingEndpoint endpoint, RemoteModelInfo info, ThrottleLease throttle, CircuitBreaker breaker, EndpointAvailability availability,
        EndpointCaller<EmbeddingResult> caller)
    {
        (_endpoint, _info, _throttle, _breaker, _availability) = (endpoint, info, throttle, breaker, availability);
        _embedder = new RemoteEmbedder(caller, Math.Min(manifest.BatchSize, info.MaxInputs ?? manifest.BatchSize));
        _texts = new RemoteTexts(endpoint, _embedder);
    }

    /// <inheritdoc/>
    public bool NeedsImages => true;

    /// <summary>Creates the model. Asks the endpoint whether it serves the model, and for the facts that scoring needs.</summary>
    /// <exception cref="EndpointUnreachableException">The endpoint cannot be reached, and the conductor waits for it.</exception>
    /// <exception cref="UserException">The endpoint cannot be reached, rejects the key or serves other models.</exception>
    public static async Task<RemoteContrastiveModel> CreateAsync(ModelManifest manifest, int seed, ModelServices services, CancellationToken cancellationToken)
    {
        var apiKey = manifest.ApiKeySecret is { } secret ? services.Secrets.Resolve(secret) : null;
        var throttle = services.Throttles.Join(manifest, services.Retry, services.Store, services.Time);
        var mask = new SecretMask(apiKey);
        var endpoint = new EmbeddingEndpoint(manifest, apiKey, mask, ProviderHttp.Create(services.Endpoints, throttle.Throttle, services.Responses));
        var breaker = new CircuitBreaker(services.Retry.StopAfterFailures);
        var availability = new EndpointAvailability(EndpointPatience.Of(manifest, services.Retry), breaker, services.Time);
        // The conductor waits, and shows that it does: creating a model is not asked for in the middle of its questions.
        var probing = new EndpointAvailability(EndpointPatience.Of(manifest, services.Retry with { MaxOutageWait = TimeSpan.Zero }), breaker, services.Time);
        try
        {
            var models = await CallerOf<IReadOnlyList<RemoteModelInfo>>(null, probing).CallAsync(
                () => endpoint.ListModelsAsync, 0, new ModelProgress(manifest.Id, 0), cancellationToken, cancellationToken).ConfigureAwait(false);
            var info = InfoOf(manifest, models, mask, breaker);
            return new RemoteContrastiveModel(manifest, endpoint, info, throttle, breaker, availability, CallerOf<EmbeddingResult>(new CallTelemetry(manifest, mask), availability));
        }
        catch
        {
            breaker.Dispose();
            endpoint.Dispose();
            await throttle.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        EndpointCaller<TResponse> CallerOf<TResponse>(CallTelemetry? telemetry, EndpointAvailability waits)
            where TResponse : class =>
            new(endpoint.Protocol<TResponse>(), throttle.Throttle, breaker, services.Retry, services.DeadlineOf(manifest), services.Time, seed)
            {
                Availability = waits,
                Telemetry = telemetry,
            };
    }

    /// <inheritdoc/>
    public ModelFacts? ReadFacts() => _info.Facts;

    /// <inheritdoc/>
    public async Task AnswerAsync(
        IReadOnlyList<PendingQuestion> questions, ShardImages? images, ResponseSink sink, CancellationToken draining, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        _breaker.ThrowIfOpen();
        _availability.Enter();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(draining, cancellationToken, _breaker.Opened);
        try
        {
            var texts = questions.SelectMany(question => question.Variants).SelectMany(variant => variant.Texts);
            var faults = await _texts.EmbedAsync(texts, sink.Progress, stop.Token, cancellationToken).ConfigureAwait(false);
            if (faults.Values.FirstOrDefault(fault => fault.Endpoint is not null) is { } unreached)
            {
                await LeaveAsync(unreached.Endpoint!, sink, stop).ConfigureAwait(false);
                stop.Token.ThrowIfCancellationRequested();
            }

            var readable = Readable(questions, faults, sink);
            await _embedder.EmbedAsync(
                [.. readable.GroupBy(question => question.Image).SelectMany(group => Prepare(group, images, sink))],
                (batch, token) => _endpoint.EmbedAsync([.. batch.Select(image => (image.Bytes, image.MediaType))], token),
                image => image.Part == 0 ? image.Item.Questions.Sum(question => question.Copies) : 0,
                (batch, result) => AnswerAsync(batch, result, sink, stop),
                sink.Progress, stop.Token, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The remaining questions count as not run: the conductor knows why it drains, and the circuit breaker why it opened.
        }

        _breaker.ThrowIfOpen();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _throttle.DisposeAsync().ConfigureAwait(false);
        _breaker.Dispose();
        _texts.Dispose();
        _endpoint.Dispose();
    }

    private static RemoteModelInfo InfoOf(ModelManifest manifest, CallResult<IReadOnlyList<RemoteModelInfo>> models, SecretMask mask, CircuitBreaker breaker)
    {
        breaker.ThrowIfOpen();
        if (models.Fault is { Endpoint: { } unreachable })
            throw new EndpointUnreachableException(unreachable);
        if (models.Fault is { } fault)
            throw new UserException(fault.Message);
        return models.Response!.FirstOrDefault(model => model.Id == manifest.Model)
            ?? throw new UserException($"{manifest.Endpoint!.AbsoluteUri.TrimEnd('/')} serves {(models.Response!.Count == 0 ? "no model" : Named(models.Response, mask))}, not '{manifest.Model}'. Check 'model' of '{manifest.Id}'.");
    }

    private static string Named(IReadOnlyList<RemoteModelInfo> models, SecretMask mask) =>
        string.Join(", ", models.Take(MaxNamed).Select(model => $"'{mask.Name(model.Id)}'")) + (models.Count > MaxNamed ? " and others" : "");

    private static List<PendingQuestion> Readable(IReadOnlyList<PendingQuestion> questions, IReadOnlyDictionary<string, CallFault> faults, ResponseSink sink)
    {
        var readable = new List<PendingQuestion>(questions.Count);
        foreach (var question in questions)
        {
            if (question.Variants.SelectMany(variant => variant.Texts).FirstOrDefault(faults.ContainsKey) is { } unreadable)
                sink.Failed(question, faults[unreadable].Message);
            else
                readable.Add(question);
        }

        return readable;
    }

    private IReadOnlyList<SentPart> Prepare(IGrouping<ImageRecord, PendingQuestion> group, ShardImages images, ResponseSink sink)
    {
        try
        {
            var prepared = ItemImages.Select(group.Key, images, (part, bytes) => ImageTransport.Prepare(bytes, part.Sha256, _info.IsOurs ? OurCodecs : DefaultCodecs, group.Key.Display)).ToList();
            var item = new SentItem([.. group], [.. prepared.Select(image => image.Sent)]);
            return [.. prepared.Select((image, index) => new SentPart(item, index, image.Bytes, image.MediaType))];
        }
        catch (Exception exception) when (exception is ImageException or BrokenImageException)
        {
            foreach (var question in group)
                sink.Failed(question, exception.Message);
            return [];
        }
    }

    private async Task AnswerAsync(IReadOnlyList<SentPart> batch, CallResult<EmbeddingResult> result, ResponseSink sink, CancellationTokenSource stop)
    {
        if (result.Fault is { Endpoint: { } unreachable })
        {
            await LeaveAsync(unreachable, sink, stop).ConfigureAwait(false);
            return;
        }

        if (result.Response is not { } response)
        {
            foreach (var question in batch.Where(image => image.Item.TryFail()).SelectMany(image => image.Item.Questions))
                sink.Failed(question, result.Fault!.Message);
            return;
        }

        try
        {
            var responses = new List<Task>();
            foreach (var (image, vector) in batch.Zip(response.Vectors))
            {
                if (image.Item.Take(image.Part, vector, _info.Id) is { } whole)
                    responses.AddRange(image.Item.Questions.Select(question => sink.AnsweredAsync(question, RecordsOf(question, image.Item.Sent, whole, response, result), CancellationToken.None)));
            }

            await Task.WhenAll(responses).ConfigureAwait(false);
        }
        catch
        {
            // After a response could not be logged (a full disk), there must be no calls whose responses could not be logged either.
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    // The remaining questions are not asked: the model is stopped, or its conductor waits for the endpoint.
    private static Task LeaveAsync(UnreachableEndpoint endpoint, ResponseSink sink, CancellationTokenSource stop)
    {
        sink.Unreachable = endpoint;
        return stop.CancelAsync();
    }

    private List<ResponseRecord> RecordsOf(PendingQuestion question, IReadOnlyList<SentImage> sent, float[] image, EmbeddingResult response, CallResult<EmbeddingResult> result) =>
        [.. question.Variants.Select(variant => new ResponseRecord
        {
            Key = variant.Key,
            Row = question.Image.Row,
            Question = question.Question.Key,
            Form = variant.Name,
            Scores = [.. _texts.Options(variant).Select(option => Similarity(image, option))],
            ComputedBy = _info.ComputedBy,
            Model = response.Model,
            At = result.EndedAt,
            LatencyMs = Math.Round(result.LatencyMs, 2),
            Attempts = result.Attempts > 1 ? result.Attempts : 0,
            Hedged = result.IsHedged,
            Images = sent,
        })];

    private float Similarity(float[] image, float[] option) => image.Length == option.Length
        ? Embedding.Dot(image, option)
        : throw new ModelStoppedException($"The endpoint embeds images of '{_info.Id}' as {image.Length} numbers and texts as {option.Length}: they cannot be compared.");

    /// <summary>One image of an item that is being embedded.</summary>
    private sealed record SentPart(SentItem Item, int Part, ReadOnlyMemory<byte> Bytes, string MediaType);
}
