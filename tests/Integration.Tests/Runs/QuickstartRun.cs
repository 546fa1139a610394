using System.Text.Json.Nodes;
using MuBench.TestUtils;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>The README's first command, run once for all tests that read its results.</summary>
public sealed class QuickstartRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task> _run;

    public QuickstartRun() => _run = new(() => RunAsync(Store));

    private string Store => Path.Combine(_folder.Path, "store");

    /// <summary>Runs the quickstart's manifest on a store. All such runs share one cache of models.</summary>
    public async Task RunAsync(string store)
    {
        var (code, output, error) = await CliProcess.RunAsync(
            ["run", RepositoryFiles.Path("samples", "quickstart", "manifest.json"), "--store", store],
            _folder.Path,
            new Dictionary<string, string?> { ["MUBENCH_CACHE"] = Path.Combine(_folder.Path, "cache") });
        Assert.True(code == 0, error + output);
        Assert.Contains("clip-base", output, StringComparison.Ordinal);
    }

    /// <summary>The path of a file of the run's report, such as <c>report.html</c>.</summary>
    public async Task<string> FileAsync(string name)
    {
        await _run.Value;
        return Directory.GetFiles(Path.Combine(Store, "runs"), name, SearchOption.AllDirectories).Single();
    }

    /// <summary>The run's <c>report.json</c>.</summary>
    public async Task<JsonNode> ReportAsync() => JsonNode.Parse(await File.ReadAllBytesAsync(await FileAsync("report.json"), TestContext.Current.CancellationToken))!;

    public void Dispose() => _folder.Dispose();
}
