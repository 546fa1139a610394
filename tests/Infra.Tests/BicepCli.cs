using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using MuBench.TestUtils;

namespace MuBench.Tests;

/// <summary>
/// The Bicep compiler from the package of this platform, as one process that answers requests by JSON-RPC. A start for each command would compile the compiler itself
/// and the same modules anew.
/// </summary>
internal sealed class BicepCli : IDisposable
{
    private static readonly TimeSpan MaxAnswer = TimeSpan.FromMinutes(2);

    private static readonly string? Executable = typeof(BicepCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .SingleOrDefault(attribute => attribute.Key == "BicepPath")?.Value;

    private readonly SemaphoreSlim _turn = new(1);
    private Process? _process;
    private int _requests;

    /// <summary>Skips a test if no package has the compiler for this platform.</summary>
    public static void SkipWhereMissing() =>
        Assert.SkipWhen(Executable is null, "There is no package of the Bicep compiler for this operating system and processor.");

    /// <summary>Compiles a file.</summary>
    /// <param name="path">The full path.</param>
    /// <returns>The template, and what the compiler and the linter say about the file and its modules, a line each.</returns>
    public async Task<(string? Template, IReadOnlyList<string> Diagnostics)> CompileAsync(string path)
    {
        var result = await AskAsync("bicep/compile", new JsonObject { ["path"] = path });
        return ((string?)result["contents"], [.. result["diagnostics"]!.AsArray().Select(found => $"{found!["source"]}({found["range"]!["start"]!["line"]!.GetValue<int>() + 1}): {found["level"]} {found["code"]}: {found["message"]}")]);
    }

    /// <summary>Formats a file and returns the new text.</summary>
    /// <param name="path">The full path.</param>
    public async Task<string> FormatAsync(string path) => (string)(await AskAsync("bicep/format", new JsonObject { ["path"] = path }))["contents"]!;

    /// <summary>Evaluates the deployment of a parameter file as far as that is possible without deploying, and returns the snapshot.</summary>
    /// <param name="path">The full path of the <c>.bicepparam</c> file.</param>
    public async Task<string> SnapshotAsync(string path) => (string)(await AskAsync("bicep/getSnapshot", new JsonObject
    {
        ["path"] = path,
        ["metadata"] = new JsonObject
        {
            ["tenantId"] = "00000000-0000-0000-0000-000000000002",
            ["subscriptionId"] = "00000000-0000-0000-0000-000000000001",
            ["location"] = "swedencentral",
            ["resourceGroup"] = null,
            ["deploymentName"] = null,
        },
    }))["snapshot"]!;

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _turn.Dispose();
    }

    private void End()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
        _process = null;
    }

    private async Task<JsonNode> AskAsync(string method, JsonObject parameters)
    {
        SkipWhereMissing();
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _process ??= Start();
            var answer = await Waiting.WithinAsync(ExchangeAsync(_process, method, parameters), MaxAnswer, $"answer of bicep to {method} {parameters.ToJsonString()}");
            return answer["result"] ?? throw new InvalidOperationException($"bicep, {method} {parameters.ToJsonString()}: {answer["error"]?.ToJsonString()}");
        }
        catch (Exception fault) when (fault is TimeoutException or IOException)
        {
            End(); // what it still writes would be the answer to the next request
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo(Executable!, ["jsonrpc", "--stdio"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredPGO"] = "0"; // half of its processor time
        return Process.Start(start)!;
    }

    // Each message follows a header with its length, an empty line between.
    private async Task<JsonNode> ExchangeAsync(Process process, string method, JsonObject parameters)
    {
        var request = Encoding.UTF8.GetBytes(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = ++_requests, ["method"] = method, ["params"] = parameters.DeepClone() }.ToJsonString());
        var input = process.StandardInput.BaseStream;
        await input.WriteAsync(Encoding.ASCII.GetBytes($"Content-Length: {request.Length}\r\n\r\n"));
        await input.WriteAsync(request);
        await input.FlushAsync();
        var output = process.StandardOutput.BaseStream;
        var answer = new byte[await LengthAsync(output)];
        await output.ReadExactlyAsync(answer);
        return JsonNode.Parse(answer)!;
    }

    private static async Task<int> LengthAsync(Stream output)
    {
        var header = new StringBuilder();
        var one = new byte[1];
        while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await output.ReadExactlyAsync(one);
            header.Append((char)one[0]);
        }

        const string Name = "Content-Length:";
        var line = header.ToString().Split("\r\n").Single(line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
        return int.Parse(line[Name.Length..], CultureInfo.InvariantCulture);
    }
}
