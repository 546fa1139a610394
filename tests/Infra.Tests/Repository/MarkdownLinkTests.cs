using System.Text.RegularExpressions;
using MuBench.TestUtils;

namespace MuBench.Tests.Repository;

/// <summary>The links from page to page.</summary>
public sealed partial class MarkdownLinkTests
{
    public static TheoryData<string> Pages =>
    [
        .. ((string[])["", "docs", "bench", "samples/quickstart", ".github"])
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryFiles.Path(folder), "*.md"))
            .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_OfPage_LeadToAFileAndAHeading(string page)
    {
        var file = RepositoryFiles.Path(page);
        var broken = new List<string>();
        foreach (Match link in Link().Matches(WithoutCode(File.ReadAllText(file))))
        {
            var (path, anchor) = (link.Groups[1].Value, link.Groups[2].Value);
            var target = path.Length == 0 ? file : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, path));
            if (!Path.Exists(target) || (anchor.Length > 0 && !Anchors(target).Contains(anchor)))
                broken.Add(link.Value);
        }

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("## Where models may be called", "where-models-may-be-called")]
    [InlineData("### `azure-openai`: a deployment of Azure OpenAI", "azure-openai-a-deployment-of-azure-openai")]
    [InlineData("## `host.json`, and why", "hostjson-and-why")]
    [InlineData("#### Secrets, keys, endpoints", "secrets-keys-endpoints")]
    public void AnchorOf_Heading_IsGitHubs(string heading, string anchor) => Assert.Equal(anchor, AnchorOf(heading));

    private static IEnumerable<string> Anchors(string page)
    {
        var seen = new Dictionary<string, int>();
        foreach (var line in WithoutCode(File.ReadAllText(page)).Split('\n').Where(line => line.StartsWith('#')))
        {
            var anchor = AnchorOf(line);
            var count = seen[anchor] = seen.GetValueOrDefault(anchor) + 1;
            yield return count == 1 ? anchor : $"{anchor}-{count - 1}";
        }
    }

    // Lower case, without signs but '-' and '_', and with '-' for a space.
    private static string AnchorOf(string heading) => string.Concat(LinkText().Replace(heading.TrimStart('#').Trim(), "$1").ToLowerInvariant()
        .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c));

    private static string WithoutCode(string text) => Fence().Replace(text.ReplaceLineEndings("\n"), "");

    [GeneratedRegex(@"\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
