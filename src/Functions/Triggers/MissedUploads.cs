using Microsoft.DurableTask.Client;
using MuBench.Pipeline;
using MuBench.Pipeline.Intake;
using MuBench.Storage;

namespace MuBench.Functions.Triggers;

/// <summary>Finds manifests that were uploaded a short time ago by listing them. Not safe for concurrent use; several processes may do it at the same time.</summary>
public sealed class MissedUploads(PipelineContext context, UploadIntake intake)
{
    /// <summary>
    /// Older uploads are left to the trigger: a run that was deleted since must not start again because a host forgot that it had seen its manifest.
    /// </summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(2);

    private readonly Dictionary<StorePath, DateTimeOffset> _seen = [];

    /// <summary>Accepts every upload of the last <see cref="MaxAge"/> that this process has not seen. One that a trigger has delivered starts nothing twice.</summary>
    /// <param name="client">The Durable client.</param>
    /// <param name="cancellationToken">Cancels the call. The next one does the rest.</param>
    public async Task AcceptAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var since = context.Time.GetUtcNow() - MaxAge;
        foreach (var old in _seen.Where(upload => upload.Value < since).Select(upload => upload.Key).ToList()) _seen.Remove(old);
        await foreach (var upload in context.Store.ListAsync(StoreLayout.Manifests, cancellationToken))
        {
            if (!ManifestIntake.IsManifest(upload.Path) || upload.LastModified < since || (_seen.TryGetValue(upload.Path, out var at) && at == upload.LastModified)) continue;
            await intake.AcceptAsync(client, upload.Path.Value, cancellationToken);
            _seen[upload.Path] = upload.LastModified;
        }
    }
}
