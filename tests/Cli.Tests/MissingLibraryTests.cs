using System.Runtime.InteropServices;
using MuBench.Cli;

namespace MuBench.Tests.Cli;

public sealed class MissingLibraryTests
{
    [DllImport("a-library-that-no-platform-has")]
    private static extern void Missing();

    [Fact]
    public void TextOf_AClassWhoseLibraryIsMissing_NamesThePlatformAndTheLibrary()
    {
        var fault = new TypeInitializationException("OnnxRuntime", Record.Exception(Missing));

        var text = MissingLibrary.TextOf(fault)!;

        Assert.Contains(RuntimeInformation.RuntimeIdentifier, text, StringComparison.Ordinal);
        Assert.Contains("a-library-that-no-platform-has", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 100, 400);
        Assert.DoesNotContain('\n', text);
    }

    [Fact]
    public void TextOf_AnotherFault_IsNull() => Assert.Null(MissingLibrary.TextOf(new InvalidOperationException("x", new IOException())));
}
