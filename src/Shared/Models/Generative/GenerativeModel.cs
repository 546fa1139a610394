using Microsoft.Extensions.AI;
using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Manifests;
using MuBench.Models.Servers;
using MuBench.Responses;
using MuBench.Telemetry;
using MuBench.Throttling;

namespace MuBench.Models.Generative;

/// <summary>A chat model with vision: one call per question, the text part before the image as the authors send it.</summary>
internal sealed class GenerativeModel : IEvaluatedModel
{
    private readonly ModelManifest _manifest;
    private readonly IChatProvider _provider;
    private readonly SecretMask _mask;
    private readonly ThrottleLease _throttle;
    private readonly EndpointCaller<ChatResponse> _caller;
    private readonly FailureBreaker _breaker;
    private readonly ServerGate? _gate;

    public GenerativeModel(
        ModelManifest manifest, IChatProvider provider, SecretMask mask, ThrottleLease throttle, TimeSpan deadline, RetryOptions retry, int seed, TimeProvider time,
        ServerGate? gate = null)
    {
        _manifest = manifest;
        _provider = provider;
        _mask = mask;
        _throttle = throttle;
        _breaker = new FailureBreaker(retry.StopAfterFailures);
        _caller = new EndpointCaller<ChatResponse>(new(provider.Explain, TokensOf, FactsOf), throttle.Throttle, _breaker, retry, deadline, time, seed)
        {
            Gate = gate,
            Telemetry = new CallTelemetry(manifest, mask),
        };
        _gate = gate;
    }

    /// <inheritdoc/>
    public bool NeedsImages => true;

    /// <inheritdoc/>
    public Task<WakeStep> WakeAsync(CancellationToken cancellationToken) => _gate?.StepAsync(cancellationToken) ?? Task.FromResult(WakeStep.Ready);

    /// <inheritdoc/>
    public async Task AnswerAsync(
        IReadOnlyList<PendingQuestion> questions, ShardImages? images, AnswerSink sink, CancellationToken draining, CancellationToken cancellationToken)
    {
        _breaker.ThrowIfOpen();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(draining, cancellationToken, _breaker.Opened);
        var pictures = questions
            .Select(question => question.Shown)
            .OfType<ImageRecord>()
            .Distinct()
            .ToDictionary(image => image.Row, image => new Lazy<Picture?>(() => Picture.Prepare(image, images!, _provider)));
        var none = new Lazy<Picture?>((Picture?)null);
        await Task.WhenAll(questions.Select(question =>
            AskOrStopAsync(question, question.Shown is { } shown ? pictures[shown.Row] : none, sink, stop, cancellationToken))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        _breaker.ThrowIfOpen();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _throttle.Dispose();
        _breaker.Dispose();
        _gate?.Dispose();
        _provider.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AskOrStopAsync(
        PendingQuestion question, Lazy<Picture?> picture, AnswerSink sink, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(question, picture, sink, stop.Token, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // An answer that cannot be logged (a full disk) must not be followed by calls whose answers cannot be either.
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task AskAsync(
        PendingQuestion question, Lazy<Picture?> picture, AnswerSink sink, CancellationToken draining, CancellationToken cancellationToken)
    {
        CallResult<ChatResponse> result;
        try
        {
            result = await _caller.CallAsync(() => RequestOf(question, picture.Value), question.Copies, sink.Progress, draining, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (draining.IsCancellationRequested)
        {
            return; // Not run: the conductor knows why it drains.
        }
        catch (Exception exception) when (exception is ImageException or BrokenImageException)
        {
            sink.Failed(question, exception.Message);
            return;
        }

        if (result.Fault is { Kind: not CallFaultKind.Filtered } fault)
        {
            sink.Failed(question, fault.Message);
            return;
        }

        var record = RecordOf(question, result, picture.Value?.Sent);
        await sink.AnsweredAsync(question, [record], CancellationToken.None).ConfigureAwait(false);
    }

    private static double? TokensOf(ChatResponse response) =>
        response.Usage?.TotalTokenCount ?? response.Usage?.InputTokenCount + response.Usage?.OutputTokenCount;

    private static CallFacts FactsOf(ChatResponse response) =>
        new(response.ModelId, response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount, response.FinishReason?.Value);

    private Func<CancellationToken, Task<ChatResponse>> RequestOf(PendingQuestion question, Picture? picture)
    {
        var messages = MessagesOf(question, picture);
        return cancellationToken => _provider.Client.GetResponseAsync(messages, _provider.Options, cancellationToken);
    }

    private static IReadOnlyList<ChatMessage> MessagesOf(PendingQuestion question, Picture? picture)
    {
        var text = new TextContent(question.Forms[0].Prompt);
        return [new ChatMessage(ChatRole.User, picture is null ? [text] : [text, picture.Content])];
    }

    private ResponseRecord RecordOf(PendingQuestion question, CallResult<ChatResponse> result, SentImage? sent)
    {
        var response = result.Response;
        var usage = response?.Usage;
        var ending = response is null ? new Ending(FinishReasons.ContentFilter, result.Fault?.Detail) : _provider.EndingOf(response);
        return new ResponseRecord
        {
            Key = question.Forms[0].Key,
            Row = question.Image.Row,
            Question = question.Question.Key,
            Form = question.Forms[0].Form,
            Repeat = question.Forms[0].Repeat,
            Text = response is null ? "" : _mask.Apply(response.Text),
            Finish = ending.Finish,
            FinishDetail = ending.Detail is null ? null : _mask.Apply(ending.Detail),
            Model = response?.ModelId,
            Fingerprint = response is null ? null : _provider.FingerprintOf(response),
            InputTokens = usage?.InputTokenCount,
            OutputTokens = usage?.OutputTokenCount,
            CachedInputTokens = usage?.CachedInputTokenCount,
            ReasoningTokens = usage?.ReasoningTokenCount,
            Usd = CostOf(usage),
            LatencyMs = Math.Round(result.LatencyMs, 2),
            Attempts = result.Attempts > 1 ? result.Attempts : 0,
            Hedged = result.Hedged,
            Image = sent,
        };
    }

    private decimal? CostOf(UsageDetails? usage) =>
        (_manifest.UsdPerMillionInputTokens, _manifest.UsdPerMillionOutputTokens, usage?.InputTokenCount, usage?.OutputTokenCount) is
            ({ } inputPrice, { } outputPrice, { } input, { } output)
            ? ((inputPrice * input) + (outputPrice * output)) / 1_000_000m
            : null;
}
