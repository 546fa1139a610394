using MuBench.Naming;
using MuBench.Weights.Onnx;
using MuBench.Weights.Safetensors;

namespace MuBench.Weights.Folders;

/// <summary>Finds the weights and the other files of a model folder, in the layout of Hugging Face and Optimum.</summary>
internal static class WeightFolder
{
    private static readonly string[] CopiedExtensions = [".json", ".txt", ".model", ".spm", ".bpe", ".gz", ".tiktoken", ".vocab", ".jinja", ".yaml", ".yml"];
    private static readonly string[] CopiedNames = ["LICENSE", "NOTICE"];
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, MaxRecursionDepth = 4, AttributesToSkip = FileAttributes.None };

    /// <summary>The models in a folder, as relative paths: safetensors (the index, for a sharded model) and ONNX.</summary>
    public static IReadOnlyList<string> ModelsOf(string folder)
    {
        var files = FilesOf(folder);
        var sharded = files.Where(file => EndsWith(file, SafetensorsModel.IndexExtension)).Select(FolderOf).ToHashSet(StringComparer.Ordinal);
        return [.. files.Where(file => EndsWith(file, SafetensorsModel.IndexExtension)
            || EndsWith(file, OnnxModel.Extension)
            || EndsWith(file, SafetensorsModel.Extension) && !(sharded.Contains(FolderOf(file)) && IsShard(file)))];
    }

    /// <summary>The files that the folder needs beside its weights: configuration, tokenizer and licence. Relative paths.</summary>
    public static IReadOnlyList<string> CopiedFilesOf(string folder) => [.. FilesOf(folder).Where(file =>
        file != ModelFolderNames.Reference // values of another model
        && (CopiedNames.Any(name => Path.GetFileName(file).StartsWith(name, StringComparison.OrdinalIgnoreCase))
        || CopiedExtensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && !EndsWith(file, ".index.json")))];

    private static List<string> FilesOf(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", Everything)
                .Select(file => Path.GetRelativePath(folder, file))
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The model folder '{folder}' cannot be read: {exception.Message}", exception);
        }
    }

    // The libraries name shards like this: model-00001-of-00002.safetensors.
    private static bool IsShard(string file) => Path.GetFileName(file).Contains("-of-", StringComparison.Ordinal);

    private static string FolderOf(string file) => Path.GetDirectoryName(file) ?? "";

    private static bool EndsWith(string file, string extension) => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
