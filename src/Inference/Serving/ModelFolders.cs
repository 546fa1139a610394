namespace MuBench.Inference.Serving;

/// <summary>
/// Finds model folders: those with a configuration, at most two levels below the root (<c>NAME</c> or <c>ORGANISATION/NAME</c>).
/// </summary>
internal static class ModelFolders
{
    private const int Levels = 2;
    private static readonly string[] Configurations = ["config.json", "open_clip_config.json"];

    /// <summary>Finds the folders and their ids in requests, in order of id.</summary>
    /// <exception cref="UserException">There is no model folder.</exception>
    public static IReadOnlyList<(string Id, string Path)> Find(string root)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (IsModel(full))
            return [(Path.GetFileName(full), full)];
        var found = Below(full, "", Levels).OrderBy(model => model.Id, StringComparer.Ordinal).ToList();
        return found.Count > 0
            ? found
            : throw new UserException($"'{full}' holds no model folder. A model folder has config.json or open_clip_config.json, and what docs/contrastive.md lists.");
    }

    private static IEnumerable<(string Id, string Path)> Below(string folder, string prefix, int levels)
    {
        foreach (var child in Directory.GetDirectories(folder))
        {
            var id = prefix + Path.GetFileName(child);
            if (IsModel(child))
                yield return (id, child);
            else if (levels > 1)
                foreach (var model in Below(child, id + "/", levels - 1))
                    yield return model;
        }
    }

    private static bool IsModel(string folder) => Configurations.Any(name => File.Exists(Path.Combine(folder, name)));
}
