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
        using var timeout = new CancellationTokenSource(InstallTime);
        // Test projects run in parallel, and npm clears node_modules first, so only one of them may install.
        await using var held = await LockAsync(Path.Join(Path.GetDirectoryName(folder), $".{name}.lock"), timeout.Token);
        if (!File.Exists(Path.Join(folder, "node_modules", ".package-lock.json"))) // npm writes this file last
            await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, null, timeout.Token);
        return folder;
    }

    /// <summary>Runs a program to its end and returns its output.</summary>
    /// <exception cref="InvalidOperationException">The program failed; the message has its output.</exception>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string folder, string? input, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' in {folder} failed.\n{await output}{await errors}");
    }

    private static async Task<FileStream> LockAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Join(folder, program)) || File.Exists(Path.Join(folder, program + ".cmd")));
}
