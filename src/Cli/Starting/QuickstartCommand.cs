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

    private static int Write(string folder, bool force, TextWriter console)
    {
        if (!Directory.Exists(Source))
            throw new UserException($"This copy of mubench lacks the folder '{Source}' with the sample. Install mubench again.");
        StagedOutput.CheckFree(folder, force);
        try
        {
            using var output = StagedOutput.ForFolder(folder, force);
            foreach (var file in Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories))
            {
                using var source = File.OpenRead(file);
                using var target = output.Create(Path.GetRelativePath(Source, file));
                source.CopyTo(target);
            }

            output.Commit();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{folder}' cannot be written: {fault.Message}", fault);
        }

        console.WriteLine($"Wrote {folder}: 204 drawn micrographs with 1,174 questions, two small CLIP models, and a manifest.");
        console.WriteLine($"Next: mubench run {Overriding.ShellText.Quote(Path.Join(folder, "manifest.json").Replace('\\', '/'))}");
        return ExitCodes.Done;
    }
}
