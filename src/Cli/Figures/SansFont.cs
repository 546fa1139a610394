namespace MuBench.Cli.Figures;

/// <summary>The sans serif font of figures in PDF and PNG: one of this machine, because a PDF contains its font.</summary>
/// <param name="Regular">The file of the regular face (TrueType).</param>
/// <param name="Bold">The file of the bold face; the regular one if there is none.</param>
internal sealed record SansFont(string Regular, string Bold)
{
    /// <summary>Names the file of another font.</summary>
    public const string Variable = "MUBENCH_FONT";

    // In the order of preference: journals ask for Arial or Helvetica; Liberation Sans has the widths of Arial.
    private static readonly (string Regular, string Bold)[] Names =
    [
        ("arial.ttf", "arialbd.ttf"), ("Arial.ttf", "Arial Bold.ttf"), ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"), ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
        ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"), ("Lato-Regular.ttf", "Lato-Bold.ttf"),
    ];

    private static IEnumerable<string> Folders =>
    [
        Environment.GetFolderPath(Environment.SpecialFolder.Fonts), "/usr/share/fonts", "/usr/local/share/fonts",
        Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share", "fonts"), "/System/Library/Fonts", "/Library/Fonts",
    ];

    /// <summary>Finds the font.</summary>
    /// <exception cref="UserException">This machine has none.</exception>
    public static SansFont Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return File.Exists(named) ? new SansFont(named, named) : throw new UserException($"{Variable} names a file that does not exist: {named}");
        var files = Folders.Where(folder => folder.Length > 0 && Directory.Exists(folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.ttf", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }))
            .GroupBy(Path.GetFileName, StringComparer.Ordinal).ToDictionary(file => file.Key!, file => file.Order(StringComparer.Ordinal).First(), StringComparer.Ordinal);
        foreach (var (regular, bold) in Names)
        {
            if (files.TryGetValue(regular, out var file))
                return new SansFont(file, files.GetValueOrDefault(bold, file));
        }

        throw new UserException($"No sans serif font was found for figures in PDF and PNG. Install one (on Debian: apt-get install fonts-liberation), or name a TrueType file with {Variable}. Figures in SVG need none.");
    }
}
