using MuBench.Naming;

namespace MuBench.Contrastive;

/// <summary>Chooses the files of a repository that a contrastive model needs, as <see cref="ContrastiveFolder"/> finds them.</summary>
public static class ModelFileChoice
{
    private const string Folder = "onnx/", Extension = ".onnx";

    private static readonly string[] Descriptions =
    [
        "config.json", "open_clip_config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
        "vocab.json", "merges.txt", "vocab.txt", "spiece.model", ModelFolderNames.Reference,
    ];

    /// <summary>Chooses files.</summary>
    /// <param name="paths">The paths of the repository's files, with <c>/</c>.</param>
    /// <param name="precision">The export: one of <see cref="ModelPrecisions"/>.</param>
    /// <param name="source">The repository, for the message.</param>
    /// <exception cref="UserException">The repository has no ONNX files of this precision.</exception>
    public static IReadOnlyList<string> Choose(IReadOnlyCollection<string> paths, string precision, string source)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var present = paths.ToHashSet(StringComparer.Ordinal);
        var encoders = Encoders(present, precision) ?? throw Without(paths, precision, source);
        // Weights of over 2 GB are in files of their own, which exporters name after the model.
        var weights = paths.Where(path => encoders.Any(encoder =>
            path.StartsWith(encoder + "_data", StringComparison.Ordinal) || path.StartsWith(encoder + ".data", StringComparison.Ordinal)));
        return [.. Descriptions.Where(present.Contains), .. encoders, .. weights.Order(StringComparer.Ordinal)];
    }

    private static string[]? Encoders(HashSet<string> present, string precision)
    {
        var names = OnnxNames.Of(precision);
        string[] folders = [Folder, ""];
        var candidates = folders.SelectMany(folder => names.Select(suffix => new[] { folder + ContrastiveFolder.Vision + suffix + Extension, folder + ContrastiveFolder.Text + suffix + Extension }))
            .Concat(folders.SelectMany(folder => names.Select(suffix => new[] { folder + ContrastiveFolder.Combined + suffix + Extension })));
        return candidates.FirstOrDefault(files => files.All(present.Contains));
    }

    private static UserException Without(IReadOnlyCollection<string> paths, string precision, string source)
    {
        var others = paths.Where(path => path.EndsWith(Extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        const int Shown = 8;
        var has = others.Count == 0
            ? "It has no ONNX files at all: export the model (docs/contrastive.md has the export for each family). To download files as they are, name them with --file."
            : $"Its ONNX files are {string.Join(", ", others.Take(Shown))}{(others.Count > Shown ? $" and {others.Count - Shown} more" : "")}. Choose another --precision ({string.Join(", ", ModelPrecisions.All)}), or name the files with --file.";
        return new UserException(
            $"{source} has no onnx/{ContrastiveFolder.Vision}.onnx with onnx/{ContrastiveFolder.Text}.onnx, nor onnx/{ContrastiveFolder.Combined}.onnx, for the precision {precision}. {has}");
    }
}
