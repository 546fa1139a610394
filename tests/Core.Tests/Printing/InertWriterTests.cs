using MuBench.Printing;

namespace MuBench.Tests.Printing;

public sealed class InertWriterTests
{
    [Theory]
    [InlineData("plain text, é, 漢, 🔬\tand a tab\n", "plain text, é, 漢, 🔬\tand a tab\n")]
    [InlineData("\u001b[31mred\u001b]0;title\u0007", "\uFFFD[31mred\uFFFD]0;title\uFFFD")]
    [InlineData("\u009b31m \u009d0;t\u009c \b\u007f", "\uFFFD31m \uFFFD0;t\uFFFD \uFFFD\uFFFD")]
    [InlineData("a\u202Eb\u2066c\u2069d\u200Fe", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe")]
    [InlineData("paid\rfree\r\nnext", "paid free\r\nnext")]
    public void Write_AnyText_HasNothingThatATerminalObeys(string text, string expected)
    {
        Assert.Equal(expected, Written(writer => writer.Write(text)));
        // The same in single characters, because a surrogate pair or a line end may be split.
        Assert.Equal(expected, Written(writer =>
        {
            foreach (var character in text)
                writer.Write(character);
        }));
    }

    // Not an inline argument, because test arguments cannot contain an unpaired surrogate.
    [Fact]
    public void Write_HalfAPair_IsReplaced() => Assert.Equal("half \uFFFD pair", Written(writer => writer.Write("half \uD83D pair")));

    [Fact]
    public void WriteLine_WithoutEnd_IsCutAndTheNextLineIsWhole()
    {
        var written = Written(writer =>
        {
            for (var i = 0; i < 100; i++)
                writer.Write(new string('x', 1000));
            writer.WriteLine();
            writer.WriteLine("next");
        });

        Assert.Equal(new string('x', InertWriter.MaxLine) + " ... (cut)\nnext\n", written.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task WriteAsync_AnyForm_IsTheSame()
    {
        using var inner = new StringWriter();
        await using var writer = new InertWriter(inner);

        await writer.WriteAsync("\u001ba");
        await writer.WriteAsync('\u001b');
        await writer.WriteLineAsync("b\u001b");
        await writer.WriteLineAsync("c".AsMemory(), TestContext.Current.CancellationToken);
        await writer.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal("\uFFFDa\uFFFDb\uFFFD\nc\n", inner.ToString().ReplaceLineEndings("\n"));
    }

    private static string Written(Action<TextWriter> write)
    {
        using var inner = new StringWriter();
        using var writer = new InertWriter(inner);
        write(writer);
        writer.Flush();
        return inner.ToString();
    }
}
