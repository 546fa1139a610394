using MuBench.Models;
using MuBench.Models.Batch;
using MuBench.Models.Calls;

namespace MuBench.Pipeline.Batches;

/// <summary>Merges the results of an ended batch into the response log.</summary>
internal sealed class BatchMerge(BatchClient client, ShardWork work, ResponseSink sink)
{
    /// <summary>Merges a batch.</summary>
    public async Task<MergedBatch> MergeAsync(BatchDocument document, BatchState state, CancellationToken cancellationToken)
    {
        if (state is { Failure: not null, IsQueueFull: true })
            return new MergedBatch(document with { Stage = BatchStage.Deferred }, 0, 0, null);
        if (state.Failure is { } failure)
            return new MergedBatch(Ended(document, document.Items.Select(entry => new BatchedQuestionFault(entry.Key, failure, false))), 0, 0, $"the provider refused a batch: {failure}");

        try
        {
            var requestResults = await client.Api.ReadResultsAsync(document.BatchId!, state, cancellationToken).ConfigureAwait(false);
            return await MergeAsync(document, requestResults, cancellationToken).ConfigureAwait(false);
        }
        catch (BatchFaultException exception) when (exception.Fault.Kind == CallFaultKind.BrokenResponse)
        {
            // Sending the questions again would cost the same again, and the file may be too large again. The batch may have cost its maximum.
            var reason = $"the responses of the batch '{document.BatchId}' cannot be read: {exception.Message}";
            var bound = document.MaxUsd ?? 0;
            return new MergedBatch(Ended(document, document.Items.Select(item => new BatchedQuestionFault(item.Key, reason, true))), bound, bound, null);
        }
    }

    private async Task<MergedBatch> MergeAsync(BatchDocument document, IReadOnlyList<BatchRequestResult> requestResults, CancellationToken cancellationToken)
    {
        var tally = new BatchTally(document.MaxUsd is { } max ? max / document.Items.Count : 0);
        var open = document.Items.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var requestResult in requestResults)
        {
            if (document.IndexOf(requestResult.RequestId) is { } index && open.Remove(document.Items[index].Key))
                await TakeAsync(document.Items[index], requestResult, tally, cancellationToken).ConfigureAwait(false);
        }

        // Responses are appended together. The batch is merged only when all appends are confirmed.
        await Task.WhenAll(tally.Appends).ConfigureAwait(false);
        tally.Faults.AddRange(open.Select(key => new BatchedQuestionFault(key, "the batch ended without an answer to it", false)));
        return new MergedBatch(Ended(document, tally.Faults), tally.Spent + tally.Unlogged, tally.Unlogged, tally.StopReason);
    }

    private async Task TakeAsync(BatchedQuestion entry, BatchRequestResult requestResult, BatchTally tally, CancellationToken cancellationToken)
    {
        if (requestResult.Response is not { } response)
        {
            tally.Faults.Add(new BatchedQuestionFault(entry.Key, $"the batch ended before it was answered ({requestResult.Reason ?? "no reason given"})", false));
            return;
        }

        var result = await client.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        if (result.Fault is { Kind: not CallFaultKind.Filtered } fault)
        {
            tally.Faults.Add(new BatchedQuestionFault(entry.Key, fault.Message, fault.Kind is CallFaultKind.Rejected));
            if (fault.Kind is CallFaultKind.Fatal or CallFaultKind.Unauthorized)
                tally.StopReason ??= fault.Message;
            return;
        }

        // An earlier process may have logged it and stopped before it could record that.
        if (work.Take(entry.Key) is not { } question)
            return;
        var record = client.RecordOf(question, result, entry.Images);
        if (record.Usd is { } usd)
            tally.Spent += usd;
        else
            tally.Unlogged += tally.MaxPerRequest;
        tally.Appends.Add(sink.AnsweredAsync(question, [record], CancellationToken.None));
    }

    private static BatchDocument Ended(BatchDocument document, IEnumerable<BatchedQuestionFault> faults) => document with { Stage = BatchStage.Merged, Faults = [.. faults] };

    private sealed class BatchTally(decimal mostPerRequest)
    {
        public decimal MaxPerRequest { get; } = mostPerRequest;

        public List<BatchedQuestionFault> Faults { get; } = [];

        public List<Task> Appends { get; } = [];

        public decimal Spent { get; set; }

        public decimal Unlogged { get; set; }

        public string? StopReason { get; set; }
    }
}
