using System.Text;

namespace MuBench.TestUtils.Approved;

/// <summary>
/// The files of <c>tests/approved</c>: documents that MuBench writes and serves, byte for byte. Tests compare the code's output with
/// them, so that no change of the code changes a document unnoticed.
/// </summary>
/// <remarks>
/// To change a document on purpose, run the test with <c>MUBENCH_APPROVE=1</c>: it writes the files again, and <c>git diff</c> shows
/// the changes. Without it, a file that differs is written beside the approved one as <c>NAME.received</c>.
/// </remarks>
public static class ApprovedFiles
{
    private const string Variable = "MUBENCH_APPROVE";
    private const string Received = ".received";

    private static bool IsApproving => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Reads an approved file.</summary>
    /// <param name="path">Its path in <c>tests/approved</c>, with slashes.</param>
    public static byte[] Read(string path) => File.ReadAllBytes(PathOf(path));

    /// <summary>Asserts that a content equals the approved file.</summary>
    /// <param name="path">Its path in <c>tests/approved</c>, with slashes.</param>
    /// <param name="content">The content.</param>
    public static void AssertSame(string path, ReadOnlySpan<byte> content)
    {
        if (Difference(path, content) is { } difference)
            Assert.Fail(difference + Remedy);
    }

    /// <summary>Asserts that files equal those of an approved folder: the same paths and the same bytes.</summary>
    /// <param name="folder">Path of the folder in <c>tests/approved</c>.</param>
    /// <param name="files">The files by their path in the folder, with slashes.</param>
    public static void AssertTree(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var root = PathOf(folder);
        Directory.CreateDirectory(root);
        var gone = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(Received, StringComparison.Ordinal))
            .Where(file => !files.ContainsKey(Path.GetRelativePath(root, file).Replace('\\', '/')))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (IsApproving)
        {
            gone.ForEach(File.Delete);
            gone.Clear();
        }

        var differences = files.OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => Difference($"{folder}/{file.Key}", file.Value)).OfType<string>()
            .Concat(gone.Select(file => $"tests/approved/{folder}/{Path.GetRelativePath(root, file).Replace('\\', '/')} was not written."))
            .ToList();
        if (differences.Count > 0)
            Assert.Fail(string.Join("\n", differences) + Remedy);
    }

    private const string Remedy = "\nIf the change is meant, run the test with MUBENCH_APPROVE=1 and look at git diff.";

    private static string? Difference(string path, ReadOnlySpan<byte> content)
    {
        var file = PathOf(path);
        var approved = File.Exists(file) ? File.ReadAllBytes(file) : null;
        if (approved is not null && content.SequenceEqual(approved))
            return null;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(IsApproving ? file : file + Received, content);
        if (IsApproving)
            return null;
        return approved is null
            ? $"tests/approved/{path} is not there; what was written is {Path.GetFileName(path)}{Received}."
            : $"tests/approved/{path} differs from {Path.GetFileName(path)}{Received} beside it, from byte {content.CommonPrefixLength(approved)} on: "
                + $"'{Around(approved, content)}' was approved, '{Around(content, approved)}' was written.";
    }

    private static string Around(ReadOnlySpan<byte> text, ReadOnlySpan<byte> other)
    {
        var start = Math.Max(0, text.CommonPrefixLength(other) - 40);
        return Encoding.UTF8.GetString(text[start..Math.Min(text.Length, start + 120)]);
    }

    private static string PathOf(string path) => RepositoryFiles.Path(["tests", "approved", .. path.Split('/')]);
}
