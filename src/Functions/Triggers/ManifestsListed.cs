using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MuBench.Functions.Triggers;

/// <summary>
/// Beside <see cref="ManifestUploaded"/>: lists the manifests every two seconds. The host's polling of a container may take longer, and has been seen to miss a
/// manifest that was uploaded while it listed.
/// </summary>
public sealed class ManifestsListed(MissedUploads uploads)
{
    /// <summary>Accepts the manifests that were uploaded since the last call.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="client">The Durable client.</param>
    /// <param name="cancellationToken">Fires when the host shuts down.</param>
    [Function(nameof(ManifestsListed))]
    public Task RunAsync([TimerTrigger("*/2 * * * * *")] TimerInfo? timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        uploads.AcceptAsync(client, cancellationToken);
}
