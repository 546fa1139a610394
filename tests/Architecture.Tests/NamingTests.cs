using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MuBench.Tests;

/// <summary>Rules that keep the sources easy to read: one type of a name, names of bounds, sizes of folders and files.</summary>
public sealed class NamingTests
{
    private const int MaxFilesOfFolder = 30;
    private const int MaxLinesOfFile = 270;

    // Not a bound: the most frequent confusion.
    private static readonly HashSet<string> Superlatives = ["MostFrequent"];

    [Fact]
    public void Types_OfOneName_AreOne()
    {
        var places = SourceFiles.All
            .SelectMany(source => source.Tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .OfType<BaseTypeDeclarationSyntax>()
                .Select(type => (Name: type.Identifier.Text + Arity(type), Namespace: NamespaceOf(type), source.Path)))
            .GroupBy(type => type.Name)
            .Where(types => types.Select(type => type.Namespace).Distinct().Count() > 1)
            .Select(types => $"{types.Key}: {string.Join(", ", types.Select(type => type.Path))}");

        Assert.Empty(places);
    }

    [Fact]
    public void Members_WithABound_AreCalledMaxOrMin()
    {
        var odd = SourceFiles.All
            .SelectMany(source => source.Tree.GetRoot().DescendantNodes()
                .Select(NameOf)
                .Where(name => (name.StartsWith("Most", StringComparison.Ordinal) || name.StartsWith("Least", StringComparison.Ordinal)) && !Superlatives.Contains(name))
                .Select(name => $"{source.Path}: {name}"));

        Assert.Empty(odd);
    }

    [Fact]
    public void Folders_HaveFewEnoughFiles() =>
        Assert.Empty(SourceFiles.All
            .GroupBy(source => source.Path[..source.Path.LastIndexOf('/')])
            .Where(folder => folder.Count() > MaxFilesOfFolder)
            .Select(folder => $"{folder.Key}: {folder.Count()} files"));

    [Fact]
    public void Files_AreShortEnough() =>
        Assert.Empty(SourceFiles.All
            .Select(source => (source.Path, Lines: source.Text.AsSpan().Count('\n')))
            .Where(source => source.Lines > MaxLinesOfFile)
            .Select(source => $"{source.Path}: {source.Lines} lines"));

    private static string NamespaceOf(SyntaxNode node) => node.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Name.ToString() ?? "";

    private static string Arity(BaseTypeDeclarationSyntax type) => type is TypeDeclarationSyntax { TypeParameterList.Parameters.Count: var count } ? $"`{count}" : "";

    private static string NameOf(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        VariableDeclaratorSyntax variable => variable.Identifier.Text,
        ParameterSyntax parameter => parameter.Identifier.Text,
        _ => "",
    };
}
