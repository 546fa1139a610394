using System.Collections.Concurrent;
using MuBench.Money;
using MuBench.Responses;
using MuBench.Throttling;

namespace MuBench.Models;

/// <summary>Receives the results of one shard's questions: responses go to the response log, failures are kept with their reason.</summary>
internal sealed class ResponseSink(ResponseLogWriter log, ModelProgress progress, string runId, TimeProvider time)
{
    private readonly ConcurrentQueue<QuestionFault> _faults = new();
    private int _answered;
    private int _failed;

    /// <summary>Number of questions answered so far.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Number of questions that failed so far.</summary>
    public int Failures => Volatile.Read(ref _failed);

    /// <summary>The questions that failed so far, with their reasons; identical questions once.</summary>
    public IReadOnlyCollection<QuestionFault> Faults => _faults;

    /// <summary>The model's counters.</summary>
    public ModelProgress Progress { get; } = progress;

    /// <summary>The account from which calls are paid.</summary>
    public BudgetAccount Budget { get; init; } = new(new BudgetLedger(null));

    /// <summary>The number of the claim under which the questions are asked; 0 for none.</summary>
    public long Claim { get; init; }

    /// <summary>The endpoint, if questions were not asked because it cannot be reached; else null.</summary>
    public UnreachableEndpoint? Unreachable { get; set; }

    /// <summary>
    /// Whether the model's price is known. The cost of a response without token counts is then counted among the
    /// unlogged amounts.
    /// </summary>
    public bool IsPriced { get; init; }

    /// <summary>
    /// Takes the complete responses to a question: one record per missing prompt variant. Completes when the response
    /// log has confirmed them; only then is the question counted as done.
    /// </summary>
    public async Task AnsweredAsync(PendingQuestion question, IReadOnlyList<ResponseRecord> records, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var last = Task.CompletedTask;
        foreach (var record in records)
            last = log.AppendAsync(record with { Run = runId, At = record.At ?? at, Claim = Claim }, cancellationToken);
        // Appends are confirmed in order, so the confirmation of the last one covers the others.
        await last.ConfigureAwait(false);
        Budget.Record(records.Sum(record => record.Usd ?? 0));
        Interlocked.Add(ref _answered, question.Copies);
        Progress.AddAnswered(
            question.Copies,
            records.Sum(record => record.InputTokens ?? 0),
            records.Sum(record => record.OutputTokens ?? 0),
            UsdOf(records));
    }

    /// <summary>
    /// Takes a complete response after which the next prompt variant is asked. Completes when the response log has
    /// confirmed it, so that it is not asked again, whatever happens to the next variant.
    /// </summary>
    public async Task KeepAsync(ResponseRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        await log.AppendAsync(record with { Run = runId, At = record.At ?? time.GetUtcNow(), Claim = Claim }, cancellationToken).ConfigureAwait(false);
        Budget.Record(record.Usd ?? 0);
        Progress.AddAnswered(0, record.InputTokens ?? 0, record.OutputTokens ?? 0, UsdOf([record]));
    }

    /// <summary>The cost of responses in US dollars; null if a price is not known.</summary>
    private decimal? UsdOf(IReadOnlyList<ResponseRecord> records) =>
        !IsPriced && records.Any(record => record.IsUnpriced) ? null : records.Sum(record => record.Usd ?? 0);

    /// <summary>Takes a question that failed permanently in this run. The log does not store failures: a rerun asks again.</summary>
    public void Failed(PendingQuestion question, string reason)
    {
        _faults.Enqueue(new QuestionFault(question.Variants[0].Key, question.Image.Row, question.Question.Key, reason));
        Interlocked.Add(ref _failed, question.Copies);
        Progress.AddFailed(question.Copies);
    }
}
