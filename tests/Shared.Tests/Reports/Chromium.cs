using System.Diagnostics;
using System.Text.Json;

namespace MuBench.Tests.Reports;

/// <summary>Opens a page in a headless browser and says what came of it.</summary>
internal static class Chromium
{
    // What a page asks for names the page's origin; what the browser asks for by itself has none.
    private const string BrowserItself = "not an origin";

    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    public static async Task<Visit> VisitAsync(string html, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("mubench-page-").FullName;
        try
        {
            var page = System.IO.Path.Combine(folder, "page.html");
            var log = System.IO.Path.Combine(folder, "net.json");
            await File.WriteAllTextAsync(page, html, cancellationToken);
            var (dom, errors) = await RunAsync(
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
                    "--user-data-dir=" + System.IO.Path.Combine(folder, "profile"), "--enable-logging=stderr", "--log-net-log=" + log,
                    "--dump-dom", new Uri(page).AbsoluteUri,
                ],
                cancellationToken);
            var console = errors.Split('\n').Where(line => line.Contains(":CONSOLE", StringComparison.Ordinal)).ToList();
            return new Visit(dom, console, Requests(await File.ReadAllBytesAsync(log, cancellationToken)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(string Output, string Errors)> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(Path!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.Start();
        await using var kill = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (await output, await errors);
    }

    private static List<string> Requests(byte[] netLog)
    {
        using var log = JsonDocument.Parse(netLog);
        var start = log.RootElement.GetProperty("constants").GetProperty("logEventTypes").GetProperty("URL_REQUEST_START_JOB").GetInt32();
        return
        [
            .. log.RootElement.GetProperty("events").EnumerateArray()
                .Where(entry => entry.GetProperty("type").GetInt32() == start && entry.TryGetProperty("params", out _))
                .Select(entry => entry.GetProperty("params"))
                .Where(request => request.TryGetProperty("initiator", out var initiator) && initiator.GetString() != BrowserItself)
                .Select(request => request.GetProperty("url").GetString()!),
        ];
    }

    /// <summary>What came of a visit: the document after its script ran, console messages, requests that the page made.</summary>
    internal sealed record Visit(string Dom, IReadOnlyList<string> Console, IReadOnlyList<string> Requests);
}
