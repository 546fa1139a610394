using MuBench.Printing;
using Spectre.Console;

namespace MuBench.Cli.Printing;

/// <summary>
/// The only access to the terminal. It makes texts of endpoints, datasets and files harmless: they cannot control the terminal.
/// </summary>
internal static class Terminal
{
    private static TextWriter? _output;

    /// <summary>Filters the process's output and errors. Called once, before anything is written.</summary>
    public static void Open()
    {
        _output = Console.Out;
        AnsiConsole.Console = Create(new TerminalOutput(_output));
        Console.SetOut(new InertWriter(_output));
        Console.SetError(new InertWriter(Console.Error));
    }

    /// <summary>Creates a console for tables on a writer.</summary>
    public static IAnsiConsole Over(TextWriter output) =>
        // Spectre's own codes for colors and cursors must not be filtered, so it writes to the unfiltered output.
        _output is not null && ReferenceEquals(output, Console.Out) ? Create(new TerminalOutput(_output)) : Create(new AnsiConsoleOutput(output));

    /// <summary>Number of characters of a line of the terminal; null if the writer is a file, a pipe or a text.</summary>
    public static int? WidthOf(TextWriter output) =>
        _output is not null && ReferenceEquals(output, Console.Out) && new TerminalOutput(_output) is { IsTerminal: true } terminal ? terminal.Width : null;

    /// <summary>
    /// Writes a document for another program, such as JSON. Its lines are not cut, and its own encoding makes it harmless.
    /// </summary>
    public static void WriteDocument(TextWriter output, string document)
    {
        var writer = _output is not null && ReferenceEquals(output, Console.Out) ? _output : output;
        writer.WriteLine(document);
        writer.Flush();
    }

    private static IAnsiConsole Create(IAnsiConsoleOutput output)
    {
        // Spectre detects a terminal only by the process's own writers, and treats any other writer as a terminal.
        var settings = output.IsTerminal
            ? new AnsiConsoleSettings { Out = output }
            : new AnsiConsoleSettings { Out = output, Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No };
        var console = AnsiConsole.Create(settings);
        console.Pipeline.Attach(new InertText());
        return console;
    }
}
