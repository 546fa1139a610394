using System.Diagnostics;

namespace MuBench.Bench;

/// <summary>An endpoint in a child process.</summary>
internal sealed class EndpointProcess : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly Process _process;

    private EndpointProcess(Process process, int port)
    {
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}/v1");
        _calls = new Uri($"http://127.0.0.1:{port}/calls");
    }

    private readonly Uri _calls;

    /// <summary>Base address of the API.</summary>
    public Uri Address { get; }

    /// <summary>Reads the number of calls so far.</summary>
    public async Task<int> CallsAsync() => int.Parse(await Http.GetStringAsync(_calls));

    /// <summary>Reads when the first call arrived and the last answer left since this was last read.</summary>
    public async Task<(DateTime First, DateTime Last)> TimesAsync()
    {
        var ticks = (await Http.GetStringAsync(new Uri(_calls, "times"))).Split(' ');
        return (new DateTime(long.Parse(ticks[0]), DateTimeKind.Utc), new DateTime(long.Parse(ticks[1]), DateTimeKind.Utc));
    }

    /// <summary>Starts the endpoint and waits until it listens.</summary>
    public static async Task<EndpointProcess> StartAsync(int milliseconds, params string[] mode)
    {
        var port = FreePort();
        var process = SelfProcess.Start(["serve", $"{port}", $"{milliseconds}", .. mode]);
        if (await process.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException("The endpoint did not start.");
        return new EndpointProcess(process, port);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
