using System.CommandLine;
using System.Security.Cryptography;
using MuBench.Cli.Commands;
using MuBench.Datasets;
using MuBench.Datasets.Release;
using MuBench.Hub;
using MuBench.Retries;
using MuBench.Storage.Disk;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Cli.Datasets;

/// <summary>The import without a path, with real micrographs in place of the official release.</summary>
public sealed class ReleaseImportTests : IDisposable
{
    private static readonly DownloadOptions Options = new()
    {
        PieceLength = 256 << 10, RequestLength = 1 << 20, Retry = new RetryOptions { Attempts = 3, BaseDelay = TimeSpan.FromMilliseconds(2) },
    };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => Path.Combine(_folder.Path, "store");

    [Fact]
    public async Task Import_NoPath_DownloadsChecksAndRecordsTheOfficialRelease()
    {
        var (release, files) = await MiniAsync();
        await using var hub = await LoopbackHub.StartAsync(release.Repository, release.Revision, release.Folder, files);

        var (code, output) = await RunAsync(release, "ubench", "--mirror", hub.Address.AbsoluteUri);

        Assert.Equal(0, code);
        Assert.Contains($"Downloading {release.Repository} at {release.Revision} from 127.0.0.1 into {Path.Combine(Store, "downloads")}", output, StringComparison.Ordinal);
        Assert.Contains("11.3 MB of 11.3 MB", output, StringComparison.Ordinal);
        Assert.Contains($"the official release of μ-Bench: {release.Repository} at {release.Revision}; hashes and counts match", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Store, "downloads", "jnirschl~uBench@" + release.Revision)));

        var calls = hub.Calls.Count;
        var (again, text) = await RunAsync(release, "ubench", "--mirror", hub.Address.AbsoluteUri);
        Assert.Equal(0, again);
        Assert.Contains("'ubench' is already in the store", text, StringComparison.Ordinal);
        Assert.Equal(calls, hub.Calls.Count);
    }

    [Fact]
    public async Task Import_NoPathAndCountsThatDoNotHold_ListsThemAndExitsWith1()
    {
        var (release, files) = await MiniAsync();
        await using var hub = await LoopbackHub.StartAsync(release.Repository, release.Revision, release.Folder, files);

        var (code, output) = await RunAsync(release with { Counts = release.Counts with { Images = 77 } }, "ubench", "--mirror", hub.Address.AbsoluteUri);

        Assert.Equal(1, code);
        Assert.Contains("not the official release of μ-Bench", output, StringComparison.Ordinal);
        Assert.Contains("  - images: 76, where the release has 77", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FolderWithTheReleasesFiles_IsTheOfficialReleaseToo()
    {
        var (release, _) = await MiniAsync();
        var (code, output) = await RunAsync(release, "mine", TestData.TryFind("microscopy-mini")!);
        Assert.Equal(0, code);
        Assert.Contains("the official release of μ-Bench: ", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Describes the small dataset as the official release is described.</summary>
    private async Task<(ReleaseDescription Release, Dictionary<string, byte[]> Files)> MiniAsync()
    {
        var mini = TestData.TryFind("microscopy-mini");
        Assert.SkipUnless(mini is not null, "microscopy-mini is not here");
        var files = Directory.GetFiles(mini!, "*.arrow").ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
        var counts = (await DatasetImporter.ImportAsync(new DiskStore(Path.Combine(_folder.Path, "count")), "count", mini!, new ImportOptions(), null, Token)).Counts;
        var release = OfficialRelease.Description with
        {
            Files = [.. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new ReleaseFile(file.Key, Convert.ToHexStringLower(SHA256.HashData(file.Value))))],
            Counts = new ReleaseCounts
            {
                Images = counts.Images,
                EvaluatedImages = counts.Images,
                EvaluatedQuestions = counts.Questions,
                Sources = counts.Sources,
                SummedSources = [],
                SummedImages = 0,
                ReleaseOnlySources = new Dictionary<string, int>(),
                UnnamedSources = [.. counts.UnnamedSources.Keys],
            },
        };
        return (release, files);
    }

    private async Task<(int Code, string Output)> RunAsync(ReleaseDescription release, params string[] arguments)
    {
        using var output = new StringWriter();
        var parsed = DatasetImportCommand.Create(release, Options).Parse([.. arguments, "--store", Store]);
        Assert.Empty(parsed.Errors);
        var configuration = new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false };
        return (await parsed.InvokeAsync(configuration, Token), output.ToString());
    }
}
