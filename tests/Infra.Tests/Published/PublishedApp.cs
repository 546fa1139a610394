using System.Diagnostics;
using MuBench.TestUtils;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests;

/// <summary>The Functions app as azd publishes it, from the built binaries, once for all tests.</summary>
public sealed class PublishedApp : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<string>> _published;

    /// <summary>Creates the fixture. The app is published at first use.</summary>
    public PublishedApp() => _published = new(PublishAsync);

    private static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>The folder that becomes the package. Skips the test if the app is not built.</summary>
    public Task<string> FolderAsync()
    {
        Assert.SkipUnless(
            File.Exists(RepositoryFiles.Path("src", "Functions", "bin", Configuration, "net10.0", "MuBench.Functions.dll")),
            $"src/Functions is not built: dotnet build MuBench.sln -c {Configuration}");
        return _published.Value;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    // azd runs `dotnet publish PROJECT -c Release --output FOLDER`. The binaries are already built.
    private async Task<string> PublishAsync()
    {
        var (code, output, error) = await ProgramRun.RunAsync(
            new ProcessStartInfo("dotnet", ["publish", RepositoryFiles.Path("src", "Functions"), "-c", Configuration, "--no-build", "--nologo", "-v", "quiet", "--output", _folder.Path]));
        Assert.True(code == 0, output + error);
        return _folder.Path;
    }
}
