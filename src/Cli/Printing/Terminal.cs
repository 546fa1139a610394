using MuBench.Printing;
using Spectre.Console;

namespace MuBench.Cli.Printing;

/// <summary>The one way to the terminal. Whatever is written there is inert: texts of endpoints, datasets and files are shown and steer nothing.</summary>
internal static class Terminal
{
    private static TextWriter? _output;

    /// <summary>Puts what makes text inert before the process's output and its errors. Called once, before anything is written.</summary>
    public static void Open()
    {
        _output = Console.Out;
        AnsiConsole.Console = Create(new TerminalOutput(_output));
        Console.SetOut(new InertWriter(_output));
        Console.SetError(new InertWriter(Console.Error));
    }

    /// <summary>A console for tables over a writer.</summary>
    public static IAnsiConsole Over(TextWriter output) =>
        // Its own codes for colors and cursors have to get through, so that it writes beside the process's output and not into it.
        _output is not null && ReferenceEquals(output, Console.Out) ? Create(new TerminalOutput(_output)) : Create(new AnsiConsoleOutput(output));

    /// <summary>Writes a document that another program reads, such as JSON: its lines are as long as they are, and its own encoding makes it inert.</summary>
    public static void WriteDocument(TextWriter output, string document)
    {
        var writer = _output is not null && ReferenceEquals(output, Console.Out) ? _output : output;
        writer.WriteLine(document);
        writer.Flush();
    }

    private static IAnsiConsole Create(IAnsiConsoleOutput output)
    {
        // Spectre knows a terminal by the process's own writers, and takes any other one for one.
        var settings = output.IsTerminal
            ? new AnsiConsoleSettings { Out = output }
            : new AnsiConsoleSettings { Out = output, Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No };
        var console = AnsiConsole.Create(settings);
        console.Pipeline.Attach(new InertText());
        return console;
    }
}
