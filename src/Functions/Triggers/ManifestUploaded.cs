using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MuBench.Functions.Hosting;

namespace MuBench.Functions.Triggers;

/// <summary>The trigger for Azurite and local use: the host polls the container.</summary>
public sealed class ManifestUploaded(UploadIntake intake)
{
    /// <summary>Accepts an uploaded manifest.</summary>
    /// <param name="blob">A reference to the blob; the intake reads no more than it needs.</param>
    /// <param name="client">The Durable client.</param>
    /// <param name="cancellationToken">Fires when the host shuts down.</param>
    [Function(nameof(ManifestUploaded))]
    public Task RunAsync(
        [BlobTrigger($"%{Settings.Container}%/manifests/{{name}}.json", Connection = Settings.Connection)] BlobClient blob,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        intake.AcceptAsync(client, blob.Name, cancellationToken);
}
