using System.Diagnostics;
using MuBench.TestUtils;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Repository;

/// <summary>The text of a release, and what stops one.</summary>
public sealed class ReleaseNotesTests : IDisposable
{
    private const string Changelog = """
        # Changelog

        ## [Unreleased]

        ## [1.2.0] - 2027-01-02

        ### Added

        - A thing.

        ## [1.1.0]

        - An older thing.

        ## [1.0.0]
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Notes_OfTheCodesVersion_AreItsSection() =>
        Assert.Equal((0, "\n### Added\n\n- A thing.\n", ""), await NotesAsync("1.2.0", "1.2.0"));

    [Theory]
    [InlineData("1.1.0", "1.2.0", "VersionPrefix in Directory.Build.props is 1.2.0")]
    [InlineData("1.0.0", "1.0.0", "no section '## [1.0.0]', or an empty one")]
    [InlineData("1.3.0", "1.3.0", "no section '## [1.3.0]', or an empty one")]
    public async Task Notes_OfAnotherVersionOrNone_StopTheRelease(string tag, string code, string message)
    {
        var (exit, notes, error) = await NotesAsync(tag, code);
        Assert.Equal((1, ""), (exit, notes));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private async Task<(int Code, string Notes, string Error)> NotesAsync(string tag, string code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Releases are made on Linux.");
        var scripts = Directory.CreateDirectory(Path.Combine(_folder.Path, ".github", "scripts")).FullName;
        File.Copy(RepositoryFiles.Path(".github", "scripts", "release-notes.sh"), Path.Combine(scripts, "release-notes.sh"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "Directory.Build.props"), $"<Project>\n  <VersionPrefix>{code}</VersionPrefix>\n</Project>\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "CHANGELOG.md"), Changelog.ReplaceLineEndings("\n") + "\n", TestContext.Current.CancellationToken);
        return await ProgramRun.RunAsync(new ProcessStartInfo("bash", [Path.Combine(scripts, "release-notes.sh"), tag]));
    }
}
