using System.Text;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Planning;
using MuBench.Storage;

namespace MuBench.Pipeline.Workers;

/// <summary>Makes a process the owner of a run's budget.</summary>
internal sealed class BudgetOwner(PipelineContext context, string worker)
{
    /// <summary>
    /// Takes a budget over: reads from the store what other processes have spent. The conductor gives the work of such
    /// a run to one worker at a time.
    /// </summary>
    public async Task TakeAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Manifest.MaxUsd is null || RunBudgets.CanShare(plan))
            return;
        var path = StoreLayout.RunBudgetOwner(plan.RunId);
        var owner = Encoding.UTF8.GetBytes($"\"{worker}\"");
        if (await context.Store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) is { } last && last.AsSpan().SequenceEqual(owner))
            return;
        context.Budgets.Forget(plan.RunId);
        await context.Store.WriteAsync(path, owner, cancellationToken).ConfigureAwait(false);
    }
}
