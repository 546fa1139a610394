using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using MuBench.Storage;
using MuBench.Versions;

namespace MuBench.Tests.Approved;

/// <summary>Reads files for approval: unpacked, and without the parts that differ between builds or processors.</summary>
internal static partial class StoredTree
{
    /// <summary>All files of a store by path. Files with <c>.gz</c> are unpacked and listed without that extension.</summary>
    public static async Task<SortedDictionary<string, byte[]>> ReadAsync(IArtifactStore store, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var folder in (StorePath[])[StoreLayout.Datasets, StoreLayout.Responses, StoreLayout.Runs])
        {
            await foreach (var item in store.ListAsync(folder, cancellationToken))
                Add(files, item.Path.Value, (await store.TryReadAsync(item.Path, cancellationToken))!);
        }

        return WithoutRoot(files);
    }

    /// <summary>The documents of a run that is only planned, and of its dataset.</summary>
    public static async Task<SortedDictionary<string, byte[]>> ReadPlanAsync(IArtifactStore store, string runId, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var item in store.ListAsync(StoreLayout.Run(runId), cancellationToken))
            Add(files, item.Path.Value, (await store.TryReadAsync(item.Path, cancellationToken))!);
        foreach (var dataset in await store.ListFoldersAsync(StoreLayout.Datasets, cancellationToken))
            Add(files, StoreLayout.DatasetInfo(dataset).Value, (await store.TryReadAsync(StoreLayout.DatasetInfo(dataset), cancellationToken))!);
        return files;
    }

    /// <summary>All files of a folder.</summary>
    public static SortedDictionary<string, byte[]> Read(string folder)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            Add(files, Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        return files;
    }

    /// <summary>A text without the parts that differ between builds or processors.</summary>
    public static byte[] Masked(byte[] text) => Encoding.UTF8.GetBytes(Masked(Encoding.UTF8.GetString(text)));

    private static void Add(SortedDictionary<string, byte[]> files, string path, byte[] content)
    {
        if (path.EndsWith("/budget-worker.json", StringComparison.Ordinal))
            files[path] = "\"WORKER\""u8.ToArray(); // a random name of each process
        else if (path.EndsWith("/progress/budget.json", StringComparison.Ordinal))
            files[path] = "\"SHARED BUDGET\""u8.ToArray(); // names and shares of workers, as of the moment
        else if (path.EndsWith(".gz", StringComparison.Ordinal))
            files[path[..^3]] = Unpack(content);
        else
            files[path] = path.Contains("/packs/", StringComparison.Ordinal) ? content : Masked(content);
    }

    // The root covers digests of packed indexes and of scores.
    private static SortedDictionary<string, byte[]> WithoutRoot(SortedDictionary<string, byte[]> files)
    {
        var proof = files.Single(file => file.Key.EndsWith("/proof.json", StringComparison.Ordinal)).Value;
        var root = Root().Match(Encoding.UTF8.GetString(proof)).Groups[1].Value;
        foreach (var path in files.Keys.Where(path => path.StartsWith("runs/", StringComparison.Ordinal)).ToList())
            files[path] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files[path]).Replace(root, "ROOT", StringComparison.Ordinal));
        return files;
    }

    private static byte[] Unpack(byte[] content)
    {
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static string Masked(string text)
    {
        text = text.Replace(CodeVersion.Current.Commit, "COMMIT", StringComparison.Ordinal);
        text = text.Replace(CodeVersion.Current.Version, "VERSION", StringComparison.Ordinal);
        text = Style().Replace(text, "$1STYLE OR SCRIPT$3");
        text = Picture().Replace(text, "$1PICTURE");
        text = BuiltDigest().Replace(text, "$1DIGEST");
        // The last digits of exponentials, logarithms and sums depend on the processor.
        return LongNumber().Replace(text, match => double.Parse(match.Value, CultureInfo.InvariantCulture).ToString("G12", CultureInfo.InvariantCulture));
    }

    // Digests of files whose bytes depend on the build, the compressor or the processor.
    [GeneratedRegex("(\"path\":\"[^\"]*(?:\\.gz|/scores/[^\"]*|/report\\.[a-z]+|/scores\\.csv)\",\"sha256\":\")[0-9a-f]{64}")]
    private static partial Regex BuiltDigest();

    [GeneratedRegex("\"root\":\"([0-9a-f]{64})\"")]
    private static partial Regex Root();

    [GeneratedRegex("(<(?:style|script)>)(.*?)(</(?:style|script)>)", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("(data:image/[a-z]+;base64,)[A-Za-z0-9+/=]+")]
    private static partial Regex Picture();

    [GeneratedRegex(@"(?<![0-9A-Za-z.\-])-?\d+\.\d{13,}(?:[eE][-+]?\d+)?(?![0-9A-Za-z])")]
    private static partial Regex LongNumber();
}
