using System.Diagnostics;
using System.Text.RegularExpressions;
using MuBench.TestUtils;

namespace MuBench.Tests.Storage;

/// <summary>Azure Storage (blobs, queues, tables) on this machine: one Azurite per test process, started at first use.</summary>
public sealed partial class AzuriteServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(1);

    private readonly Lazy<Task<string>> _connection;
    private Process? _process;

    public AzuriteServer() => _connection = new Lazy<Task<string>>(StartAsync);

    /// <summary>The connection string for all its services; skips the test on a machine without Node.js.</summary>
    public Task<string> GetConnectionStringAsync()
    {
        Assert.SkipUnless(AzuriteInstallation.HasNode, "Azurite needs Node.js: install node and npm to run this test.");
        return _connection.Value;
    }

    public ValueTask DisposeAsync()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> StartAsync()
    {
        var folder = await AzuriteInstallation.EnsureAsync();
        _process = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                "start.js", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
                "--inMemoryPersistence", "--skipApiVersionCheck", "--silent", "--disableTelemetry",
            },
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

        using var timeout = new CancellationTokenSource(StartTime);
        var endpoints = new Dictionary<string, string>();
        while (endpoints.Count < 3)
        {
            var line = await Waiting.WithinAsync(_process.StandardOutput.ReadLineAsync(timeout.Token).AsTask(), StartTime, "address of a service of Azurite")
                ?? throw new InvalidOperationException("Azurite ended before it was ready.");
            if (Listening().Match(line) is { Success: true } match)
                endpoints[match.Groups["service"].Value] = match.Groups["url"].Value;
        }

        _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None); // a full pipe would stop it
        // The well-known account and key of Azurite.
        return "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
            + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
            + string.Concat(endpoints.Select(endpoint => $"{endpoint.Key}Endpoint={endpoint.Value}/devstoreaccount1;"));
    }

    [GeneratedRegex("Azurite (?<service>Blob|Queue|Table) service is successfully listening at (?<url>http://[0-9.:]+)")]
    private static partial Regex Listening();
}
