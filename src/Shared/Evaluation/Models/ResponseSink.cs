using System.Collections.Concurrent;
using MuBench.Money;
using MuBench.Responses;
using MuBench.Throttling;

namespace MuBench.Models;

/// <summary>Takes what a model says of the questions of one shard: answers go to the response log, failures are kept with their reason.</summary>
public sealed class ResponseSink(ResponseLogWriter log, ModelProgress progress, string runId, TimeProvider time)
{
    private readonly ConcurrentQueue<QuestionFault> _faults = new();
    private int _answered;
    private int _failed;

    /// <summary>Questions answered so far.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Number of questions that failed so far.</summary>
    public int Failures => Volatile.Read(ref _failed);

    /// <summary>The questions that failed so far, with their reasons; copies of one another once.</summary>
    public IReadOnlyCollection<QuestionFault> Faults => _faults;

    /// <summary>The model's counters.</summary>
    public ModelProgress Progress { get; } = progress;

    /// <summary>What calls are paid from.</summary>
    public BudgetAccount Budget { get; init; } = new(new BudgetLedger(null));

    /// <summary>Whether the model's price is known: then an answer whose tokens are not known counts among what was set aside and not given back.</summary>
    public bool IsPriced { get; init; }

    /// <summary>
    /// Takes the complete answer to a question: one record per form that was missing. Completes when the response log
    /// has acknowledged them; only then is the question counted as done.
    /// </summary>
    public async Task AnsweredAsync(PendingQuestion question, IReadOnlyList<ResponseRecord> records, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var last = Task.CompletedTask;
        foreach (var record in records)
            last = log.AppendAsync(record with { Run = runId, At = at }, cancellationToken);
        // Appends are acknowledged in order: the last one's acknowledgement covers the others.
        await last.ConfigureAwait(false);
        Interlocked.Add(ref _answered, question.Copies);
        Progress.AddAnswered(
            question.Copies,
            records.Sum(record => record.InputTokens ?? 0),
            records.Sum(record => record.OutputTokens ?? 0),
            UsdOf(records));
    }

    /// <summary>
    /// Takes a complete answer that leaves the question open: its next form is asked. Completes when the response log has
    /// acknowledged it, so that it is not asked again whatever becomes of the rest.
    /// </summary>
    public async Task KeepAsync(ResponseRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        await log.AppendAsync(record with { Run = runId, At = time.GetUtcNow() }, cancellationToken).ConfigureAwait(false);
        Progress.AddAnswered(0, record.InputTokens ?? 0, record.OutputTokens ?? 0, UsdOf([record]));
    }

    /// <summary>What answers cost: null where one came from a model whose price nobody says.</summary>
    private decimal? UsdOf(IReadOnlyList<ResponseRecord> records) =>
        !IsPriced && records.Any(record => record.IsUnpriced) ? null : records.Sum(record => record.Usd ?? 0);

    /// <summary>Takes a question that failed for good in this run. The log stores nothing of it: a rerun asks again.</summary>
    public void Failed(PendingQuestion question, string reason)
    {
        _faults.Enqueue(new QuestionFault(question.Variants[0].Key, question.Image.Row, question.Question.Key, reason));
        Interlocked.Add(ref _failed, question.Copies);
        Progress.AddFailed(question.Copies);
    }
}
