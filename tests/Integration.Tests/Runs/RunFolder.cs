using System.Text.Json.Nodes;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>A folder with a manifest, a drawn dataset and a store, as a user has them.</summary>
internal sealed class RunFolder : IDisposable
{
    public RunFolder(int images = 40)
    {
        Folder = Directory.CreateTempSubdirectory("mubench-run-").FullName;
        TestDataset.Write(Path.Combine(Folder, "drawn"), images);
    }

    public string Folder { get; }

    public string Store => Path.Combine(Folder, "store");

    public int Questions => Directory.GetFiles(Path.Combine(Folder, "drawn"), "*.png").Length * TestDataset.QuestionsPerImage;

    /// <summary>Writes <c>manifest.json</c> with one model behind an endpoint.</summary>
    public void WriteManifest(Uri endpoint, string more = """, "maxConcurrency": 8""") => WriteManifest(
        $$"""{ "name": "job", "benchmark": { "dataset": "./drawn" }, "models": [ { "id": "m", "kind": "openai", "endpoint": "{{endpoint}}", "model": "loop" {{more}} } ] }""");

    /// <summary>Writes <c>manifest.json</c>.</summary>
    public void WriteManifest(string json) => File.WriteAllText(Path.Combine(Folder, "manifest.json"), json);

    /// <summary>Starts <c>mubench run</c> with the manifest.</summary>
    public CliProcess Start(string? store = null) => CliProcess.Start(["run", "manifest.json", "--store", store ?? Store], Folder);

    /// <summary>Runs <c>mubench run</c> to its end.</summary>
    public Task<(int Code, string Output, string Error)> RunAsync(string? store = null) =>
        CliProcess.RunAsync(["run", "manifest.json", "--store", store ?? Store], Folder);

    /// <summary>
    /// The report without the parts that differ between two runs of the same content: ids, times, and the proof's root, which covers
    /// the times of responses.
    /// </summary>
    public static string Comparable(string store)
    {
        var report = JsonNode.Parse(File.ReadAllBytes(Directory.GetFiles(Path.Combine(store, "runs"), "report.json", SearchOption.AllDirectories).Single()))!;
        foreach (var field in (ReadOnlySpan<string>)["id", "startedAt", "finishedAt", "proof"])
            report["run"]!.AsObject().Remove(field);
        return report.ToJsonString();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
