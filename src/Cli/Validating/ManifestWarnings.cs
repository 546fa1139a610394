using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Naming;
using MuBench.Pipeline.Planning;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Validating;

/// <summary>
/// What a manifest without faults still lacks on this machine, found without a call: secrets, datasets, model folders, tasks. A store
/// that is not a local folder is not looked at.
/// </summary>
internal static class ManifestWarnings
{
    /// <summary>Finds what is missing.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="folder">The folder of its file.</param>
    /// <param name="store">The store that would be used.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<IReadOnlyList<ManifestFault>> OfAsync(RunManifest manifest, string folder, IArtifactStore store, CancellationToken cancellationToken)
    {
        var warnings = new List<ManifestFault>();
        if (await DatasetAsync(manifest, folder, store, cancellationToken).ConfigureAwait(false) is { } missing)
            warnings.Add(missing);
        AddSecrets(manifest, warnings);
        await AddFoldersAsync(manifest, folder, store, warnings, cancellationToken).ConfigureAwait(false);
        return warnings;
    }

    private static async Task<ManifestFault?> DatasetAsync(RunManifest manifest, string folder, IArtifactStore store, CancellationToken cancellationToken)
    {
        const string Path = "$.benchmark.dataset";
        var name = manifest.Benchmark.Dataset;
        if (LocalSources.IsLocal(name))
            return MissingBeside(folder, name, "dataset") is { } message ? new ManifestFault(Path, message) : null;
        if (!StoreFactory.IsLocal(store))
            return null;
        var known = await DatasetReader.ListAsync(store, cancellationToken).ConfigureAwait(false);
        if (known.Contains(name, StringComparer.Ordinal))
            return await TaskCheck.FaultOfAsync(store, manifest.Benchmark, cancellationToken).ConfigureAwait(false) is { } fault ? new ManifestFault("$.benchmark.tasks", fault) : null;
        var remedy = NearestNames.Question(name, known)
            ?? (name is "ubench" ? "download it with: mubench dataset import ubench" : $"import it with: mubench dataset import {name} PATH");
        return new ManifestFault(Path, $"the store {store.Description} has no dataset '{name}'; {remedy}");
    }

    private static void AddSecrets(RunManifest manifest, List<ManifestFault> warnings)
    {
        var resolver = new SecretResolver(Environment.GetEnvironmentVariable);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, model) in manifest.Models.Index())
        {
            foreach (var (field, secret) in model.Secrets.Where(used => seen.Add(used.Secret)))
            {
                try
                {
                    resolver.Resolve(secret);
                }
                catch (UserException fault)
                {
                    warnings.Add(new ManifestFault($"$.models[{index}].{field}", fault.Message.TrimEnd('.')));
                }
            }
        }
    }

    private static async Task AddFoldersAsync(
        RunManifest manifest, string folder, IArtifactStore store, List<ManifestFault> warnings, CancellationToken cancellationToken)
    {
        foreach (var (index, model) in manifest.Models.Index())
        {
            foreach (var (field, value) in new[] { ("source", model.Source), ("base", model.Base), ("tuned", model.Tuned) })
            {
                if (value is null)
                    continue;
                var message = LocalSources.IsLocal(value) ? MissingBeside(folder, value, "model folder")
                    : StoreFactory.IsLocal(store) ? await MissingInStoreAsync(store, value, cancellationToken).ConfigureAwait(false)
                    : null;
                if (message is not null)
                    warnings.Add(new ManifestFault($"$.models[{index}].{field}", message));
            }
        }
    }

    private static string? MissingBeside(string folder, string value, string what)
    {
        var path = Path.GetFullPath(Path.Combine(folder, value));
        if (Path.Exists(path))
            return null;
        var parent = Path.GetDirectoryName(path)!;
        var siblings = Directory.Exists(parent) ? Directory.EnumerateDirectories(parent).Select(entry => Path.GetFileName(entry)!) : [];
        var prefix = value[..(value.LastIndexOf('/') + 1)];
        var question = NearestNames.Question([.. NearestNames.For(Path.GetFileName(path), siblings).Select(name => prefix + name)]);
        return $"there is no {what} {ManifestText.Quote(value)} beside the manifest ({path}){(question is null ? "" : "; " + question)}";
    }

    private static async Task<string?> MissingInStoreAsync(IArtifactStore store, string value, CancellationToken cancellationToken)
    {
        var known = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var file in store.ListAsync(StoreLayout.Models, cancellationToken).ConfigureAwait(false))
        {
            if (file.Path.Value.StartsWith(value + "/", StringComparison.Ordinal))
                return null;
            known.Add(string.Join('/', file.Path.Value.Split('/').Take(2)));
        }

        return $"the store {store.Description} has no model folder {ManifestText.Quote(value)}; "
            + (NearestNames.Question(value, known) ?? "put the folder there, or beside the manifest and write './FOLDER'");
    }
}
