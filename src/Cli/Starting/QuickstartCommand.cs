using System.CommandLine;

namespace MuBench.Cli.Starting;

/// <summary><c>mubench quickstart</c>: writes a folder with a small dataset, two small models and a manifest that needs nothing else.</summary>
internal static class QuickstartCommand
{
    private const string Folder = "quickstart";

    /// <summary>The files that this program brings along.</summary>
    public static string Source => Path.Join(AppContext.BaseDirectory, Folder);

    public static Command Create()
    {
        var folder = new Argument<string>("folder") { HelpName = "FOLDER", Description = "The folder to write.", DefaultValueFactory = _ => Folder };
        var force = new Option<bool>("--force") { Description = "Write into a folder that exists, and replace files of these names." };
        var command = new Command("quickstart", "Write a folder with sample data, two small models and a manifest for a first run.") { folder, force };
        command.SetAction(parsed => Write(parsed.GetRequiredValue(folder), parsed.GetValue(force), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Write(string folder, bool force, TextWriter output)
    {
        if (!Directory.Exists(Source))
            throw new UserException($"This copy of mubench lacks the folder '{Source}' with the sample. Install mubench again.");
        if (Path.Exists(folder) && !force)
            throw new UserException($"'{folder}' exists already. Name another folder, or write into it with --force.");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories))
            {
                var target = Path.Join(folder, Path.GetRelativePath(Source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{folder}' cannot be written: {fault.Message}", fault);
        }

        output.WriteLine($"Wrote {folder}: 204 drawn micrographs with 1,174 questions, two small CLIP models, and a manifest.");
        output.WriteLine($"Next: mubench run {Overriding.ShellText.Quote(Path.Join(folder, "manifest.json").Replace('\\', '/'))}");
        return ExitCodes.Done;
    }
}
