using System.Diagnostics;

namespace MuBench.Tests.Storage;

/// <summary>The Azurite that <c>tests/azurite/package-lock.json</c> pins, installed on first use.</summary>
public static class AzuriteInstallation
{
    private static readonly TimeSpan InstallTime = TimeSpan.FromMinutes(5);

    /// <summary>Says whether this machine can run it.</summary>
    public static bool HasNode { get; } = OnPath("node") && OnPath("npm");

    /// <summary>Gives the folder it is installed in.</summary>
    public static async Task<string> EnsureAsync()
    {
        var folder = Path.Join(RepositoryFolder(), "tests", "azurite");
        using var timeout = new CancellationTokenSource(InstallTime);
        // Test projects run side by side, and npm clears node_modules first: one of them installs.
        await using var held = await LockAsync(Path.Join(Path.GetDirectoryName(folder), ".azurite.lock"), timeout.Token);
        if (!File.Exists(Path.Join(folder, "node_modules", ".package-lock.json"))) // what npm writes last
            await InstallAsync(folder, timeout.Token);
        return folder;
    }

    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm")
        {
            ArgumentList = { "ci", "--ignore-scripts", "--no-audit", "--no-fund" },
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await npm.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }

        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"'npm ci' in {folder} failed.\n{await output}{await errors}");
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

    private static string RepositoryFolder()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Join(folder, "MuBench.sln")))
                return folder;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds MuBench.sln.");
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Join(folder, program)) || File.Exists(Path.Join(folder, program + ".cmd")));
}
