namespace MuBench.Tests;

public sealed class LayeringTests
{
    private static readonly IReadOnlyList<string> Two = ["Lower", "Upper"];

    [Fact]
    public void Shared_EveryFile_UsesOnlyLayersBeforeIts()
    {
        var faults = new LayerChecker(Layers.InOrder).FaultsOf(SourceCompiler.Compile(SourceFiles.Below("src/Shared")));

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

        var faults = new LayerChecker(Two).FaultsOf(SourceCompiler.Compile([("Lower/A.cs", lower), ("Upper/Up.cs", upper)]));

        Assert.Matches(@"^Lower/A\.cs\(1\): Lower uses (Up|Extensions) of Upper\.$", Assert.Single(faults));
    }

    [Fact]
    public void Faults_DownwardReference_AreNone() =>
        Assert.Empty(new LayerChecker(Two).FaultsOf(SourceCompiler.Compile([("Lower/A.cs", "class A;"), ("Upper/B.cs", "class B : A;")])));

    [Fact]
    public void Faults_FolderWithoutLine_AreSaid() =>
        Assert.Equal(
            ["Other/C.cs: is in no layer.", "Upper: has no files."],
            new LayerChecker(Two).FaultsOf(SourceCompiler.Compile([("Lower/A.cs", "class A;"), ("Other/C.cs", "class C;")])));

    [Fact]
    public void Faults_NameThatIsNotResolved_IsSaid() =>
        Assert.Equal(["Lower/A.cs(1): Missing is not resolved."], new LayerChecker(["Lower"]).FaultsOf(SourceCompiler.Compile([("Lower/A.cs", "class A : Missing;")])));
}
