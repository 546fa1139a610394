using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MuBench.Functions.Hosting;

namespace MuBench.Functions.Triggers;

/// <summary>The trigger for Azure: Event Grid adds an event to a storage queue for every uploaded manifest.</summary>
public sealed class ManifestQueued(UploadIntake intake, AppSettings settings, ILogger<ManifestQueued> logger)
{
    /// <summary>Accepts the manifest that a message names.</summary>
    /// <param name="message">The event, in Event Grid's schema or as a CloudEvent.</param>
    /// <param name="client">The Durable client.</param>
    /// <param name="cancellationToken">Fires when the host shuts down.</param>
    [Function(nameof(ManifestQueued))]
    public async Task RunAsync(
        [QueueTrigger($"%{Settings.ManifestQueue}%", Connection = Settings.Connection)] string message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (BlobEvents.TryRead(message, settings.Container) is not { } blobs)
        {
            StarterLog.Unreadable(logger);
            return;
        }

        foreach (var blob in blobs)
            await intake.AcceptAsync(client, blob, cancellationToken);
    }
}
