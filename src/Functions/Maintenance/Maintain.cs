using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MuBench.Functions.Hosting;
using MuBench.Pipeline;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Retaining;

namespace MuBench.Functions.Maintenance;

/// <summary>Every hour: checks the list of runs, and removes what is kept no longer. It never removes a run, nor a response.</summary>
public sealed class Maintain(PipelineContext context, RunIndex index, RunRetention retention, AppSettings settings, ILogger<Maintain> logger)
{
    /// <summary>Runs once. Idempotent.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="client">The Durable client.</param>
    /// <param name="cancellationToken">Fires when the host shuts down. The next call does the rest.</param>
    [Function(nameof(Maintain))]
    public async Task RunAsync([TimerTrigger("0 17 * * * *")] TimerInfo? timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = context.Time.GetUtcNow();
        await index.CheckAsync(cancellationToken);
        var rejections = settings.RetainRejected is { } rejected ? await retention.RemoveRejectionsAsync(now - rejected, cancellationToken) : 0;
        var workers = settings.RetainWorkerFiles is { } files ? await retention.RemoveLostWorkersAsync(now - files, cancellationToken) : 0;
        var endpoints = settings.RetainWorkerFiles is { } unused ? await retention.RemoveEndpointsAsync(now - unused, cancellationToken) : 0;
        var claims = settings.RetainWorkerFiles is { } held ? await retention.RemoveClaimsAsync(now - held, cancellationToken) : 0;
        var histories = settings.RetainHistory is { } history ? await RunHistory.PurgeBeforeAsync(client, now - history, cancellationToken) : 0;
        MaintenanceLog.Removed(logger, rejections, workers, claims, endpoints, histories);
    }
}
