using System.Xml.Linq;
using MuBench.TestUtils;

namespace MuBench.Tests.Repository;

/// <summary>Checks the package metadata of each packable project.</summary>
public sealed class PackageTests
{
    public static TheoryData<string> Packable =>
    [
        .. Directory.EnumerateFiles(RepositoryFiles.Path("src"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => Property(file, "IsPackable") == "true")
            .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Packable))]
    public void Project_OfPackage_HasDescriptionTagsAndReadme(string project)
    {
        var file = RepositoryFiles.Path(project);
        Assert.All((string[])["Description", "PackageTags"], name => Assert.False(string.IsNullOrWhiteSpace(Property(file, name)), $"{project}: {name}"));
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, "README.md")), project);
    }

    // A package names its dependencies by their packages: one on a project that makes none could not be installed. A tool contains them.
    [Theory]
    [MemberData(nameof(Packable))]
    public void Project_OfPackage_UsesOnlyPackableProjects(string project)
    {
        if (Property(RepositoryFiles.Path(project), "PackAsTool") == "true")
            return;
        var folder = Path.GetDirectoryName(RepositoryFiles.Path(project))!;
        var used = XDocument.Load(RepositoryFiles.Path(project)).Descendants("ProjectReference").Select(reference => Path.GetFullPath(Path.Combine(folder, (string)reference.Attribute("Include")!)));
        Assert.All(used, other => Assert.True(Property(other, "IsPackable") == "true", $"{project} uses {other}"));
    }

    [Fact]
    public void AllProjects_CommonProperties_MakeDeterministicPackagesWithALicense()
    {
        var common = RepositoryFiles.Path("Directory.Build.props");
        Assert.Equal(("true", "MIT", "the MuBench authors"), (Property(common, "Deterministic"), Property(common, "PackageLicenseExpression"), Property(common, "Authors")));
    }

    private static string? Property(string file, string name) => (string?)XDocument.Load(file).Descendants(name).FirstOrDefault();
}
