using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace MuBench.TestUtils.Processes;

/// <summary>The inference server as a real process, on a free port.</summary>
public sealed partial class InferenceProcess : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private InferenceProcess(Process process) => _process = process;

    /// <summary>The server, as its own project builds it in the configuration of the caller.</summary>
    public static string Dll { get; } = RepositoryFiles.Path(
        "src", "Inference", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "MuBench.Inference.dll");

    /// <summary>Address without a path.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Base address for a manifest's <c>endpoint</c>.</summary>
    public Uri Endpoint => new(Address, "/v1");

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a server with a folder of models and waits until it is ready.</summary>
    public static async Task<InferenceProcess> StartAsync(string models, params IEnumerable<string> arguments)
    {
        var server = Start(models, null, [.. arguments]);
        server.Address = await server._address.Task.WaitAsync(MaxWait);
        using var late = new CancellationTokenSource(MaxWait);
        using var http = new HttpClient { BaseAddress = server.Address };
        try
        {
            while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative), late.Token)).IsSuccessStatusCode)
                await Task.Delay(20, late.Token);
            return server;
        }
        catch (HttpRequestException exception)
        {
            var code = await server.WaitAsync();
            throw new InvalidOperationException($"The server ended with {code} before it was ready: {server._output}", exception);
        }
    }

    /// <summary>Runs a server that ends by itself because it cannot serve; returns the exit code and the output.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string models, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        using var server = Start(models, environment, arguments);
        var code = await server.WaitAsync();
        lock (server._output)
            return (code, server._output.ToString());
    }

    /// <summary>Sends the signal to stop, as a container's host does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        if (!kill.WaitForExit(MaxWait))
            throw new TimeoutException($"kill -TERM has not ended after {MaxWait}.");
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> WaitAsync()
    {
        await Waiting.WithinAsync(_process.WaitForExitAsync(), MaxWait, "end of the inference server");
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static InferenceProcess Start(string models, IReadOnlyDictionary<string, string?>? environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Dll, "--models", models, "--listen", "http://127.0.0.1:0", .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        var server = new InferenceProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        server._process.OutputDataReceived += (_, line) => server.Read(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Read(line.Data);
        server._process.Exited += (_, _) => server._address.TrySetException(new InvalidOperationException($"The server ended: {server._output}"));
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
