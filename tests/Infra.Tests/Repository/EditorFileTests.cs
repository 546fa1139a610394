using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.TestUtils;

namespace MuBench.Tests.Repository;

/// <summary>What an editor and a dev container read.</summary>
public sealed partial class EditorFileTests
{
    private static readonly string[] EditorFiles = ["extensions.json", "launch.json", "settings.json", "tasks.json"];

    public static TheoryData<string> Files => [.. EditorFiles.Select(name => $".vscode/{name}"), ".devcontainer/devcontainer.json"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Json_EachFile_IsRead(string path) => Assert.NotEmpty(Read(path));

    [Theory]
    [MemberData(nameof(Files))]
    public void Json_WorkspaceFiles_AreThere(string path)
    {
        foreach (Match match in WorkspaceFile().Matches(Read(path).ToJsonString()))
        {
            // What a build makes is not there before it; its project is.
            var file = match.Groups[1].Value.Split("/bin/")[0];
            Assert.True(Path.Exists(RepositoryFiles.Path(file)), $"{path} names {file}");
        }
    }

    [Fact]
    public void GitIgnore_EditorFiles_AreNotIgnored()
    {
        var ignored = File.ReadAllLines(RepositoryFiles.Path(".gitignore"));
        Assert.DoesNotContain(".vscode/", ignored);
        Assert.Empty(EditorFiles.Select(name => $"!.vscode/{name}").Except(ignored));
    }

    [Fact]
    public void Settings_Schema_IsTheManifests()
    {
        var schema = Assert.Single(Read(".vscode/settings.json")["json.schemas"]!.AsArray())!;
        var file = RepositoryFiles.Path(((string)schema["url"]!)[2..]);
        Assert.Equal(RepositoryFiles.Path("schema/manifest.schema.json"), file);
        Assert.True(File.Exists(file));
        Assert.Contains("/samples/**/manifest.json", schema["fileMatch"]!.AsArray().Select(pattern => (string)pattern!));
    }

    [Fact]
    public void Launch_TaskBefore_IsATask()
    {
        var tasks = Read(".vscode/tasks.json")["tasks"]!.AsArray().Select(task => (string)task!["label"]!).ToList();
        Assert.All(Read(".vscode/launch.json")["configurations"]!.AsArray(), launch => Assert.Contains((string)launch!["preLaunchTask"]!, tasks));
    }

    [Fact]
    public void DevContainer_Features_HaveAVersionAndInstallWhatTheTestsNeed()
    {
        var container = Read(".devcontainer/devcontainer.json");
        var features = container["features"]!.AsObject().Select(feature => feature.Key).ToList();
        Assert.All(features, feature => Assert.Matches(@"^ghcr\.io/[\w./-]+:(\d+|latest)$", feature));
        Assert.All((string[])["/dotnet:", "/node:", "/azd:", "/azure-functions-core-tools:"], tool => Assert.Contains(features, feature => feature.Contains(tool, StringComparison.Ordinal)));
        Assert.Contains("chromium", (string)container["onCreateCommand"]!, StringComparison.Ordinal);
        Assert.StartsWith((string)container["features"]!["ghcr.io/devcontainers/features/dotnet:2"]!["version"]!, (string)Read("global.json")["sdk"]!["version"]!, StringComparison.Ordinal);
    }

    private static JsonObject Read(string path) => JsonNode.Parse(
        File.ReadAllText(RepositoryFiles.Path(path)), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();

    [GeneratedRegex(@"\$\{workspaceFolder\}/([\w./-]+)")]
    private static partial Regex WorkspaceFile();
}
