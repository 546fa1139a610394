using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MuBench.Tests;

/// <summary>
/// Finds references from a layer to a later one, in source code. A compiled assembly no longer shows which constants it uses.
/// </summary>
/// <param name="layers">The folders, in order.</param>
internal sealed class LayerChecker(IReadOnlyList<string> layers)
{
    /// <summary>
    /// Lists files without a layer, layers without a file, upward references, and names that cannot be resolved and could hide
    /// one.
    /// </summary>
    /// <param name="compilation">The compiled sources. Paths of trees are relative to the folder with the layers. Generated files are ignored.</param>
    public IReadOnlyList<string> FaultsOf(Compilation compilation)
    {
        var files = compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0 && !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)).ToList();
        var faults = new ConcurrentBag<string>();
        foreach (var tree in files.Where(tree => LayerOf(tree) < 0))
            faults.Add($"{tree.FilePath}: is in no layer.");
        foreach (var layer in layers.Where((_, index) => files.All(tree => LayerOf(tree) != index)))
            faults.Add($"{layer}: has no files.");
        Parallel.ForEach(files.Where(tree => LayerOf(tree) >= 0), tree =>
        {
            foreach (var fault in FaultsOf(tree, compilation.GetSemanticModel(tree)))
                faults.Add(fault);
        });
        return [.. faults.Distinct().Order(StringComparer.Ordinal)];
    }

    private IEnumerable<string> FaultsOf(SyntaxTree tree, SemanticModel model)
    {
        var own = LayerOf(tree);
        foreach (var name in tree.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>())
        {
            var info = model.GetSymbolInfo(name);
            if (info.Symbol is null && info.CandidateSymbols.IsEmpty && !IsKeyword(name))
                yield return $"{PlaceOf(name)}: {name} is not resolved.";
            if (DeclaringTypeOf(info) is not { } type)
                continue;
            foreach (var declaration in type.DeclaringSyntaxReferences)
            {
                var used = LayerOf(declaration.SyntaxTree);
                if (used > own)
                    yield return $"{PlaceOf(name)}: {layers[own]} uses {type.Name} of {layers[used]}.";
            }
        }
    }

    private static bool IsKeyword(SimpleNameSyntax name) =>
        name.Identifier.ValueText == "nameof" || name.IsUnmanaged || name.Parent is PragmaWarningDirectiveTriviaSyntax;

    private static string PlaceOf(SimpleNameSyntax name) =>
        $"{name.SyntaxTree.FilePath}({name.SyntaxTree.GetLineSpan(name.Span).StartLinePosition.Line + 1})";

    private static INamedTypeSymbol? DeclaringTypeOf(SymbolInfo info)
    {
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        if (symbol is IMethodSymbol { ReducedFrom: { } extension })
            symbol = extension;
        var type = symbol is ILocalSymbol or IParameterSymbol or ITypeParameterSymbol ? null : symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        while (type?.ContainingType is { } outer)
            type = outer;
        return type?.OriginalDefinition;
    }

    private int LayerOf(SyntaxTree tree)
    {
        for (var index = 0; index < layers.Count; index++)
            if (tree.FilePath.StartsWith(layers[index] + "/", StringComparison.Ordinal))
                return index;
        return -1;
    }
}
