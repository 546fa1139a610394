using System.Text.Json.Nodes;
using System.Xml.Linq;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>Passes, gate file and comparison from the command line.</summary>
public sealed class CompareAndGateTests
{
    private const string Undecided = """{ "model": "m", "notWorseThan": "chance", "margin": 0.01 }""";

    [Theory]
    [InlineData("pass", 0, "skipped")]
    [InlineData("fail", 1, "failure")]
    public async Task Run_InconclusiveGate_IsSkippedOrFailsAsAskedFor(string option, int expected, string element)
    {
        using var folder = new RunFolder(images: 3);
        folder.WriteManifest($$"""{ "name": "job", "benchmark": { "dataset": "./drawn" }, "models": [ { "id": "m", "kind": "majority" }, { "id": "chance", "kind": "random" } ], "gate": [ {{Undecided}} ] }""");

        var (code, output, error) = await CliProcess.RunAsync(
            ["run", "manifest.json", "--store", folder.Store, "--junit", "gate.xml", "--gate-inconclusive", option], folder.Folder);

        Assert.Equal("", error);
        Assert.True(expected == code, output);
        var suite = XDocument.Load(Path.Combine(folder.Folder, "gate.xml")).Root!.Element("testsuite")!;
        Assert.Equal(3, suite.Elements("testcase").Count());
        Assert.Single(suite.Descendants(element));
    }

    [Fact]
    public async Task Run_AllAnswersTruncated_IsAnAlarmAndNoSuccess()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("", finish: "length"));
        using var folder = new RunFolder(images: 3);
        folder.WriteManifest(server.Endpoint, """, "generation": { "maxOutputTokens": 128 }""");

        var (code, output, error) = await CliProcess.RunAsync(["run", "manifest.json", "--store", folder.Store, "--junit", "gate.xml"], folder.Folder);

        Assert.True(code == 1, output + error);
        Assert.Contains("ALARM: m: 18 of 18 answers hold nothing to score (18 truncated)", output, StringComparison.Ordinal);
        Assert.Contains("raise maxOutputTokens (now 128)", output, StringComparison.Ordinal);
        Assert.Single(XDocument.Load(Path.Combine(folder.Folder, "gate.xml")).Descendants("failure"));
        var html = File.ReadAllText(Directory.GetFiles(folder.Store, "report.html", SearchOption.AllDirectories).Single());
        Assert.Contains("No model leads", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_TwoRunsOfOneStore_PrintsVerdictsAndWritesFiles()
    {
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.HasImage ? call.StableLetter() : "A"));
        using var folder = new RunFolder(images: 10);
        var calls = new List<int>();
        foreach (var more in (string[])[", \"controls\": [\"blind\"]", ", \"controls\": []"])
        {
            folder.WriteManifest(server.Endpoint, more);
            var (runCode, output, error) = await folder.RunAsync();
            Assert.True(runCode == 0, output + error);
            calls.Add(server.Count);
        }

        var runs = Directory.GetDirectories(Path.Combine(folder.Store, "runs")).Select(Path.GetFileName).ToArray();
        var (code, table, fault) = await CliProcess.RunAsync(
            ["compare", runs[0]!, runs[1]!, "--store", folder.Store, "--json", "c.json", "--html", "c.html"], folder.Folder);

        Assert.Equal(("", 0), (fault, code));
        Assert.Equal([2 * folder.Questions, 2 * folder.Questions], calls); // the second run found every response
        Assert.Contains("identical", table, StringComparison.Ordinal); // both runs share one log; sixty questions are too few for "equivalent"
        Assert.Contains($"{folder.Questions} shared questions", table, StringComparison.Ordinal);
        Assert.Equal(folder.Questions, (int)JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder.Folder, "c.json")))!["questions"]!);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(Path.Combine(folder.Folder, "c.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_UnknownRun_SaysSo()
    {
        using var folder = new RunFolder(images: 1);

        var (code, _, error) = await CliProcess.RunAsync(["compare", "a-00000000", "b-00000000", "--store", folder.Store], folder.Folder);

        Assert.Equal(2, code);
        Assert.Contains("no run 'a-00000000'", error, StringComparison.Ordinal);
    }
}
