using System.Diagnostics;

namespace MuBench.TestUtils.Processes;

/// <summary>A folder of <c>tests</c> whose <c>package-lock.json</c> pins a program for Node.js, installed at first use.</summary>
public static class NodeFolder
{
    private static readonly TimeSpan InstallTime = TimeSpan.FromMinutes(5);

    /// <summary>Whether this machine can run it.</summary>
    public static bool HasNode { get; } = OnPath("node") && OnPath("npm");

    /// <summary>Installs the packages of a folder and returns its path.</summary>
    /// <param name="name">The name of the folder.</param>
    public static async Task<string> EnsureAsync(string name)
    {
        var folder = RepositoryFiles.Path("tests", name);
        // Test projects run in parallel, and npm clears node_modules first, so only one of them may install.
        await using var held = await LockAsync(Path.Join(Path.GetDirectoryName(folder), $".{name}.lock"));
        if (!File.Exists(Path.Join(folder, "node_modules", ".package-lock.json"))) // npm writes this file last
            await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
        return folder;
    }

    /// <summary>Runs a program in a folder to its end and returns its output.</summary>
    /// <exception cref="InvalidOperationException">The program failed; the message has its output.</exception>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string folder, string? input = null)
    {
        var (code, output, error) = await ProgramRun.RunAsync(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder }, input ?? "", InstallTime);
        return code == 0 ? output : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' in {folder} failed.\n{output}{error}");
    }

    private static async Task<FileStream> LockAsync(string file)
    {
        FileStream? held = null;
        await Waiting.UntilAsync(() => (held = TryLock(file)) is not null, InstallTime, $"{file}, which another test process holds while it installs");
        return held!;
    }

    private static FileStream? TryLock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Join(folder, program)) || File.Exists(Path.Join(folder, program + ".cmd")));
}
