using Microsoft.Extensions.AI;
using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Manifests;
using MuBench.Models.Batch;
using MuBench.Models.Calls;
using MuBench.Models.Servers;
using MuBench.Models.Telemetry;
using MuBench.Money;
using MuBench.Retries;
using MuBench.Secrets;
using MuBench.Throttling;

namespace MuBench.Models.Generative;

/// <summary>A chat model with vision: one call per question, with all images of its item.</summary>
internal sealed class GenerativeModel : IEvaluatedModel
{
    private readonly IChatProvider _provider;
    private readonly ResponseRecorder _recorder;
    private readonly CallCost _cost;
    private readonly string? _system;
    private readonly ThrottleLease _throttle;
    private readonly EndpointCaller<ChatResponse> _caller;
    private readonly CircuitBreaker _breaker;
    private readonly EndpointAvailability _availability;
    private readonly SemaphoreSlim _unlogged;
    private readonly LogFailureGuard _logFailure = new();
    private readonly ServerGate? _gate;

    public GenerativeModel(
        ModelManifest manifest, IChatProvider provider, SecretMask mask, ThrottleLease throttle, TimeSpan deadline, RetryOptions retry, int seed, TimeProvider time,
        ServerGate? gate = null)
    {
        _provider = provider;
        _cost = new CallCost(manifest);
        _system = manifest.Request?.System;
        _recorder = new ResponseRecorder(provider, mask, _cost, manifest);
        _throttle = throttle;
        _breaker = new CircuitBreaker(retry.StopAfterFailures);
        _availability = new EndpointAvailability(EndpointPatience.Of(manifest, retry), _breaker, time);
        // A question in flight and an answered one that is not logged yet take the same place: so many are asked again after a kill, also if the store is away.
        _unlogged = new SemaphoreSlim(manifest.MaxInFlight);
        var protocol = new CallProtocol<ChatResponse>(provider.Explain, TokensOf, FactsOf) { CostOf = response => _cost.CostOf(response.Usage, provider.TierOf(response)), Learn = _cost.Learn };
        _caller = new EndpointCaller<ChatResponse>(protocol, throttle.Throttle, _breaker, retry, deadline, time, seed)
        {
            Gate = gate,
            Availability = _availability,
            Unlogged = _unlogged,
            Telemetry = new CallTelemetry(manifest, mask),
        };
        _gate = gate;
    }

    /// <inheritdoc/>
    public bool NeedsImages => true;

    /// <summary>The batch client; null for single calls.</summary>
    public BatchClient? Batches { get; init; }

    /// <inheritdoc/>
    public Task<WakeStep> WakeAsync(CancellationToken cancellationToken) => _gate?.StepAsync(cancellationToken) ?? Task.FromResult(WakeStep.Ready);

    /// <inheritdoc/>
    public async Task AnswerAsync(
        IReadOnlyList<PendingQuestion> questions, ShardImages? images, ResponseSink sink, CancellationToken draining, CancellationToken cancellationToken)
    {
        _breaker.ThrowIfOpen();
        _availability.Enter();
        using var logging = _logFailure.Enter();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(draining, cancellationToken, _breaker.Opened, logging.Failed);
        var shared = questions
            .Select(question => question.Shown)
            .OfType<ImageRecord>()
            .GroupBy(image => image.Row)
            .ToDictionary(
                image => image.Key, image => new SharedImages(image.Count(), () => PreparedImages.Prepare(image.First(), images!, _provider)));
        var none = new SharedImages(questions.Count, () => PreparedImages.None);
        await Task.WhenAll(questions.Select(question =>
            AskOrStopAsync(question, question.Shown is { } shown ? shared[shown.Row] : none, sink, stop, cancellationToken))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        _breaker.ThrowIfOpen();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _throttle.DisposeAsync().ConfigureAwait(false);
        _breaker.Dispose();
        _unlogged.Dispose();
        _logFailure.Dispose();
        _gate?.Dispose();
        _provider.Dispose();
        Batches?.Dispose();
    }

    private async Task AskOrStopAsync(
        PendingQuestion question, SharedImages shared, ResponseSink sink, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        try
        {
            for (var (open, copies) = (question, question.Copies); open is not null; copies = 0)
                open = await AskAsync(open, copies, shared, sink, stop, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // After a response could not be logged (a full disk), there must be no calls whose responses could not be logged either.
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            shared.Release();
        }
    }

    // Asks the first prompt variant. Returns what remains to be asked of the question; null if nothing does. The copies are
    // those that are asked for the first time.
    private async Task<PendingQuestion?> AskAsync(
        PendingQuestion question, int copies, SharedImages shared, ResponseSink sink, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        if (await CallAsync(question, copies, shared, sink, stop, cancellationToken).ConfigureAwait(false) is not { } result)
            return null;
        if (result.IsAnswer)
            return await LogAsync(question, result, shared, sink).ConfigureAwait(false);
        sink.Failed(question, result.Fault!.Message);
        return null;
    }

    // Null if the question did not get a result: the run drains, its budget has no room, the endpoint cannot be reached, or its image is broken.
    private async Task<CallResult<ChatResponse>?> CallAsync(
        PendingQuestion question, int copies, SharedImages shared, ResponseSink sink, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        var draining = stop.Token;
        try
        {
            var result = await _caller.CallAsync(() => CallOf(question, shared.Value), sink.Budget, copies, sink.Progress, draining, cancellationToken).ConfigureAwait(false);
            if (result is { Fault.Endpoint: { } unreachable })
                sink.Unreachable = unreachable;
            else if (result is not null)
                return result;
            await stop.CancelAsync().ConfigureAwait(false); // no room in the budget, or no endpoint: nothing new is asked, calls in flight are finished
            return null;
        }
        catch (OperationCanceledException) when (draining.IsCancellationRequested)
        {
            return null; // The question counts as not run: the conductor knows why it drains.
        }
        catch (Exception exception) when (exception is ImageException or BrokenImageException)
        {
            sink.Failed(question, exception.Message);
            return null;
        }
    }

    // Releases the response's place once it is logged or cannot be logged.
    private async Task<PendingQuestion?> LogAsync(PendingQuestion question, CallResult<ChatResponse> result, SharedImages shared, ResponseSink sink)
    {
        try
        {
            var record = _recorder.RecordOf(question, result, shared.Value.Sent);
            if (question.Variants is [_, { } next, ..] && next.IsDueAfter(record))
            {
                await sink.KeepAsync(record, CancellationToken.None).ConfigureAwait(false);
                return question with { Variants = [.. question.Variants.Skip(1)] };
            }

            await sink.AnsweredAsync(question, [record], CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch
        {
            // This comes before the place is free: no shard of this model may ask for what could not be logged either.
            _logFailure.Report();
            throw;
        }
        finally
        {
            _unlogged.Release();
        }
    }

    private static double? TokensOf(ChatResponse response) =>
        response.Usage?.TotalTokenCount ?? response.Usage?.InputTokenCount + response.Usage?.OutputTokenCount;

    private static CallFacts FactsOf(ChatResponse response) =>
        new(response.ModelId, response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount, response.FinishReason?.Value);

    private PreparedCall<ChatResponse> CallOf(PendingQuestion question, PreparedImages prepared)
    {
        var prompt = question.Variants[0].Prompt;
        var messages = prepared.MessagesOf(_system, prompt);
        return new PreparedCall<ChatResponse>(
            cancellationToken => _provider.Client.GetResponseAsync(messages, _provider.Options, cancellationToken), _cost.BoundOf(prompt, prepared.Sent));
    }
}
