using System.IO.Enumeration;
using MuBench.Contrastive;
using MuBench.Naming;
using MuBench.Storage;

namespace MuBench.Hub.Pulling;

/// <summary>Chooses files of a repository, and checks that they can be stored and verified.</summary>
public static class HubModelSelection
{
    private const string Partial = ".part", Journal = ".part.jsonl", Lock = ".lock";

    /// <summary>The chosen files.</summary>
    /// <param name="model">The repository.</param>
    /// <param name="patterns">Paths of files, or patterns with <c>*</c>; empty for what a contrastive model needs.</param>
    /// <param name="precision">The export, if no patterns are given: one of <see cref="ModelPrecisions"/>.</param>
    /// <param name="access">The endpoint.</param>
    /// <exception cref="UserException">
    /// A file is not in the repository, its name is not valid here, or the Hub does not state its hash.
    /// </exception>
    public static IReadOnlyList<HubFile> Choose(HubModel model, IReadOnlyList<string> patterns, string precision, HubAccess access)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(patterns);
        ArgumentNullException.ThrowIfNull(access);
        var paths = model.Files.Select(file => file.Path).ToList();
        var chosen = (patterns.Count == 0 ? ModelFileChoice.Choose(paths, precision, model.Name.ToString()) : patterns.SelectMany(pattern => Matching(model, paths, pattern)))
            .ToHashSet(StringComparer.Ordinal);
        var files = model.Files.Where(file => chosen.Contains(file.Path)).ToList();
        var twice = files.GroupBy(file => file.Path, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new UserException($"{model.Name} has files whose names differ in letter case only: {string.Join(", ", twice.Select(file => ManifestText.Quote(file.Path)))}. Name one of them with --file.");
        return [.. files.Select(file => Checked(model, file, access))];
    }

    private static List<string> Matching(HubModel model, List<string> paths, string pattern)
    {
        var matching = paths.Where(path => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false)).ToList();
        return matching.Count > 0 ? matching
            : throw new UserException($"{model.Name} has no file {ManifestText.Quote(pattern)}; {NearestNames.Question(pattern, paths) ?? $"it has {paths.Count} files."}");
    }

    private static HubFile Checked(HubModel model, HubModelFile file, HubAccess access)
    {
        // The maker of the repository chose the names, so they are not trusted.
        if (!StorePath.TryParse(file.Path, out _, out var fault))
            throw new UserException($"{model.Name} has a file whose name is not valid here: {ManifestText.Quote(file.Path)} {fault}. Nothing was downloaded.");
        if (file.Path == Lock || file.Path.EndsWith(Partial, StringComparison.OrdinalIgnoreCase) || file.Path.EndsWith(Journal, StringComparison.OrdinalIgnoreCase))
            throw new UserException($"{model.Name} has a file {ManifestText.Quote(file.Path)}, a name that downloads use themselves. Nothing was downloaded.");
        var hash = file.Hash ?? throw new UserException(
            $"The server does not state the hash of {ManifestText.Quote(file.Path)}, so that it cannot be checked: the mirror should answer '?blobs=true' as the Hub does. Name another with --mirror.");
        var path = string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));
        return new HubFile(file.Path, access.AddressOf($"{model.Name.Repository}/resolve/{model.Commit}/{path}"), hash, file.Length);
    }
}
