using MuBench.Money;
using MuBench.Storage;
using MuBench.Storage.Leases;
using MuBench.Storage.Sharing;

namespace MuBench.Pipeline.Budgets.Sharing;

/// <summary>
/// This process as one of the workers that spend a run's budget. It joins with the first call. An idle member has returned all but what it has spent, so
/// its share, which stays in the document, does not hinder the others.
/// </summary>
/// <remarks>While the store is away, calls start until the grant ends, and none after it.</remarks>
internal sealed class BudgetMember : SharingMember
{
    /// <summary>Minimum time between two readings of the whole log.</summary>
    private static readonly TimeSpan MinCountPause = TimeSpan.FromSeconds(5);

    private readonly BudgetLedger _ledger;
    private readonly IArtifactStore _store;
    private readonly Func<Task<decimal>> _readSpent;
    private readonly SharedDocument<BudgetDocument> _document;
    private readonly EntryWatch _watch;
    private readonly BudgetLaw _law;
    private BudgetCount? _count;
    private long _countedAt;

    /// <summary>Creates the member.</summary>
    /// <param name="ledger">The process's ledger.</param>
    /// <param name="store">The store.</param>
    /// <param name="runId">The run.</param>
    /// <param name="limitUsd">The budget.</param>
    /// <param name="readSpent">Adds up the response log: what the run has spent.</param>
    /// <param name="time">The clock.</param>
    public BudgetMember(BudgetLedger ledger, IArtifactStore store, string runId, decimal limitUsd, Func<Task<decimal>> readSpent, TimeProvider time)
        : base(StoreLayout.RunBudget(runId), time)
    {
        (_ledger, _store, _readSpent) = (ledger, store, readSpent);
        _document = new SharedDocument<BudgetDocument>(store, DocumentPath, BudgetJsonContext.Default.BudgetDocument, time, Random.Next());
        _watch = new EntryWatch(time);
        var process = LeaseHolder.ForThisProcess("");
        _law = new BudgetLaw(Id, limitUsd, process.ProcessId, process.Instance);
    }

    /// <inheritdoc/>
    protected override bool IsInUse => _ledger.IsInUse;

    /// <summary>Adds up the log, so that the next exchange knows what the run has spent.</summary>
    public async Task CountAsync()
    {
        var begun = BudgetCount.Begin(await JsonDocuments.TryReadAsync(_store, DocumentPath, BudgetJsonContext.Default.BudgetDocument, CancellationToken.None).ConfigureAwait(false));
        _count = begun with { SpentUsd = await _readSpent().ConfigureAwait(false) };
        _countedAt = Time.GetTimestamp();
    }

    /// <inheritdoc/>
    protected override bool TryGoOnAlone() => false; // the ledger itself stops at the end of its grant

    /// <inheritdoc/>
    protected override void Fail(Exception fault) => _ledger.Fail(fault);

    /// <inheritdoc/>
    protected override async Task<double> ExchangeAsync(CancellationToken late)
    {
        BudgetGrant? grant = null;
        ValidTime asked = default;
        var count = _count;
        await _document.ChangeAsync(document =>
        {
            asked = ValidTime.FromNow(Time, TimeSpan.Zero);
            var present = document?.Checked(DocumentPath) ?? new BudgetDocument();
            // Others may get what this worker returns as soon as the document is written.
            return _ledger.Exchange(report =>
            {
                (var changed, grant) = _law.Exchange(present, report, count, _watch.IsExpired);
                return (changed, grant.GrantedUsd);
            });
        }, readsFirst: true, late).ConfigureAwait(false);
        _count = null;
        _ledger.Grant(grant!.GrantedUsd, grant.SpentByOthersUsd, asked.With(TimeSpan.FromSeconds(grant.Seconds)));
        if (grant.MustCount && Time.GetElapsedTime(_countedAt) >= MinCountPause)
            await CountAsync().ConfigureAwait(false);
        return _count is null ? grant.Interval : 0.1;
    }
}
