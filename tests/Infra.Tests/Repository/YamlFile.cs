using MuBench.TestUtils;
using YamlDotNet.RepresentationModel;

namespace MuBench.Tests.Repository;

/// <summary>A YAML file of the checkout as its tree of nodes.</summary>
internal static class YamlFile
{
    /// <summary>The YAML that GitHub reads, as paths from the root with slashes.</summary>
    public static IReadOnlyList<string> OfGitHub { get; } =
        [.. Directory.EnumerateFiles(RepositoryFiles.Path(".github"), "*.yml", SearchOption.AllDirectories).Select(RelativePath).Order(StringComparer.Ordinal), "action.yml"];

    /// <summary>The workflows among them.</summary>
    public static IReadOnlyList<string> Workflows { get; } = [.. OfGitHub.Where(path => path.StartsWith(".github/workflows/", StringComparison.Ordinal))];

    /// <summary>Reads a file. Fails on text that is no YAML, and on a key that occurs twice.</summary>
    public static YamlMappingNode Read(string path) => Parse(File.ReadAllText(RepositoryFiles.Path(path)));

    /// <summary>Reads a text.</summary>
    public static YamlMappingNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    /// <summary>The member of a mapping; null where it has none of that name.</summary>
    public static YamlNode? Member(this YamlNode node, string name) => node is YamlMappingNode mapping && mapping.Children.TryGetValue(name, out var member) ? member : null;

    /// <summary>The text of a member; null where it has none of that name.</summary>
    public static string? Text(this YamlNode node, string name) => (node.Member(name) as YamlScalarNode)?.Value;

    /// <summary>Names of the members of a mapping; none where it is absent.</summary>
    public static IEnumerable<string> Names(this YamlNode? node) => node is YamlMappingNode mapping ? mapping.Children.Keys.Select(key => ((YamlScalarNode)key).Value!) : [];

    /// <summary>The items of a list; none where it is absent.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode? node) => node is YamlSequenceNode list ? list.Children : [];

    /// <summary>Every text in a node, however deep.</summary>
    public static IEnumerable<string> AllTexts(this YamlNode node) => node switch
    {
        YamlScalarNode scalar => [scalar.Value ?? ""],
        YamlSequenceNode list => list.Children.SelectMany(AllTexts),
        YamlMappingNode mapping => mapping.Children.Values.SelectMany(AllTexts),
        _ => [],
    };

    /// <summary>The groups of steps that see each other: those of each job, or those of an action.</summary>
    public static IEnumerable<IReadOnlyList<YamlNode>> StepGroups(this YamlMappingNode file) => file.Member("runs") is { } runs
        ? [[.. runs.Member("steps").Items()]]
        : file.Member("jobs").Names().Select(job => (IReadOnlyList<YamlNode>)[.. file.Member("jobs")!.Member(job)!.Member("steps").Items()]);

    private static string RelativePath(string file) => Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/');
}
