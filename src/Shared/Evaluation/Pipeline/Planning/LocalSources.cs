using System.Text.Json;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Storage;

namespace MuBench.Pipeline.Planning;

/// <summary>
/// Paths beside a manifest (<c>./dataset</c>, <c>./models/base</c>). They are prepared into the store on first use,
/// under a name that ends in their content hash. <c>sources.json</c> of the run maps paths to names.
/// </summary>
public static class LocalSources
{
    /// <summary>Number of digits of the content hash that names in the store end in.</summary>
    private const int HashDigits = 8;

    /// <summary>The name of a prepared path without its hash.</summary>
    internal static string TitleOf(string name) => name[..^(HashDigits + 1)];

    /// <summary>Whether a value of a manifest is a path beside it.</summary>
    public static bool IsLocal(string value) => value.StartsWith("./", StringComparison.Ordinal);

    /// <summary>Prepares every local path of a manifest into the store. Existing copies are not changed.</summary>
    /// <param name="store">The store.</param>
    /// <param name="runId">The run.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="folder">The manifest's folder.</param>
    /// <param name="report">Receives one sentence for each prepared path.</param>
    /// <param name="cancellationToken">Cancels the preparation. An incomplete copy is never used.</param>
    public static async Task PrepareAsync(
        IArtifactStore store, string runId, RunManifest manifest, string folder, Action<string> report, CancellationToken cancellationToken)
    {
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (IsLocal(manifest.Benchmark.Dataset))
            names[manifest.Benchmark.Dataset] = await PrepareDatasetAsync(store, folder, manifest.Benchmark.Dataset, report, cancellationToken).ConfigureAwait(false);
        foreach (var source in manifest.Models.SelectMany(FoldersOf).Where(IsLocal).Distinct(StringComparer.Ordinal))
            names[source] = await PrepareModelAsync(store, folder, source, report, cancellationToken).ConfigureAwait(false);
        if (names.Count > 0)
        {
            await store.WriteAsync(
                StoreLayout.RunSources(runId),
                JsonSerializer.SerializeToUtf8Bytes(names, PipelineJsonContext.Default.SortedDictionaryStringString),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The local paths of a manifest, each with its first place in the manifest.</summary>
    internal static IEnumerable<(string Path, string Value)> Of(RunManifest manifest)
    {
        if (IsLocal(manifest.Benchmark.Dataset))
            yield return ("$.benchmark.dataset", manifest.Benchmark.Dataset);
        for (var index = 0; index < manifest.Models.Count; index++)
        {
            var model = manifest.Models[index];
            foreach (var (field, value) in new[] { ("source", model.Source), ("base", model.Base), ("tuned", model.Tuned) })
            {
                if (value is not null && IsLocal(value))
                    yield return ($"$.models[{index}].{field}", value);
            }
        }
    }

    /// <summary>Reads the names in the store for a manifest's local paths; empty if none were prepared.</summary>
    internal static async Task<SortedDictionary<string, string>> ReadAsync(IArtifactStore store, string runId, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunSources(runId);
        return await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) is { } json
            ? JsonDocuments.Read(json, PipelineJsonContext.Default.SortedDictionaryStringString, path)
            : [];
    }

    /// <summary>Replaces a manifest's local paths by the names in the store.</summary>
    /// <exception cref="UserException">A local path was not prepared.</exception>
    internal static async Task<RunManifest> ResolveAsync(IArtifactStore store, string runId, RunManifest manifest, CancellationToken cancellationToken)
    {
        var names = await ReadAsync(store, runId, cancellationToken).ConfigureAwait(false);
        string NameOf(string value) => !IsLocal(value) ? value
            : names.GetValueOrDefault(value)
                ?? throw new UserException($"'{value}' is a path beside the manifest, which only 'mubench run' and 'mubench submit' can read. Give the name of a dataset or model in the store.");
        return manifest with
        {
            Benchmark = manifest.Benchmark with { Dataset = NameOf(manifest.Benchmark.Dataset) },
            Models = [.. manifest.Models.Select(model => model with
            {
                Source = model.Source is { } source ? NameOf(source) : null,
                Base = model.Base is { } start ? NameOf(start) : null,
                Tuned = model.Tuned is { } end ? NameOf(end) : null,
            })],
        };
    }

    private static IEnumerable<string> FoldersOf(ModelManifest model) => new[] { model.Source, model.Base, model.Tuned }.OfType<string>();

    private static async Task<string> PrepareDatasetAsync(
        IArtifactStore store, string folder, string value, Action<string> report, CancellationToken cancellationToken)
    {
        var path = FullPath(folder, value);
        if (!Path.Exists(path))
            throw new UserException($"There is no dataset at '{path}' (benchmark.dataset: '{value}').");
        var name = NameOf(path, await DatasetImporter.FingerprintAsync(path, cancellationToken).ConfigureAwait(false));
        // A dataset imported by an earlier version is imported again: it lacks the bit depth of its images.
        if (await DatasetReader.TryReadInfoAsync(store, name, cancellationToken).ConfigureAwait(false) is { Depth: not null })
            return name;
        report($"Importing {value} as dataset '{name}'");
        await DatasetImporter.ImportAsync(store, name, path, new ImportOptions(), null, cancellationToken).ConfigureAwait(false);
        return name;
    }

    private static async Task<string> PrepareModelAsync(
        IArtifactStore store, string folder, string value, Action<string> report, CancellationToken cancellationToken)
    {
        var path = FullPath(folder, value);
        if (!Directory.Exists(path))
            throw new UserException($"There is no model folder at '{path}' ('{value}').");
        var local = new MuBench.Storage.Disk.DiskStore(Path.GetDirectoryName(path)!);
        var source = StorePath.Parse(Path.GetFileName(path));
        var name = $"models/{NameOf(path, await ModelFolderHash.OfAsync(local, source, cancellationToken).ConfigureAwait(false))}";
        var files = new List<StoreEntry>();
        await foreach (var file in local.ListAsync(source, cancellationToken).ConfigureAwait(false))
            files.Add(file);
        var copied = false;
        foreach (var file in files)
        {
            var target = StorePath.Parse(name + file.Path.Value[source.Value.Length..]);
            if ((await store.TryStatAsync(target, cancellationToken).ConfigureAwait(false))?.Length == file.Length)
                continue;
            if (!copied)
                report($"Copying {value} as '{name}'");
            copied = true;
            var content = await local.OpenReadAsync(file.Path, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
                await store.WriteAsync(target, content.CopyToAsync, cancellationToken).ConfigureAwait(false);
        }

        return name;
    }

    private static string FullPath(string folder, string value) => Path.GetFullPath(Path.Combine(folder, value)).TrimEnd(Path.DirectorySeparatorChar);

    private static string NameOf(string path, string sha256) => $"{Path.GetFileName(path)}-{sha256[..HashDigits]}";
}
