using System.Text.Json;
using MuBench.Manifests;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Planning;
using MuBench.Storage;

namespace MuBench.Pipeline.Intake;

/// <summary>Accepts manifests from all sources: keeps each as a run, or returns all its faults.</summary>
/// <remarks>
/// Idempotent: the same bytes are the same run, and its manifest is written once. No input makes it throw; only an
/// unreachable store does.
/// </remarks>
public sealed class ManifestIntake(PipelineContext context)
{
    private const string Extension = ".json";

    /// <summary>Reads a manifest that was uploaded to the store and accepts or rejects it.</summary>
    /// <param name="upload">Its path.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The result; null if the path is not that of an uploaded manifest, or the file no longer exists.</returns>
    public async Task<IntakeResult?> TryAcceptUploadAsync(StorePath upload, CancellationToken cancellationToken = default)
    {
        if (!IsManifest(upload))
            return null;
        if (await context.Store.TryStatAsync(upload, cancellationToken).ConfigureAwait(false) is not { } item
            || await TryReadAsync(item, cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            return null;
        }

        var accepted = await AcceptAsync(upload.Name[..^Extension.Length], bytes, keepRejection: true, cancellationToken).ConfigureAwait(false);
        return accepted with { UploadedAt = item.LastModified };
    }

    /// <summary>Accepts or rejects a manifest, and stores the faults of a rejected one for a sender who reads the store.</summary>
    /// <param name="name">The name of its file without extension, which names the run of an unreadable manifest.</param>
    /// <param name="bytes">Its bytes. If it exceeds <see cref="ManifestReader.MaxBytes"/>, at least one byte more than that.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task<IntakeResult> AcceptAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) =>
        AcceptAsync(name, bytes, keepRejection: true, cancellationToken);

    /// <summary>Accepts or rejects a manifest.</summary>
    /// <param name="name">The name of its file without extension, which names the run of an unreadable manifest.</param>
    /// <param name="bytes">Its bytes. If it exceeds <see cref="ManifestReader.MaxBytes"/>, at least one byte more than that.</param>
    /// <param name="keepRejection">Whether the faults of a rejected manifest are stored. If not, it leaves nothing in the store.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<IntakeResult> AcceptAsync(string name, ReadOnlyMemory<byte> bytes, bool keepRejection, CancellationToken cancellationToken)
    {
        var reading = ManifestReader.Read(bytes, context.Endpoints);
        var runId = reading.Manifest is { } manifest ? RunId.Of(manifest, bytes) : RunId.Of(SegmentOf(name), bytes);
        var faults = reading.Manifest is null ? reading.Faults
            : await LocalFaultsAsync(runId, reading.Manifest, cancellationToken).ConfigureAwait(false);
        if (faults.Count == 0)
            await KeepAsync(runId, bytes, cancellationToken).ConfigureAwait(false);
        else if (keepRejection)
            await RejectAsync(runId, faults, cancellationToken).ConfigureAwait(false);
        return new IntakeResult(runId, faults);
    }

    /// <summary>Returns all faults of a manifest, and stores nothing.</summary>
    public IReadOnlyList<ManifestFault> Validate(ReadOnlyMemory<byte> bytes) => ManifestReader.Read(bytes, context.Endpoints).Faults;

    /// <summary>Whether a path is that of an uploaded manifest: a <c>.json</c> file in <c>manifests</c> or in a folder below it.</summary>
    public static bool IsManifest(StorePath path) =>
        path.Value.StartsWith(StoreLayout.Manifests.Value + "/", StringComparison.Ordinal)
        && path.Name.Length > Extension.Length && path.Name.EndsWith(Extension, StringComparison.Ordinal);

    private async Task KeepAsync(string runId, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await RunChanges.AnnounceAsync(context.Store, context.Time, runId, cancellationToken).ConfigureAwait(false);
        await context.Store.TryCreateAsync(StoreLayout.RunManifest(runId), bytes, cancellationToken).ConfigureAwait(false);
        // The same manifest may have been rejected before. Since then an endpoint may have been allowed, or a missing file uploaded.
        await context.Store.DeleteAsync(StoreLayout.RunRejected(runId), cancellationToken).ConfigureAwait(false);
    }

    private async Task RejectAsync(string runId, IReadOnlyList<ManifestFault> faults, CancellationToken cancellationToken)
    {
        var rejection = new Rejection { RunId = runId, RejectedAt = context.Time.GetUtcNow(), Faults = faults };
        var json = JsonSerializer.SerializeToUtf8Bytes(rejection, PipelineJsonContext.Default.Rejection);
        await RunChanges.AnnounceAsync(context.Store, context.Time, runId, cancellationToken).ConfigureAwait(false);
        await context.Store.WriteAsync(StoreLayout.RunRejected(runId), json, cancellationToken).ConfigureAwait(false);
    }

    // Paths beside the manifest are known only if 'mubench submit' has uploaded the files there.
    private async Task<IReadOnlyList<ManifestFault>> LocalFaultsAsync(string runId, RunManifest manifest, CancellationToken cancellationToken)
    {
        var locals = LocalSources.Of(manifest).ToList();
        if (locals.Count == 0)
            return [];
        var known = await LocalSources.ReadAsync(context.Store, runId, cancellationToken).ConfigureAwait(false);
        return [.. locals.Where(local => !known.ContainsKey(local.Value)).Select(local => new ManifestFault(
            local.Path, $"'{local.Value}' is a path beside the manifest, and was not uploaded. Submit the manifest with 'mubench submit', or give the name of a dataset or model in the store."))];
    }

    private async Task<byte[]?> TryReadAsync(StoreEntry item, CancellationToken cancellationToken)
    {
        var bytes = new byte[Math.Min(item.Length, ManifestReader.MaxBytes + 1)];
        try
        {
            await context.Store.ReadRangeAsync(item.Path, 0, bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (ArtifactNotFoundException)
        {
            return null; // it was deleted meanwhile: there is nothing to run
        }

        return bytes;
    }

    // The name of an uploaded file can be any blob name.
    private static string SegmentOf(string name)
    {
        var kept = string.Concat(name.Where(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-')).Trim('.');
        return kept.Length == 0 ? "manifest" : kept[..Math.Min(kept.Length, 64)].TrimEnd('.');
    }
}
