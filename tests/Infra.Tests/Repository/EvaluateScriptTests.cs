using System.Text.RegularExpressions;

namespace MuBench.Tests.Repository;

/// <summary>What the action makes of the end of a run.</summary>
public sealed class EvaluateScriptTests
{
    private const string Report = """
        mkdir -p "$STORE/runs/ci-1f0c9a3e"
        for name in report.json report.html scores.csv proof.json; do echo "$name" >"$STORE/runs/ci-1f0c9a3e/$name"; done
        echo '# The report' >"$STORE/runs/ci-1f0c9a3e/report.md"
        echo 'Report:'
        echo "  $STORE/runs/ci-1f0c9a3e/report.html"
        echo "  $STORE/runs/ci-1f0c9a3e/report.md"

        """;

    [Theory]
    [InlineData(0, "true", 0)]
    [InlineData(1, "true", 1)]
    [InlineData(1, "false", 0)]
    [InlineData(3, "false", 3)]
    [InlineData(130, "false", 130)]
    public async Task Run_WithAReport_ShowsItAndExitsAsTheGateDemands(int code, string gate, int expected)
    {
        using var script = new EvaluateScript($"{Report}exit {code}");
        var (exit, text) = await script.RunAsync(gate);
        Assert.Equal(expected, exit);
        Assert.Equal(code == 1 && gate == "false", text.Contains("::warning", StringComparison.Ordinal));
        Assert.Equal("# The report\n\n", script.Summary);
        Assert.Equal((code.ToString(), "ci-1f0c9a3e"), (script.Outputs["exit-code"], script.Outputs["run-id"]));
        Assert.Equal(
            ["proof.json", "report.html", "report.json", "report.md", "scores.csv"],
            Directory.EnumerateFiles(script.Outputs["report"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_ManifestThatLooksLikeAnOption_IsTheManifest()
    {
        using var script = new EvaluateScript("exit 0");
        await script.RunAsync(manifest: "--store=$(id)");
        Assert.Equal(["--", "--store=$(id)"], script.Arguments.TakeLast(2));
        Assert.Equal(["run", "--store", script.Store], script.Arguments.Skip(1).Take(3));
    }

    [Fact]
    public async Task Run_WithoutAReport_ShowsTheOutputIndented()
    {
        using var script = new EvaluateScript("echo 'mubench: manifest.json: there is no such file.' >&2\nexit 2");
        var (exit, _) = await script.RunAsync("false");
        Assert.Equal(2, exit);
        Assert.Equal("### mubench run: exit code 2\n\n    mubench: manifest.json: there is no such file.\n\n", script.Summary);
        Assert.Equal(("", ""), (script.Outputs["report"], script.Outputs["run-id"]));
    }

    [Fact]
    public async Task Run_ReportInABlobStore_KeepsTheJUnitFileAndShowsTheOutput()
    {
        using var script = new EvaluateScript("echo '  https://lab.blob.core.windows.net/mubench/runs/ci-1f0c9a3e/report.md'\nexit 0");
        await script.RunAsync();
        Assert.Equal("ci-1f0c9a3e", script.Outputs["run-id"]);
        Assert.NotEqual("", script.Outputs["report"]);
        Assert.StartsWith("### mubench run: exit code 0\n", script.Summary, StringComparison.Ordinal);
    }

    // A model's text can reach the output: it must not set an output, mask a word or end a group.
    [Fact]
    public async Task Run_OutputWithWorkflowCommands_IsBetweenStopAndResume()
    {
        using var script = new EvaluateScript("echo '::error::from a model'\nexit 0");
        var (_, text) = await script.RunAsync();
        var token = Regex.Match(text, "^::stop-commands::([0-9a-f]{32})$", RegexOptions.Multiline).Groups[1].Value;
        Assert.NotEqual("", token);
        Assert.InRange(text.IndexOf("::error::from a model", StringComparison.Ordinal), text.IndexOf(token, StringComparison.Ordinal), text.LastIndexOf($"::{token}::", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ReportLargerThanASummary_IsCutAndSaysSo()
    {
        using var script = new EvaluateScript($"""{Report}head -c 1200000 /dev/zero | tr '\0' x >"$STORE/runs/ci-1f0c9a3e/report.md"{"\n"}exit 0""");
        await script.RunAsync();
        Assert.InRange(script.Summary.Length, 1_000_000, 1024 * 1024);
        Assert.Contains("The summary ends here", script.Summary, StringComparison.Ordinal);
        Assert.Equal(1_200_000, new FileInfo(Path.Combine(script.Outputs["report"], "report.md")).Length);
    }

    [Fact]
    public async Task Run_GateThatIsNoBoolean_RunsNothing()
    {
        using var script = new EvaluateScript("exit 0");
        var (exit, text) = await script.RunAsync("yes");
        Assert.Equal(2, exit);
        Assert.Contains("expected true or false", text, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => script.Arguments);
    }
}
