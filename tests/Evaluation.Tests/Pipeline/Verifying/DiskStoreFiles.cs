using MuBench.Storage;

namespace MuBench.Tests.Pipeline.Verifying;

/// <summary>The files of a store in a folder, for tests that change them without the store.</summary>
internal sealed class DiskStoreFiles(string root)
{
    public string Of(StorePath path) => Path.Combine(root, path.Value);

    public byte[] Read(StorePath path) => File.ReadAllBytes(Of(path));

    public void Write(StorePath path, byte[] content) => File.WriteAllBytes(Of(path), content);

    public string[] Lines(StorePath path) => File.ReadAllLines(Of(path));

    public void Edit(StorePath path, Func<string, string> edit) => File.WriteAllText(Of(path), edit(File.ReadAllText(Of(path))));

    /// <summary>Every file, as a path in the store.</summary>
    // What processes know of an endpoint belongs to no run, and changes while one of them still shows that it is there.
    public IEnumerable<StorePath> All() => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(root, file).StartsWith("endpoints", StringComparison.Ordinal))
        .Select(file => StorePath.Parse(Path.GetRelativePath(root, file).Replace('\\', '/')))
        .OrderBy(path => path.Value, StringComparer.Ordinal);
}
