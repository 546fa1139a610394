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
    public IEnumerable<StorePath> All() => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Select(file => StorePath.Parse(Path.GetRelativePath(root, file).Replace('\\', '/')))
        .OrderBy(path => path.Value, StringComparer.Ordinal);
}
