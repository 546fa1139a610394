using MuBench.Pipeline;
using MuBench.Pipeline.Progress;

namespace MuBench.Cli.Running;

/// <summary>
/// Waits until the workers of a service have stopped. After a cancellation they finish their calls in flight. A process that started at
/// once would ask these questions a second time.
/// </summary>
/// <param name="context">The store and the clock.</param>
/// <param name="runId">The run.</param>
/// <param name="output">Receives one line if there is something to wait for.</param>
internal sealed class ServiceWorkerWait(PipelineContext context, string runId, TextWriter output)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly RunStatusStore _statuses = new(context);

    /// <summary>Waits until every worker has stopped, or none has written its status for <see cref="RunStatusStore.WorkerSilence"/>.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? latest = null;
        var seenAt = context.Time.GetTimestamp();
        while (await _statuses.TryReadActiveWorkerTimeAsync(runId, cancellationToken).ConfigureAwait(false) is { } updatedAt)
        {
            if (latest is null)
                await output.WriteLineAsync($"Workers of the service still have questions of run {runId} in flight. Waiting until they have stopped, so that no question is asked twice.").ConfigureAwait(false);
            // Measured with this process's clock too, because the clock of a dead worker may have been ahead.
            if (updatedAt == latest && context.Time.GetElapsedTime(seenAt) >= RunStatusStore.WorkerSilence)
                return;
            if (updatedAt != latest)
                (latest, seenAt) = (updatedAt, context.Time.GetTimestamp());
            await Task.Delay(Interval, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
