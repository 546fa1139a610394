using System.CommandLine;
using System.Reflection;

namespace MuBench.Cli.Completing;

/// <summary><c>mubench completion SHELL</c>: prints the script that completes command lines in a shell.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["bash"] = "bash.sh",
        ["zsh"] = "zsh.sh",
        ["fish"] = "fish.fish",
        ["pwsh"] = "pwsh.ps1",
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { HelpName = "SHELL", Description = "bash, zsh, fish or pwsh. The first line of the script says where it belongs." };
        shell.AcceptOnlyFromAmong([.. Files.Keys]);
        var command = new Command("completion", "Print the completion script of a shell.") { shell };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(Read(parsed.GetRequiredValue(shell))));
        return command;
    }

    private static string Read(string shell)
    {
        var resource = $"MuBench.Cli.Completing.Scripts.{Files[shell]}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{resource}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
