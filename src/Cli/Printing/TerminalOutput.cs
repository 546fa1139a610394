using System.Text;
using Spectre.Console;

namespace MuBench.Cli.Printing;

/// <summary>The process's own output. Spectre does not recognise it once another writer has replaced it.</summary>
/// <param name="writer">The original writer.</param>
internal sealed class TerminalOutput(TextWriter writer) : IAnsiConsoleOutput
{
    // Spectre's defaults without a terminal.
    private const int DefaultWidth = 80, DefaultHeight = 24;

    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => !Console.IsOutputRedirected;

    /// <inheritdoc/>
    public int Width => Size(() => Console.BufferWidth, DefaultWidth);

    /// <inheritdoc/>
    public int Height => Size(() => Console.WindowHeight, DefaultHeight);

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding) => Console.OutputEncoding = encoding;

    private static int Size(Func<int> read, int usual)
    {
        try
        {
            return read() is > 0 and var size ? size : usual;
        }
        catch (IOException)
        {
            return usual; // without a terminal there is no size
        }
    }
}
