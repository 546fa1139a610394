using Microsoft.CodeAnalysis.CSharp;

namespace MuBench.Tests;

public sealed class LayeringTests
{
    private const string Shared = "Shared/";

    private static readonly IReadOnlyList<string> Two = ["Lower", "Upper"];

    [Fact]
    public void Shared_EveryFile_UsesOnlyLayersBeforeIts()
    {
        var sources = SourceFiles.All
            .Where(source => source.Path.StartsWith(Shared, StringComparison.Ordinal))
            .Select(source => source.Tree.WithFilePath(source.Path[Shared.Length..]));

        var faults = new LayerChecker(Layers.InOrder).FaultsOf([.. sources]);

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Theory]
    [InlineData("static class A { const int X = Up.Constant; }")]
    [InlineData("static class A { static int X() => 1.Extended(); }")]
    [InlineData("static class A { static object X() => new Up(); }")]
    [InlineData("class A : Up;")]
    [InlineData("static class A { static Up[]? X; }")]
    [InlineData("static class A { static string X() => nameof(Up); }")]
    [InlineData("/// <summary><see cref=\"Up\"/></summary>\nstatic class A;")]
    public void Faults_UpwardReference_NamesFileLineAndType(string lower)
    {
        const string upper = "class Up { public const int Constant = 1; } static class Extensions { public static int Extended(this int x) => x; }";

        var faults = FaultsOf(Two, ("Lower/A.cs", lower), ("Upper/Up.cs", upper));

        Assert.Matches(@"^Lower/A\.cs\(1\): Lower does not compile with the layers before it alone: .*'(Up|Extended)'", Assert.Single(faults));
    }

    [Fact]
    public void Faults_DownwardReferenceToAnInternalType_AreNone() =>
        Assert.Empty(FaultsOf(Two, ("Lower/A.cs", "internal class A;"), ("Upper/B.cs", "internal class B : A;")));

    [Fact]
    public void Faults_FolderWithoutLine_AreSaid() =>
        Assert.Equal(["Other/C.cs: is in no layer.", "Upper: has no files."], FaultsOf(Two, ("Lower/A.cs", "class A;"), ("Other/C.cs", "class C;")));

    private static IReadOnlyList<string> FaultsOf(IReadOnlyList<string> layers, params IEnumerable<(string Path, string Text)> sources) =>
        new LayerChecker(layers).FaultsOf([.. sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, SourceFiles.Parsing, source.Path))]);
}
