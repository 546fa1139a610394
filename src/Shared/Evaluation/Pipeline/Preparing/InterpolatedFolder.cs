using System.Text.Json;
using MuBench.Pipeline.Planning;
using MuBench.Storage;
using MuBench.Weights;

namespace MuBench.Pipeline.Preparing;

/// <summary>The folder of a mixture in the store. It is made once per content hash.</summary>
/// <remarks>
/// The folder is made in a temporary folder of this machine and then written file by file, with the description last.
/// If the description is missing, or a file is missing or has another length, the folder is made again. Two workers
/// that make the same folder at once write the same bytes.
/// </remarks>
internal static class InterpolatedFolder
{
    private const string InfoName = "interpolation.json";

    /// <summary>Makes the mixture if it does not exist.</summary>
    /// <exception cref="UserException">The two models are incompatible; the message lists the reasons.</exception>
    public static async Task EnsureAsync(IArtifactStore store, PlannedInterpolation point, CancellationToken cancellationToken)
    {
        var folder = StoreLayout.InterpolatedModel(InterpolationPlanner.ContentSha256(point));
        if (await TryReadInfoAsync(store, point, cancellationToken).ConfigureAwait(false) is { } info
            && await IsWholeAsync(store, folder, info, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var start = await store.GetLocalFolderAsync(StorePath.Parse(point.Base.Source), cancellationToken).ConfigureAwait(false);
        var end = await store.GetLocalFolderAsync(StorePath.Parse(point.Tuned.Source), cancellationToken).ConfigureAwait(false);
        var temporary = Directory.CreateTempSubdirectory("mubench-interpolation-").FullName;
        try
        {
            var mixed = Path.Combine(temporary, "mixed");
            var result = await WeightInterpolator.InterpolateFoldersAsync(start, end, [(point.Alpha, mixed)], null, cancellationToken).ConfigureAwait(false);
            var files = await WriteFilesAsync(store, folder, mixed, cancellationToken).ConfigureAwait(false);
            await WriteInfoAsync(store, folder, point, files, [.. result.Notes.Select(InStore)], cancellationToken).ConfigureAwait(false);
        }
        catch (UserException exception) when (exception is not StoreException)
        {
            throw new UserException(InStore(exception.Message), exception);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }

        // The user knows the folders by their names in the store, not by the place of a local copy.
        string InStore(string text) => text
            .Replace(start, point.Base.Source, StringComparison.Ordinal)
            .Replace(end, point.Tuned.Source, StringComparison.Ordinal);
    }

    /// <summary>The path of a mixture's description.</summary>
    public static StorePath InfoOf(PlannedInterpolation point) => StoreLayout.InterpolatedModel(InterpolationPlanner.ContentSha256(point)) / InfoName;

    /// <summary>Reads a mixture's description; null if the mixture does not exist.</summary>
    public static async Task<InterpolatedModelInfo?> TryReadInfoAsync(IArtifactStore store, PlannedInterpolation point, CancellationToken cancellationToken)
    {
        var path = InfoOf(point);
        if (await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false) is not { } json)
            return null;
        var info = JsonDocuments.Read(json, PipelineJsonContext.Default.InterpolatedModelInfo, path);
        return info.FormatVersion == InterpolatedModelInfo.CurrentFormatVersion
            ? info
            : throw JsonDocuments.WrongVersion(path, info.FormatVersion, InterpolatedModelInfo.CurrentFormatVersion);
    }

    private static async Task<bool> IsWholeAsync(IArtifactStore store, StorePath folder, InterpolatedModelInfo info, CancellationToken cancellationToken)
    {
        foreach (var (name, length) in info.Files)
        {
            var item = await store.TryStatAsync(PathOf(folder, name), cancellationToken).ConfigureAwait(false);
            if (item?.Length != length)
                return false;
        }

        return true;
    }

    private static async Task<SortedDictionary<string, long>> WriteFilesAsync(
        IArtifactStore store, StorePath folder, string mixed, CancellationToken cancellationToken)
    {
        var lengths = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(mixed, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(mixed, file).Replace(Path.DirectorySeparatorChar, '/');
            if (name == InfoName)
                continue; // the description of the base model, which is itself a mixture
            var content = File.OpenRead(file);
            await using (content.ConfigureAwait(false))
            {
                lengths[name] = content.Length;
                await store.WriteAsync(PathOf(folder, name), content.CopyToAsync, cancellationToken).ConfigureAwait(false);
            }
        }

        return lengths;
    }

    private static Task WriteInfoAsync(
        IArtifactStore store, StorePath folder, PlannedInterpolation point, IReadOnlyDictionary<string, long> files, IReadOnlyList<string> notes,
        CancellationToken cancellationToken)
    {
        var info = new InterpolatedModelInfo
        {
            Base = point.Base.Source,
            Tuned = point.Tuned.Source,
            BaseSha256 = point.Base.Sha256,
            TunedSha256 = point.Tuned.Sha256,
            Alpha = point.Alpha,
            Algorithm = InterpolationPlanner.AlgorithmVersion,
            Files = files,
            Notes = notes,
        };
        return store.WriteAsync(
            folder / InfoName, JsonSerializer.SerializeToUtf8Bytes(info, PipelineJsonContext.Default.InterpolatedModelInfo), cancellationToken);
    }

    private static StorePath PathOf(StorePath folder, string name) => StorePath.Parse($"{folder.Value}/{name}");
}
