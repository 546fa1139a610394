using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MuBench.Functions.Hosting;

namespace MuBench.Functions.Triggers;

/// <summary>The trigger for Azurite and plain local use: the host polls the container.</summary>
public sealed class ManifestUploaded(UploadIntake intake)
{
    /// <summary>Takes an uploaded manifest in.</summary>
    /// <param name="blob">The blob: a reference, which the intake reads no more of than it needs.</param>
    /// <param name="client">The Durable client.</param>
    /// <param name="cancellationToken">The host is shutting down.</param>
    [Function(nameof(ManifestUploaded))]
    public Task RunAsync(
        [BlobTrigger($"%{Settings.Container}%/manifests/{{name}}.json", Connection = Settings.Connection)] BlobClient blob,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        intake.AcceptAsync(client, blob.Name, cancellationToken);
}
