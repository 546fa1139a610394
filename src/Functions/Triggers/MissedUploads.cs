using System.Collections.Concurrent;
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

    // Number of uploads that are handled side by side.
    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<StorePath, DateTimeOffset> _seen = [];

    /// <summary>
    /// Accepts every upload of the last <see cref="MaxAge"/> that this process has not seen. One that a trigger has delivered starts nothing twice. All are taken
    /// in before the first one is started, because the work of the runs would delay the others.
    /// </summary>
    /// <param name="client">The Durable client.</param>
    /// <param name="cancellationToken">Cancels the call. The next one does the rest.</param>
    public async Task AcceptAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var uploads = await FindAsync(cancellationToken);
        var accepted = new ConcurrentBag<(StoreEntry Upload, IntakeResult? Result)>();
        await ForEachAsync(uploads, async upload => accepted.Add((upload, await intake.TakeInAsync(upload.Path.Value, cancellationToken))), cancellationToken);
        await ForEachAsync([.. accepted], async upload =>
        {
            if (upload.Result is { } result)
                await intake.StartAsync(client, result, cancellationToken);
            _seen[upload.Upload.Path] = upload.Upload.LastModified;
        }, cancellationToken);
    }

    private async Task<IReadOnlyList<StoreEntry>> FindAsync(CancellationToken cancellationToken)
    {
        var since = context.Time.GetUtcNow() - MaxAge;
        foreach (var old in _seen.Where(upload => upload.Value < since).Select(upload => upload.Key)) _seen.TryRemove(old, out _);
        var found = new List<StoreEntry>();
        await foreach (var upload in context.Store.ListAsync(StoreLayout.Manifests, cancellationToken))
        {
            if (ManifestIntake.IsManifest(upload.Path) && upload.LastModified >= since && !(_seen.TryGetValue(upload.Path, out var at) && at == upload.LastModified))
                found.Add(upload);
        }

        return found;
    }

    private static Task ForEachAsync<T>(IReadOnlyList<T> items, Func<T, Task> handle, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (item, _) => await handle(item));
}
