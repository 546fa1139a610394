using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MuBench.TestUtils.Processes;

/// <summary>
/// Processes of <c>mubench</c> that run one command after another. Most of a short command's time is the compilation of the program, which such a process does once.
/// Each command runs from the program's own entry point in its own folder, and alone in its process.
/// </summary>
internal sealed class WarmCli
{
    private static readonly ConcurrentBag<WarmCli> Idle = [];

    private readonly Process _process;

    private WarmCli(Process process) => _process = process;

    /// <summary>Runs a command to its end.</summary>
    /// <param name="arguments">The command's arguments.</param>
    /// <param name="workingFolder">The folder that it runs in; null for that of the tests.</param>
    /// <param name="environment">Variables that are set for this command.</param>
    /// <param name="limit">The time after which the process is killed.</param>
    /// <exception cref="TimeoutException">The command did not end in time.</exception>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        IEnumerable<string> arguments, string? workingFolder, IReadOnlyDictionary<string, string?>? environment, TimeSpan limit)
    {
        var cli = Idle.TryTake(out var idle) ? idle : Start();
        var request = new JsonObject
        {
            ["args"] = JsonSerializer.SerializeToNode(arguments.ToArray()),
            ["folder"] = workingFolder,
            ["environment"] = JsonSerializer.SerializeToNode(environment ?? new Dictionary<string, string?>()),
        };
        var result = await cli.AskAsync(request.ToJsonString(), limit);
        Idle.Add(cli);
        return result;
    }

    private static WarmCli Start()
    {
        var start = CliProcess.StartOf([], null, null);
        start.RedirectStandardError = false; // faults of the process itself are shown with those of the tests
        start.Environment["DOTNET_STARTUP_HOOKS"] = RepositoryFiles.Path("tests", "WarmCli", "bin", CliProcess.Configuration, "net10.0", "MuBench.WarmCli.dll");
        return new WarmCli(Process.Start(start)!);
    }

    // The process ends by itself when the tests end, because its input does.
    private async Task<(int Code, string Output, string Error)> AskAsync(string request, TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        try
        {
            await _process.StandardInput.WriteLineAsync(request.AsMemory(), late.Token);
            await _process.StandardInput.FlushAsync(late.Token);
            var answer = JsonNode.Parse(await _process.StandardOutput.ReadLineAsync(late.Token) ?? throw new EndOfStreamException($"mubench ended during the command {request}"))!;
            return ((int)answer["code"]!, (string)answer["output"]!, (string)answer["error"]!);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"mubench did not end within {limit}: {request}");
        }
    }
}
