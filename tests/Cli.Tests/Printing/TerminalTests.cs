using MuBench.Cli.Printing;
using Spectre.Console;

namespace MuBench.Tests.Printing;

public sealed class TerminalTests
{
    [Fact]
    public void Over_TablesAndLines_HaveNothingThatATerminalObeys()
    {
        using var output = new StringWriter();
        var console = Terminal.Over(output);

        console.Write(new Table().AddColumn("model").AddRow(Markup.Escape("a\u001b[31mb\u202Ec\u009b")));
        console.WriteLine("line \u001b]0;title\u0007");

        var text = output.ToString();
        Assert.DoesNotContain(text, character => character is '\u001b' or '\u0007' or '\u202E' or '\u009b');
        Assert.Contains("\uFFFD[31mb\uFFFDc\uFFFD", text, StringComparison.Ordinal);
        Assert.Contains("line \uFFFD]0;title\uFFFD", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteDocument_LongLines_AreWhole()
    {
        using var output = new StringWriter();

        Terminal.WriteDocument(output, new string('x', 10_000));

        Assert.Equal(10_000, output.ToString().TrimEnd().Length);
    }
}
