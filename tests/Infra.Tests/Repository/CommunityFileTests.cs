using System.Text.RegularExpressions;
using MuBench.TestUtils;

namespace MuBench.Tests.Repository;

/// <summary>The pages and forms for those who take part.</summary>
public sealed partial class CommunityFileTests
{
    public static TheoryData<string> Forms => [.. YamlFile.OfGitHub.Where(path => path.StartsWith(".github/ISSUE_TEMPLATE/", StringComparison.Ordinal) && !path.EndsWith("/config.yml", StringComparison.Ordinal))];

    [Fact]
    public void Contributing_EveryPathInIt_IsThere()
    {
        var paths = NamedPath().Matches(File.ReadAllText(RepositoryFiles.Path("CONTRIBUTING.md"))).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(paths.Count > 40, $"{paths.Count} paths");
        Assert.All(paths, path => Assert.True(Path.Exists(RepositoryFiles.Path(path)), path));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Form_Fields_AreNamedOnceAndHaveALabel(string path)
    {
        var form = YamlFile.Read(path);
        Assert.All((string[])["name", "description"], name => Assert.False(string.IsNullOrWhiteSpace(form.Text(name)), $"{path}: {name}"));
        var fields = form.Member("body").Items().Where(field => field.Text("type") != "markdown").ToList();
        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.Contains(field.Text("type"), (string[])["textarea", "input", "checkboxes", "dropdown"]));
        Assert.All(fields, field => Assert.False(string.IsNullOrWhiteSpace(field.Member("attributes")!.Text("label")), $"{path}: {field.Text("id")}"));
        Assert.Equal(fields.Count, fields.Select(field => field.Text("id")).OfType<string>().Distinct().Count());
    }

    [Fact]
    public void Dependabot_EachEntry_HasAFolderWithWhatItUpdates()
    {
        var patterns = new Dictionary<string, string>
        {
            ["nuget"] = "Directory.Packages.props",
            ["github-actions"] = ".github",
            ["npm"] = "package-lock.json",
            ["docker"] = "Dockerfile*",
            ["devcontainers"] = ".devcontainer",
        };
        var entries = YamlFile.Read(".github/dependabot.yml").Member("updates").Items().ToList();
        Assert.All(entries, entry => Assert.NotEmpty(Directory.EnumerateFileSystemEntries(
            RepositoryFiles.Path(entry.Text("directory")!.TrimStart('/')), patterns[entry.Text("package-ecosystem")!])));
        var locked = Directory.EnumerateFiles(RepositoryFiles.Path("tests"), "package-lock.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(file => $"/tests/{Path.GetFileName(Path.GetDirectoryName(file))}");
        Assert.Equal(locked.Order(StringComparer.Ordinal), entries.Where(entry => entry.Text("package-ecosystem") == "npm").Select(entry => entry.Text("directory")).Order(StringComparer.Ordinal));
    }

    // The gallery of azd templates looks for these.
    [Fact]
    public void Readme_Sections_AreThoseOfTheTemplateGallery()
    {
        var readme = File.ReadAllText(RepositoryFiles.Path("README.md")).ReplaceLineEndings("\n");
        Assert.All((string[])["Important Security Notice", "Features", "Getting Started", "Guidance", "Resources"], section => Assert.Contains($"\n## {section}\n", readme, StringComparison.Ordinal));
        Assert.Contains("](docs/images/architecture.svg)", readme, StringComparison.Ordinal); // the gallery wants a picture of the architecture
        Assert.All((string[])["docs/images/architecture.svg", "LICENSE", "SECURITY.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "azure.yaml", "infra/main.bicep", ".github/workflows/azure-dev.yml", ".devcontainer/devcontainer.json"], file => Assert.True(File.Exists(RepositoryFiles.Path(file)), file));
    }

    [Fact]
    public void AzureYaml_Template_HasTheVersionOfTheCode()
    {
        var version = Version().Match(File.ReadAllText(RepositoryFiles.Path("Directory.Build.props"))).Groups[1].Value;
        Assert.Equal($"mubench@{version}", YamlFile.Read("azure.yaml").Member("metadata")!.Text("template"));
    }

    [Fact]
    public void Changelog_FirstSection_IsUnreleased() =>
        Assert.Equal("## [Unreleased]", File.ReadLines(RepositoryFiles.Path("CHANGELOG.md")).First(line => line.StartsWith("## ", StringComparison.Ordinal)));

    [GeneratedRegex(@"`((?:src|tests|docs|schema|infra|samples|bench|\.github|\.ci|\.devcontainer)/[\w./-]+|\.editorconfig|[\w.]+\.(?:props|txt|md|sln))`")]
    private static partial Regex NamedPath();

    [GeneratedRegex("<VersionPrefix>(.+)</VersionPrefix>")]
    private static partial Regex Version();
}
