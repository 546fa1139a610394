using System.Text.Json;
using MuBench.Pipeline;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Storage;
using MuBench.Storage.Leases;

namespace MuBench.Cli.Running;

/// <summary>Keeps <c>status.json</c> of a run up to date.</summary>
/// <param name="context">The store and the clock.</param>
/// <param name="plan">The run.</param>
/// <param name="read">Reads the status of the models.</param>
/// <param name="lease">The run's lease. Once it is lost, another process writes the status.</param>
internal sealed class StatusWriter(PipelineContext context, RunPlan plan, Func<IReadOnlyList<ModelStatus>> read, HeldLease lease)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private string? _announced;

    /// <summary>Writes the status every few seconds until the token fires.</summary>
    public async Task KeepAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Interval, context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
                await TryWriteAsync(RunStates.Running, null).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The run has ended. The caller that knows the result writes the last status.
        }
    }

    /// <summary>Writes the status, unless another process conducts the run by now.</summary>
    /// <param name="state">One of <see cref="RunStates"/>.</param>
    /// <param name="error">Why the run failed; null if it did not.</param>
    /// <param name="result">The result of the finished run; null if it is not finished.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task WriteAsync(string state, string? error, WriteReportResult? result, CancellationToken cancellationToken)
    {
        if (lease.LossReason is not null)
            return;
        if (state != _announced)
        {
            await RunChanges.AnnounceAsync(context.Store, context.Time, plan.RunId, cancellationToken).ConfigureAwait(false);
            _announced = state;
        }

        var status = new RunStatus
        {
            RunId = plan.RunId,
            State = state,
            Error = error,
            Sampled = result?.Sampled,
            StartedAt = plan.StartedAt,
            UpdatedAt = context.Time.GetUtcNow(),
            Dataset = plan.Dataset,
            DatasetFolder = plan.DatasetFolder,
            SpentUsd = result?.SpentUsd,
            Alarms = result?.Alarms,
            Models = read(),
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(status, PipelineJsonContext.Default.RunStatus);
        await context.Store.WriteAsync(StoreLayout.RunStatus(plan.RunId), json, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the status if the store can be written. A failure here must not hide the run's own result.</summary>
    public async Task TryWriteAsync(string state, string? error)
    {
        try
        {
            await WriteAsync(state, error, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // The steps use the same store and report its fault.
        }
    }
}
