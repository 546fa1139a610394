using MuBench.Naming;
using MuBench.Storage;

namespace MuBench.Manifests.Reading;

/// <summary>Values that are a name in the store, or a path beside the manifest that begins with <c>./</c>.</summary>
internal static class StoreReferences
{
    private const string LocalPrefix = "./";
    private const string Remedy = "put or link the folder beside the manifest and write './FOLDER', or name what is in the store";

    /// <summary>The fault of a dataset reference; null if it is allowed.</summary>
    public static string? DatasetFault(string text) =>
        OutsideFault(text) is { } outside ? outside
        : IsLocal(text) ? LocalFault(text)
        : ManifestNames.IsName(text) ? null
        : $"expected the name of a dataset in the store ({ManifestNames.Description}), or a folder beside the manifest written './FOLDER'; found {ManifestText.Quote(text)}";

    /// <summary>The fault of a model folder reference; null if it is allowed.</summary>
    public static string? ModelFault(string text)
    {
        if (OutsideFault(text) is { } outside)
            return outside;
        if (IsLocal(text))
            return LocalFault(text);
        var root = StoreLayout.Models.Value;
        if (PathFault(text, text) is { } fault)
            return fault;
        return text.StartsWith(root + "/", StringComparison.Ordinal) ? null
            : $"expected a model folder of the store such as '{root}/biomedclip', or a folder beside the manifest written './FOLDER'; found {ManifestText.Quote(text)}"
                + (text.Contains('/') || text == root || ManifestText.LooksLikeKey(text) ? "" : $"; did you mean {ManifestText.Quote($"{root}/{text}")} or {ManifestText.Quote($"./{text}")}?");
    }

    /// <summary>The value as the rest of the pipeline uses it: without a trailing slash.</summary>
    public static string Normalize(string text) => IsLocal(text) && text.EndsWith('/') ? text[..^1] : text;

    private static bool IsLocal(string text) => text.StartsWith(LocalPrefix, StringComparison.Ordinal);

    private static string? LocalFault(string text) =>
        text == LocalPrefix ? "names the manifest's own folder; put the files into a folder beside it and write './FOLDER'"
            : PathFault(text, Normalize(text)[LocalPrefix.Length..]);

    /// <summary>The fault that <see cref="StorePath"/> would report, in other words: its own messages repeat the input.</summary>
    private static string? PathFault(string text, string path)
    {
        if (StorePath.TryParse(path, out _, out _))
            return null;
        var why = path.Split('/').Contains("") ? "has an empty segment"
            : path.Split('/').Contains(".") ? "has the segment '.'"
            : "has a segment that is not a file name (no control characters and \\ : * ? \" < > |, no dot or space at its ends, at most 200 characters), or is too long";
        return $"the path {ManifestText.Quote(text)} {why}";
    }

    /// <summary>The fault of a path that leaves the manifest's folder: the manifest may come from someone else.</summary>
    private static string? OutsideFault(string text)
    {
        var why = text switch
        {
            _ when text.Contains("://", StringComparison.Ordinal) => "is a web address; download it first, then",
            ['/', ..] or ['~', ..] => "is an absolute path;",
            [var letter, ':', ..] when char.IsAsciiLetter(letter) => "is an absolute path;",
            _ when text.Contains('\\') => "has a '\\', folders are separated by '/';",
            _ when text.Split('/').Contains("..") => "leaves the manifest's folder;",
            _ => null,
        };
        return why is null ? null : $"{ManifestText.Quote(text)} {why} {Remedy}";
    }
}
