using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MuBench.TestUtils;

namespace MuBench.Tests;

/// <summary>The C# files of the product, parsed once for all tests.</summary>
internal static class SourceFiles
{
    private static readonly Lazy<IReadOnlyList<(string Path, string Text, SyntaxTree Tree)>> Parsed = new(Read);

    /// <summary>How sources are parsed: with their documentation comments, so that references in these are checked.</summary>
    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>The files below <c>src</c>, without what the build writes: paths relative to it, with <c>/</c>, and the texts.</summary>
    public static IReadOnlyList<(string Path, string Text, SyntaxTree Tree)> All => Parsed.Value;

    private static List<(string Path, string Text, SyntaxTree Tree)> Read()
    {
        var root = RepositoryFiles.Path("src");
        return [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), File: file))
            .Where(source => !source.Path.Split('/').Any(part => part is "bin" or "obj"))
            .OrderBy(source => source.Path, StringComparer.Ordinal)
            .AsParallel().AsOrdered()
            .Select(source =>
            {
                var text = File.ReadAllText(source.File);
                return (source.Path, text, CSharpSyntaxTree.ParseText(text, Parsing, source.Path));
            })];
    }
}
