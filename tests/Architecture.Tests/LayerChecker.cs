using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MuBench.Tests;

/// <summary>
/// Finds references from a layer to a later one. Each layer is compiled from source with the layers before it alone, so whatever it uses of a later one does not
/// compile: types, members, constants, names in <c>nameof</c> and in documentation comments. A compiled assembly no longer shows which constants it uses.
/// </summary>
/// <param name="layers">The folders, in order.</param>
internal sealed class LayerChecker(IReadOnlyList<string> layers)
{
    // A reference of a documentation comment that is not resolved is a warning.
    private static readonly HashSet<string> Documentation = ["CS1574", "CS1580", "CS1581", "CS1584"];

    private static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """,
        SourceFiles.Parsing);

    private readonly SyntaxTree _friends = CSharpSyntaxTree.ParseText(
        string.Concat(layers.Select(layer => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{NameOf(layer)}\")]\n")), SourceFiles.Parsing);

    /// <summary>Lists files without a layer, layers without a file, and whatever a layer uses that is not in it or in one before it.</summary>
    /// <param name="trees">The sources. Their paths are relative to the folder with the layers.</param>
    public IReadOnlyList<string> FaultsOf(IReadOnlyList<SyntaxTree> trees)
    {
        var files = trees.ToLookup(tree => layers.FirstOrDefault(layer => tree.FilePath.StartsWith(layer + "/", StringComparison.Ordinal)));
        var faults = new List<string>(files[null].Select(tree => $"{tree.FilePath}: is in no layer."));
        var before = ImmutableArray.CreateRange<MetadataReference>(SourceCompiler.Packages);
        foreach (var layer in layers)
        {
            if (!files[layer].Any())
                faults.Add($"{layer}: has no files.");
            var compilation = SourceCompiler.Compile(NameOf(layer), [ImplicitUsings, _friends, .. files[layer]], before);
            faults.AddRange(compilation.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(found => found.Severity == DiagnosticSeverity.Error || Documentation.Contains(found.Id))
                .Select(found => $"{PlaceOf(found)}: {layer} does not compile with the layers before it alone: {found.GetMessage(CultureInfo.InvariantCulture)}"));
            before = before.Add(compilation.ToMetadataReference());
        }

        return [.. faults.Distinct().Order(StringComparer.Ordinal)];
    }

    private static string NameOf(string layer) => "MuBench." + layer.Replace('/', '.');

    private static string PlaceOf(Diagnostic found) =>
        found.Location.GetLineSpan() is { IsValid: true } span ? $"{span.Path}({span.StartLinePosition.Line + 1})" : "compilation";
}
