using System.Diagnostics;
using System.Text;

namespace MuBench.TestUtils.Processes;

/// <summary>The <c>mubench</c> command as a real process.</summary>
public sealed class CliProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private CliProcess(Process process) => _process = process;

    /// <summary>The configuration of the tests, such as <c>Release</c>.</summary>
    internal static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The command, as its own project builds it in the configuration of the tests.</summary>
    public static string Dll { get; } = RepositoryFiles.Path("src", "Cli", "bin", Configuration, "net10.0", "mubench.dll");

    /// <summary>A native program to test in place of <see cref="Dll"/>, which <c>MUBENCH_TEST_PROGRAM</c> names; null without it.</summary>
    internal static string? Program { get; } = Environment.GetEnvironmentVariable("MUBENCH_TEST_PROGRAM") is { Length: > 0 } program ? program : null;

    /// <summary>The id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Standard output so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Standard error so far.</summary>
    public string Error
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    /// <summary>Starts a command; <paramref name="environment"/> is added to the test's own.</summary>
    public static CliProcess Start(IEnumerable<string> arguments, string? workingFolder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var cli = new CliProcess(new Process { StartInfo = StartOf(arguments, workingFolder, environment) });
        cli._process.OutputDataReceived += (_, line) => Append(cli._output, line.Data);
        cli._process.ErrorDataReceived += (_, line) => Append(cli._error, line.Data);
        InterruptSignal.StopIgnoring();
        cli._process.Start();
        cli._process.BeginOutputReadLine();
        cli._process.BeginErrorReadLine();
        return cli;
    }

    /// <summary>Runs a command to its end, in a process that has run other commands before (<see cref="WarmCli"/>); a native program, which starts at once, in its own.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        IEnumerable<string> arguments, string? workingFolder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var limit = TimeSpan.FromMinutes(2);
        if (Program is null)
            return await WarmCli.RunAsync(arguments, workingFolder, environment, limit);
        using var cli = Start(arguments, workingFolder, environment);
        cli._process.StandardInput.Close();
        return (await cli.WaitAsync(limit), cli.Output, cli.Error);
    }

    /// <summary>How a process of the command is started.</summary>
    internal static ProcessStartInfo StartOf(IEnumerable<string> arguments, string? workingFolder, IReadOnlyDictionary<string, string?>? environment)
    {
        var start = new ProcessStartInfo(Program ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingFolder ?? "",
        };
        if (Program is null)
            start.ArgumentList.Add(Dll);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("MUBENCH_STORE");
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return start;
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    /// <exception cref="TimeoutException">The process did not end in time and was killed.</exception>
    public async Task<int> WaitAsync(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw new TimeoutException($"mubench did not end within {limit}. Output: {Output} Error: {Error}");
        }

        return _process.ExitCode;
    }

    /// <summary>Kills the process as kill -9 does.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Sends a signal, such as <c>INT</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString()]);
        if (!kill.WaitForExit(TimeSpan.FromSeconds(30)))
            throw new TimeoutException($"kill -{name} has not ended after 30 seconds.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.AppendLine(line);
    }
}
