using MuBench.Naming;

namespace MuBench.Cli.Datasets;

/// <summary>The rule for names of datasets that a user gives: a manifest can name them, and every file system takes them for a folder.</summary>
internal static class DatasetNames
{
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL"];

    /// <summary>Checks a name.</summary>
    /// <exception cref="UserException">The name is not allowed; the message has the rule.</exception>
    public static void Check(string name)
    {
        if (!ManifestNames.IsName(name))
            throw new UserException($"{ManifestText.Quote(name)} cannot be a dataset's name: a manifest expects {ManifestNames.Description}.");
        if (IsDevice(name.Split('.')[0]))
            throw new UserException($"'{name}' cannot be a dataset's name: Windows reserves it for a device and has no folder of this name. Choose another name.");
    }

    private static bool IsDevice(string stem) =>
        Devices.Contains(stem, StringComparer.OrdinalIgnoreCase)
        || (stem.Length == 4 && char.IsAsciiDigit(stem[3]) && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)));
}
