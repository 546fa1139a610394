using System.Text;
using MuBench.Json;
using MuBench.Models;
using MuBench.Models.Batch;
using MuBench.Storage;

namespace MuBench.Pipeline.Batches;

/// <summary>The batches of one shard of a model: their documents in the store, and their states at the provider.</summary>
internal sealed class ShardBatches(
    PipelineContext context, BatchClient client, BatchRequests requests, ShardWork work, ResponseSink sink, string runId, string modelId, int shard)
{
    /// <summary>How often a question is sent in batches of one run before it counts as failed.</summary>
    private const int MaxAttempts = 3;

    /// <summary>Delay if a provider's queue is full, or if others hold the rest of the budget.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(60);

    private readonly BatchMerge _merge = new(client, work, sink);
    private readonly Dictionary<string, string> _broken = new(StringComparer.Ordinal);
    private List<BatchDocument> _documents = [];
    private int _waiting;

    /// <summary>Number of questions at the provider or still to be sent.</summary>
    public int Open => _waiting + _documents.Where(document => document.IsOpen).Sum(document => document.Items.Count);

    /// <summary>A transient fault that ended the step; null if there was none.</summary>
    public string? LastError { get; private set; }

    /// <summary>The maximum further cost of open batches.</summary>
    public decimal HeldUsd => _documents.Where(document => document.IsOpen).Sum(document => document.MaxUsd ?? 0);

    /// <summary>Advances every batch by one step, and makes new ones if none is open. Returns the delay before the next step.</summary>
    /// <exception cref="ModelStoppedException">The provider accepts no batch of this model.</exception>
    public async Task<TimeSpan> AdvanceAsync(CancellationToken draining, CancellationToken cancellationToken)
    {
        _documents = await BatchStore.ReadAsync(context.Store, runId, modelId, shard, cancellationToken).ConfigureAwait(false);
        foreach (var document in _documents.Where(document => document.IsOpen))
            sink.Budget.ReserveNamed(document.Id, document.MaxUsd ?? 0);
        try
        {
            for (var index = 0; index < _documents.Count; index++)
            {
                if (_documents[index].IsOpen)
                    await AdvanceAsync(index, isNew: false, draining, cancellationToken).ConfigureAwait(false);
            }

            if (_documents.Exists(document => document.IsOpen) || draining.IsCancellationRequested)
                return TimeSpan.Zero;
            return await SendRestAsync(draining, cancellationToken).ConfigureAwait(false);
        }
        catch (BatchFaultException exception) when (exception.MayPass)
        {
            LastError = exception.Message; // its batch stays open: the caller tries again
            return exception.Fault.RetryAfter is not { } asked ? TimeSpan.Zero : asked < context.Retry.MaxRetryAfter ? asked : context.Retry.MaxRetryAfter;
        }
        catch (BatchFaultException exception)
        {
            throw new ModelStoppedException(exception.Message, exception);
        }
    }

    /// <summary>Reports the questions that failed permanently.</summary>
    public void Report()
    {
        foreach (var question in work.Pending)
        {
            if (ReasonOf(question.Variants[0].Key) is { } reason)
                sink.Failed(question, reason);
        }
    }

    /// <summary>Why a question will not be answered; null if it still may be.</summary>
    private string? ReasonOf(string key)
    {
        if (_broken.GetValueOrDefault(key) is { } broken)
            return broken;
        var faults = _documents.SelectMany(document => document.Faults).Where(fault => fault.Key == key).ToList();
        return faults.Find(fault => fault.IsFinal)?.Reason ?? (faults.Count >= MaxAttempts ? $"{faults[^1].Reason} (sent in {faults.Count} batches)" : null);
    }

    private async Task AdvanceAsync(int index, bool isNew, CancellationToken draining, CancellationToken cancellationToken)
    {
        var document = _documents[index];
        if (document.Stage == BatchStage.Prepared)
        {
            document = await SubmitAsync(document, isNew, draining, cancellationToken).ConfigureAwait(false);
            await SaveAsync(document).ConfigureAwait(false);
        }

        if (document is not { Stage: BatchStage.Submitted, BatchId: { } batchId })
            return;
        var state = await client.Api.GetStateAsync(batchId, cancellationToken).ConfigureAwait(false);
        if (!state.IsEnded)
            return;
        var merged = await _merge.MergeAsync(document, state, cancellationToken).ConfigureAwait(false);
        await SaveAsync(merged.Document).ConfigureAwait(false);
        sink.Budget.Release(document.Id, merged.SpentUsd, merged.UnloggedUsd);
        if (merged.StopReason is { } reason)
            throw new ModelStoppedException(reason);
    }

    /// <summary>Submits a prepared batch, unless a process that could not record it has submitted it already.</summary>
    private async Task<BatchDocument> SubmitAsync(BatchDocument document, bool isNew, CancellationToken draining, CancellationToken cancellationToken)
    {
        var found = isNew ? BatchSearchResult.None : await client.Api.FindAsync(document, cancellationToken).ConfigureAwait(false);
        if (found.BatchId is null && !found.MayBeInProgress && !draining.IsCancellationRequested)
            document = await client.Api.SubmitAsync(document, () => RequestsOfAsync(document, cancellationToken), SaveAsync, cancellationToken).ConfigureAwait(false);
        else
            document = document with { BatchId = found.BatchId };
        return document.BatchId is null ? document : document with { Stage = BatchStage.Submitted };
    }

    private async Task<IReadOnlyList<byte[]>> RequestsOfAsync(BatchDocument document, CancellationToken cancellationToken)
    {
        if (_made is { } made && made.Id == document.Id)
            return made.Requests;
        PendingQuestion[] questions = [.. document.Items.Select(item => work.Find(item.Key)
            ?? throw new UserException($"The batch '{document.Id}' of run '{runId}' has other questions than the run: its dataset or manifest changed. Delete {StoreLayout.RunBatches(runId, modelId)} in the store and run again."))];
        var all = new List<byte[]>();
        await foreach (var request in requests.MakeAsync(questions, cancellationToken).ConfigureAwait(false))
            all.Add(client.Api.RequestOf(document.RequestId(all.Count), request.Body));
        return all;
    }

    // The requests of a batch made in this step, so that its images are not read twice.
    private (string Id, IReadOnlyList<byte[]> Requests)? _made;

    /// <summary>Sends the questions to which no batch has a response.</summary>
    private async Task<TimeSpan> SendRestAsync(CancellationToken draining, CancellationToken cancellationToken)
    {
        PendingQuestion[] rest = [.. work.Pending.Where(question => ReasonOf(question.Variants[0].Key) is null)];
        if (rest.Length == 0)
            return TimeSpan.Zero;
        if (_documents.LastOrDefault() is { Stage: BatchStage.Deferred } last && context.Time.GetUtcNow() - last.PreparedAt < LongWait)
            return Wait(rest.Length);
        var chunk = new BatchChunk(client.Api, IdOf(_documents.Count));
        var sent = 0;
        await foreach (var request in requests.MakeAsync(rest, cancellationToken).ConfigureAwait(false))
        {
            if (request.Fault is { } fault)
            {
                _broken[request.Entry.Key] = fault;
                sent++;
                continue;
            }

            if (!chunk.HasRoomFor(request))
            {
                if (!await SendAsync(chunk, draining, cancellationToken).ConfigureAwait(false))
                    return Wait(rest.Length - sent);
                sent += chunk.Count;
                chunk = new BatchChunk(client.Api, IdOf(_documents.Count));
            }

            if (!Fits(chunk.MaxUsd + (request.MaxUsd ?? 0)))
                return await SendWhatFitsAsync(chunk, rest.Length - sent, draining, cancellationToken).ConfigureAwait(false);
            chunk.Add(request);
        }

        return chunk.Count == 0 || await SendAsync(chunk, draining, cancellationToken).ConfigureAwait(false) ? TimeSpan.Zero : Wait(rest.Length - sent);
    }

    /// <summary>
    /// The budget ends within a chunk: sends as many requests as it covers. The rest waits for amounts that others may
    /// release, or is not asked.
    /// </summary>
    private async Task<TimeSpan> SendWhatFitsAsync(BatchChunk chunk, int rest, CancellationToken draining, CancellationToken cancellationToken)
    {
        if (chunk.Count > 0 && !await SendAsync(chunk, draining, cancellationToken).ConfigureAwait(false))
            return Wait(rest);
        if (chunk.Count == 0 && sink.Budget.Ledger.ReservedUsd == 0)
            sink.Budget.Refuse();
        else if (chunk.Count == 0)
            return Wait(rest);
        return TimeSpan.Zero;
    }

    private bool Fits(decimal usd) => sink.Budget.Ledger.AvailableUsd is not { } available || usd <= available;

    private TimeSpan Wait(int questions)
    {
        _waiting = questions;
        return LongWait < context.Polling.Max ? LongWait : context.Polling.Max;
    }

    /// <summary>Records a batch, then submits it; false if other calls took the money in the meantime.</summary>
    private async Task<bool> SendAsync(BatchChunk chunk, CancellationToken draining, CancellationToken cancellationToken)
    {
        if (!sink.Budget.TryReserveNamed(chunk.Id, chunk.MaxUsd))
            return false;
        var document = new BatchDocument
        {
            Id = chunk.Id,
            RunId = runId,
            ModelId = modelId,
            Shard = shard,
            Number = _documents.Count,
            Stage = BatchStage.Prepared,
            PreparedAt = context.Time.GetUtcNow(),
            MaxUsd = client.Cost.Price is null ? null : chunk.MaxUsd,
            Items = chunk.Questions,
        };
        if (!await BatchStore.TryCreateAsync(context.Store, document, cancellationToken).ConfigureAwait(false))
            throw new UserException($"Another process evaluates shard {shard} of model '{modelId}' in run '{runId}' in batches; only one process may.");
        _documents.Add(document);
        _made = (chunk.Id, chunk.Requests);
        await AdvanceAsync(_documents.Count - 1, isNew: true, draining, cancellationToken).ConfigureAwait(false);
        _made = null;
        return true;
    }

    private Task SaveAsync(BatchDocument document)
    {
        if (_documents[document.Number] == document)
            return Task.CompletedTask;
        _documents[document.Number] = document;
        return BatchStore.WriteAsync(context.Store, document);
    }

    /// <summary>A batch's id. It is the same for the same batch, so that a repeated call finds what an earlier one sent.</summary>
    private string IdOf(int number) => Hashing.Sha256(Encoding.UTF8.GetBytes($"batch 1\n{runId}\n{modelId}\n{shard}\n{number}"))[..16];
}
