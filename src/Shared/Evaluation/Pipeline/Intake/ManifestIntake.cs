using System.Text.Json;
using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Storage;

namespace MuBench.Pipeline.Intake;

/// <summary>Takes manifests in, wherever they come from: keeps them as runs, or says everything that is wrong with them.</summary>
/// <remarks>
/// Idempotent: the same bytes are the same run, and its manifest is written once. No input makes it throw; only a store
/// that cannot be reached does.
/// </remarks>
public sealed class ManifestIntake(PipelineContext context)
{
    private const string Extension = ".json";

    /// <summary>Reads a manifest that was uploaded to the store and takes it in.</summary>
    /// <param name="upload">Its path.</param>
    /// <param name="cancellationToken">Abandons the call.</param>
    /// <returns>What came of it; null where the path is that of no uploaded manifest, or nothing is there any more.</returns>
    public async Task<IntakeResult?> TryAcceptUploadAsync(StorePath upload, CancellationToken cancellationToken = default)
    {
        if (!IsManifest(upload))
            return null;
        if (await context.Store.TryStatAsync(upload, cancellationToken).ConfigureAwait(false) is not { } item
            || await TryReadAsync(item, cancellationToken).ConfigureAwait(false) is not { } bytes)
        {
            return null;
        }

        var accepted = await AcceptAsync(upload.Name[..^Extension.Length], bytes, cancellationToken).ConfigureAwait(false);
        return accepted with { UploadedAt = item.LastModified };
    }

    /// <summary>Takes a manifest in.</summary>
    /// <param name="name">Its file's name without extension: names the run of one that cannot be read.</param>
    /// <param name="bytes">Its bytes; of one above <see cref="ManifestReader.MaxBytes"/> at least one more than that.</param>
    /// <param name="cancellationToken">Abandons the call.</param>
    public async Task<IntakeResult> AcceptAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        var reading = ManifestReader.Read(bytes, context.Endpoints);
        var runId = reading.Manifest is { } manifest ? RunId.Of(manifest, bytes) : RunId.Of(SegmentOf(name), bytes);
        var faults = reading.Manifest is null ? reading.Faults
            : await LocalFaultsAsync(runId, reading.Manifest, cancellationToken).ConfigureAwait(false);
        if (faults.Count == 0)
            await KeepAsync(runId, bytes, cancellationToken).ConfigureAwait(false);
        else
            await RejectAsync(runId, faults, cancellationToken).ConfigureAwait(false);
        return new IntakeResult(runId, faults);
    }

    /// <summary>Says everything that is wrong with a manifest, and keeps nothing.</summary>
    public IReadOnlyList<ManifestFault> Validate(ReadOnlyMemory<byte> bytes) => ManifestReader.Read(bytes, context.Endpoints).Faults;

    /// <summary>Whether a path is that of an uploaded manifest: a <c>.json</c> right under <c>manifests</c>.</summary>
    public static bool IsManifest(StorePath path) =>
        path.Value.StartsWith(StoreLayout.Manifests.Value + "/", StringComparison.Ordinal)
        && path.Value.AsSpan(StoreLayout.Manifests.Value.Length + 1).IndexOf('/') < 0
        && path.Name.Length > Extension.Length && path.Name.EndsWith(Extension, StringComparison.Ordinal);

    private async Task KeepAsync(string runId, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await context.Store.TryCreateAsync(StoreLayout.RunManifest(runId), bytes, cancellationToken).ConfigureAwait(false);
        // The same manifest may have been rejected before: an endpoint is allowed now, or what it names was uploaded.
        await context.Store.DeleteAsync(StoreLayout.RunRejected(runId), cancellationToken).ConfigureAwait(false);
    }

    private Task RejectAsync(string runId, IReadOnlyList<ManifestFault> faults, CancellationToken cancellationToken)
    {
        var rejection = new Rejection { RunId = runId, RejectedAt = context.Time.GetUtcNow(), Faults = faults };
        var json = JsonSerializer.SerializeToUtf8Bytes(rejection, PipelineJsonContext.Default.Rejection);
        return context.Store.WriteAsync(StoreLayout.RunRejected(runId), json, cancellationToken);
    }

    // A path beside the manifest is known only where 'mubench submit' has uploaded what lies there.
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
            return null; // deleted meanwhile: there is nothing to run
        }

        return bytes;
    }

    // An uploaded file's name is any name that a blob may have.
    private static string SegmentOf(string name)
    {
        var kept = string.Concat(name.Where(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-')).Trim('.');
        return kept.Length == 0 ? "manifest" : kept[..Math.Min(kept.Length, 64)].TrimEnd('.');
    }
}
