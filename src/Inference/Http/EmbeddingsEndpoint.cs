using System.Text.Json;
using MuBench.Imaging;
using MuBench.Inference.Batching;
using MuBench.Inference.Metrics;
using MuBench.Inference.Serving;

namespace MuBench.Inference.Http;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal sealed class EmbeddingsEndpoint(
    ServerOptions options, ModelCatalog catalog, Readiness readiness, Admissions admissions, ApiKeyGuard guard, ServerMetrics metrics)
{
    private const int SecondsToStart = 5;
    private const int ClosedByCaller = 499;

    private readonly EmbeddingRequestReader _reader = new(options.MaxInputs);

    /// <summary>Handles a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var started = TimeProvider.System.GetTimestamp();
        var (model, modality) = ("", "");
        try
        {
            guard.Check(context.Request);
            if (!readiness.IsReady)
                throw new ApiException(StatusCodes.Status503ServiceUnavailable, "not_ready", $"The server is {readiness.Words}.") { RetryAfterSeconds = SecondsToStart };
            var request = await ReadAsync(context).ConfigureAwait(false);
            var served = catalog.Find(request.Model) ?? throw Unknown(request.Model);
            (model, modality) = (served.Id, request.Modality);
            if (request.Dimensions is { } wanted && wanted != served.Loaded.Dimensions)
                throw ApiException.Invalid($"'{served.Id}' embeds as {served.Loaded.Dimensions} numbers; they are not cut to {wanted}.", "dimensions");
            var vectors = await EmbedAsync(served, request, context.RequestAborted).ConfigureAwait(false);
            await EmbeddingResponse.WriteAsync(context.Response, served, request, vectors).ConfigureAwait(false);
            metrics.Answered(model, modality, StatusCodes.Status200OK, TimeProvider.System.GetElapsedTime(started));
        }
        catch (Exception exception)
        {
            metrics.Answered(model, modality, StatusOf(exception, context), TimeProvider.System.GetElapsedTime(started));
            throw; // ApiErrors responds
        }
    }

    private static int StatusOf(Exception exception, HttpContext context) => exception switch
    {
        _ when context.RequestAborted.IsCancellationRequested => ClosedByCaller,
        ApiException api => api.Status,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };

    private async Task<EmbeddingRequest> ReadAsync(HttpContext context)
    {
        var bytes = context.Request.ContentLength ?? options.MaxBodyBytes;
        if (bytes > options.MaxBodyBytes)
            throw new ApiException(StatusCodes.Status413PayloadTooLarge, "request_too_large", $"The body has {bytes:N0} bytes; this server takes at most {options.MaxBodyBytes:N0}. Send fewer inputs at once.");
        if (!admissions.Bodies.TryEnter(bytes))
            throw Refuse("bodies", admissions.Bodies.SecondsUntilRoomFor(bytes), $"The requests in progress have {admissions.Bodies.Inside:N0} bytes, and this server keeps at most {admissions.Bodies.Limit:N0}.");
        // Counted until the request ends, because its images stay in memory as long.
        context.Response.RegisterForDispose(new Leaving(admissions.Bodies, bytes));
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            JsonText.Check(body.RootElement);
            return _reader.Read(body.RootElement);
        }
        catch (JsonException exception)
        {
            throw ApiException.Invalid($"The body is not JSON: {exception.Message}", null, "invalid_json");
        }
    }

    private async Task<float[][]> EmbedAsync(ServedModel model, EmbeddingRequest request, CancellationToken cancellationToken)
    {
        if (!admissions.Inputs.TryEnter(request.Count))
            throw Refuse("inputs", admissions.Inputs.SecondsUntilRoomFor(request.Count), $"{admissions.Inputs.Inside:N0} inputs are in progress, and this server takes at most {admissions.Inputs.Limit:N0}.");
        try
        {
            // One invalid input ends the request. Its other inputs are dropped if they are not in a forward pass yet.
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var embedding = Enumerable.Range(0, request.Count).Select(index => EmbedAsync(model, request, index, ended)).ToList();
            await ((Task)Task.WhenAll(embedding)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Throws the original fault, not the cancellations that followed from it.
            foreach (var fault in embedding.Where(task => task.IsFaulted))
                await fault.ConfigureAwait(false);
            return await Task.WhenAll(embedding).ConfigureAwait(false);
        }
        finally
        {
            admissions.Inputs.Leave(request.Count);
        }
    }

    private static async Task<float[]> EmbedAsync(ServedModel model, EmbeddingRequest request, int index, CancellationTokenSource ended)
    {
        try
        {
            return request.Texts is { } texts
                ? await model.EmbedTextAsync(texts[index], ended.Token).ConfigureAwait(false)
                : await model.EmbedImageAsync(request.Images![index], ended.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await ended.CancelAsync().ConfigureAwait(false);
            throw exception switch
            {
                ImageException image => ApiException.Invalid(image.Message, $"input[{index}]", "invalid_image"),
                UserException user => ApiException.Invalid(user.Message, $"input[{index}]"),
                _ => exception,
            };
        }
    }

    private ApiException Refuse(string reason, int seconds, string message)
    {
        metrics.Refused(reason);
        return ApiException.Busy($"{message} Try again in {seconds} s.", seconds);
    }

    private static ApiException Unknown(string model) =>
        new(StatusCodes.Status404NotFound, "model_not_found", $"There is no model '{(model.Length <= 100 ? model : model[..100] + "...")}' here; GET /v1/models lists them.", "model");

    private sealed class Leaving(Admission admission, long bytes) : IDisposable
    {
        public void Dispose() => admission.Leave(bytes);
    }
}
