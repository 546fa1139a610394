using System.Text.Json;
using MuBench.Datasets.Import;
using MuBench.Datasets.Release;
using MuBench.Storage;

namespace MuBench.Datasets;

/// <summary>
/// Prepares a dataset in the store. Sources are the Arrow shards of the Hub release (kept verbatim and indexed in
/// place), Parquet files, a folder with a <c>questions.jsonl</c>, or VLMEvalKit tables. Memory use does not depend on
/// the size of the dataset, except for the texts of tables.
/// </summary>
public static class DatasetImporter
{
    /// <summary>
    /// Imports a file or folder under a name. <c>dataset.json</c> is written last, so an interrupted import leaves no
    /// dataset, and the next import overwrites its files. Importing the same content again changes nothing.
    /// </summary>
    /// <exception cref="UserException">
    /// The source is incomplete, contradicts its checksums or its format, or another dataset has the name.
    /// </exception>
    public static Task<DatasetInfo> ImportAsync(
        IArtifactStore store, string name, string path, ImportOptions options, IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken) =>
        ImportAsync(store, name, [path], options, progress, cancellationToken);

    /// <summary>Imports several <c>.tsv</c> tables, which are the parts of one dataset in the given order.</summary>
    /// <inheritdoc cref="ImportAsync(IArtifactStore, string, string, ImportOptions, IProgress{ImportProgress}, CancellationToken)"/>
    public static async Task<DatasetInfo> ImportAsync(
        IArtifactStore store, string name, IReadOnlyList<string> paths, ImportOptions options, IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        if (!StorePath.TryParse(name, out _, out var fault) || name.Contains('/'))
            throw new UserException($"'{name}' cannot be a dataset's name: it {fault ?? "has a slash"}.");
        var files = SourceFiles.Find(paths);
        var checksums = await ExpectedChecksums.LoadAsync(files, options.ExpectedSha256, cancellationToken).ConfigureAwait(false);

        // This comes before anything is written: files of interrupted imports may take up space that this import needs.
        await store.SweepAsync(StoreLayout.Datasets, cancellationToken).ConfigureAwait(false);
        var display = options.Display?.ToString();
        if (await store.TryStatAsync(StoreLayout.DatasetInfo(name), cancellationToken).ConfigureAwait(false) is not null)
        {
            // Overwriting packs of a dataset in use would break it. So it is checked first whether anything has to be written.
            var existing = await DatasetReader.TryReadInfoAsync(store, name, cancellationToken).ConfigureAwait(false);
            var offered = await new ImportRun(name, files, checksums, new ImportTarget(null), progress).RunAsync(cancellationToken).ConfigureAwait(false);
            if (existing?.Sha256 == offered.Sha256)
                display ??= existing.Display;
            if (existing?.Sha256 == offered.Sha256 && await IsWholeAsync(store, existing, cancellationToken).ConfigureAwait(false))
            {
                var kept = Judge(existing with { Counts = offered.Counts, Depth = offered.Depth, Display = display }, options.Release);
                // Earlier versions did not inspect the images, or could not show some of them. Their description lacks the bit depth and the
                // images with several pages, or counts fewer images of more than 8 bits.
                var isIndexed = existing.Depth?.DeepImages == offered.Depth?.DeepImages || (offered.Depth is { DeepImages: 0 } && offered.Warnings.SequenceEqual(existing.Warnings));
                // Only the release's own files replace the same rows in another file format.
                if (isIndexed && (kept.IsOfficial || !Judge(offered, options.Release).IsOfficial))
                    return await UpdateAsync(store, existing, kept, cancellationToken).ConfigureAwait(false);
            }
            else if (existing?.Sha256 != offered.Sha256 && !options.Replace)
            {
                throw OtherContent(store, name, existing, offered);
            }

            await store.DeleteAsync(StoreLayout.DatasetInfo(name), cancellationToken).ConfigureAwait(false);
        }

        var target = new ImportTarget(store, options.Link);
        var info = Judge(await new ImportRun(name, files, checksums, target, progress).RunAsync(cancellationToken).ConfigureAwait(false) with { Display = display }, options.Release);
        await target.SweepAsync(StoreLayout.Dataset(name), cancellationToken).ConfigureAwait(false);
        return await WriteAsync(store, info, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The content hash, 64 hex digits, of the files that an import of <paramref name="path"/> would read. It
    /// identifies the state of a local dataset before an import. It is not <see cref="DatasetInfo.Sha256"/>.
    /// </summary>
    /// <exception cref="UserException">There is nothing to import, or a file cannot be read.</exception>
    public static Task<string> FingerprintAsync(string path, CancellationToken cancellationToken = default) =>
        LocalFingerprint.ComputeAsync(path, cancellationToken);

    /// <summary>Whether every file of a dataset exists with the expected size.</summary>
    internal static async Task<bool> IsWholeAsync(IArtifactStore store, DatasetInfo info, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<StorePath, long>();
        await foreach (var item in store.ListAsync(StoreLayout.Dataset(info.Name), cancellationToken).ConfigureAwait(false))
            stored[item.Path] = item.Length;
        return info.Packs.All(pack => stored.TryGetValue(StoreLayout.Pack(info.Name, pack.Name), out var length) && length == pack.Length)
            && info.Shards.All(shard => stored.ContainsKey(StoreLayout.Shard(info.Name, shard.Index)));
    }

    private static DatasetInfo Judge(DatasetInfo info, ReleaseDescription release) =>
        info with { Release = ReleaseCheck.Check(release, info.Form, info.Packs, info.Counts) };

    /// <summary>Rewrites the description of a dataset if an earlier version counted or checked it differently.</summary>
    private static async Task<DatasetInfo> UpdateAsync(IArtifactStore store, DatasetInfo existing, DatasetInfo judged, CancellationToken cancellationToken) =>
        Serialize(existing).AsSpan().SequenceEqual(Serialize(judged)) ? existing : await WriteAsync(store, judged, cancellationToken).ConfigureAwait(false);

    private static async Task<DatasetInfo> WriteAsync(IArtifactStore store, DatasetInfo info, CancellationToken cancellationToken)
    {
        await store.WriteAsync(StoreLayout.DatasetInfo(info.Name), Serialize(info), cancellationToken).ConfigureAwait(false);
        return info;
    }

    private static byte[] Serialize(DatasetInfo info) => JsonSerializer.SerializeToUtf8Bytes(info, DatasetJsonContext.Default.DatasetInfo);

    private static UserException OtherContent(IArtifactStore store, string name, DatasetInfo? existing, DatasetInfo offered)
    {
        var present = existing is null
            ? "one of another format version"
            : $"revision {existing.Revision} with {existing.Counts.Images:N0} images";
        return new UserException(
            $"The store {store.Description} already has a dataset '{name}' ({present}); this one is revision {offered.Revision} "
            + $"with {offered.Counts.Images:N0} images. Import it under another name, or ask for it to be replaced (--replace).");
    }
}
