using System.Text.RegularExpressions;

namespace MuBench.Tests;

public sealed partial class ArchitectureTests
{
    [Fact]
    public void Shared_AzureStorage_IsKnownToTheBlobStoreAlone() =>
        Assert.All(SharedFiles(AzureStorage()), file => Assert.StartsWith("Storage/Blob/", file, StringComparison.Ordinal));

    // A run on a local folder starts without loading the identity libraries; models sign in too.
    [Fact]
    public void Shared_AzureIdentity_IsKnownToTheBlobStoreAndToModels() =>
        Assert.All(SharedFiles(AzureIdentity()), file => Assert.Matches("^(Storage/Blob|Models)/", file));

    private static List<string> SharedFiles(Regex mentions)
    {
        var shared = Path.Join(RepositoryFolder(), "src", "Shared");
        return [.. Directory.EnumerateFiles(shared, "*.cs", SearchOption.AllDirectories)
            .Where(file => mentions.IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(shared, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal))];
    }

    private static string RepositoryFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "MuBench.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No folder above holds MuBench.sln.");
        return folder;
    }

    [GeneratedRegex(@"\bAzure\.Storage\b")]
    private static partial Regex AzureStorage();

    [GeneratedRegex(@"\bAzure\.Identity\b")]
    private static partial Regex AzureIdentity();
}
