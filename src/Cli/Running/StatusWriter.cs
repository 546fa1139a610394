using System.Text.Json;
using MuBench.Json;
using MuBench.Models;
using MuBench.Pipeline;
using MuBench.Storage;

namespace MuBench.Cli.Running;

/// <summary>Keeps <c>status.json</c> of a run up to date.</summary>
internal sealed class StatusWriter(PipelineContext context, string runId, IReadOnlyList<ModelProgress> progress)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Writes every few seconds until the token fires.</summary>
    public async Task KeepAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Interval, context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
                await TryWriteAsync("running", null).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The run has ended; its last status is written by whoever knows how.
        }
    }

    /// <summary>Writes the status.</summary>
    public Task WriteAsync(string state, string? error, CancellationToken cancellationToken)
    {
        var status = new RunStatus
        {
            RunId = runId,
            State = state,
            Error = error,
            UpdatedAt = context.Time.GetUtcNow(),
            Models = [.. progress.Select(ModelStatus.Of)],
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(status, MuBenchJsonContext.Default.RunStatus);
        return context.Store.WriteAsync(StoreLayout.RunStatus(runId), json, cancellationToken);
    }

    /// <summary>Writes the status where the store lets it: a status that cannot be written must not hide what the run has to say.</summary>
    public async Task TryWriteAsync(string state, string? error)
    {
        try
        {
            await WriteAsync(state, error, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // The steps meet the same store and report it.
        }
    }
}
