using System.Diagnostics;

namespace MuBench.TestUtils.Processes;

/// <summary>Runs a program to its end, with a limit.</summary>
public static class ProgramRun
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan MaxReading = TimeSpan.FromSeconds(20);

    /// <summary>Runs a program and returns its exit code and what it wrote.</summary>
    /// <param name="start">The program; its output streams are redirected here.</param>
    /// <param name="input">Text for its standard input; null leaves it that of the tests.</param>
    /// <param name="limit">The time after which it is killed with its children; null for three minutes.</param>
    /// <exception cref="TimeoutException">It did not end in time, or a process that it left behind kept its output open.</exception>
    public static async Task<(int Code, string Output, string Error)> RunAsync(ProcessStartInfo start, string? input = null, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.RedirectStandardInput) = (true, true, input is not null);
        var command = $"{start.FileName} {string.Join(' ', start.ArgumentList)}";
        using var process = Process.Start(start)!;
        using var reading = new CancellationTokenSource();
        var output = process.StandardOutput.ReadToEndAsync(reading.Token);
        var error = process.StandardError.ReadToEndAsync(reading.Token);
        try
        {
            if (input is not null)
                await WriteAsync(process, input);
            await EndAsync(process, limit ?? MaxTime, command);
            reading.CancelAfter(MaxReading);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"'{command}' ended, but a process that it started kept its output open for {MaxReading}.");
        }
        finally
        {
            await reading.CancelAsync();
        }
    }

    // A program that does not read may end before its input is written.
    private static async Task WriteAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    // Reading to the end is not awaited here: a grandchild may hold the streams open.
    private static async Task EndAsync(Process process, TimeSpan limit, string command)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{command}' did not end within {limit}.");
        }
    }
}
