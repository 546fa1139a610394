using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary><c>mubench verify</c> and <c>mubench rescore</c> as real processes.</summary>
public sealed class VerifyTests
{
    [Fact]
    public async Task VerifyAndRescore_AFinishedRun_HoldUntilAByteIsChanged()
    {
        using var folder = new RunFolder(images: 3);
        folder.WriteManifest("""{ "name": "job", "benchmark": { "dataset": "./drawn" }, "models": [ { "id": "most", "kind": "majority" }, { "id": "chance", "kind": "random" } ] }""");
        var (ran, output, error) = await folder.RunAsync();
        Assert.True(ran == 0, output + error);
        var run = Directory.GetDirectories(Path.Combine(folder.Store, "runs")).Single();
        var id = Path.GetFileName(run);
        // A dataset that is named by its path keeps its name in reports; its name in the store ends in its hash.
        Assert.Contains(" images of drawn (revision ", await File.ReadAllTextAsync(Path.Combine(run, "report.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(" of 'drawn'", (await CliProcess.RunAsync(["run", "manifest.json", "--store", folder.Store, "--dry-run"], folder.Folder)).Output, StringComparison.Ordinal);

        var (code, verified, fault) = await CliProcess.RunAsync(["verify", id, "--store", folder.Store, "--images"], folder.Folder);
        Assert.Equal((0, ""), (code, fault));
        Assert.Contains($"verified: {id}, root ", verified, StringComparison.Ordinal);
        Assert.Contains("does not show that this is the first report", verified, StringComparison.Ordinal);
        var root = verified.Split($"verified: {id}, root ", 2)[1].Split('\n')[0].Trim();
        (code, verified, _) = await CliProcess.RunAsync(["verify", id, "--store", folder.Store, "--root", root.ToUpperInvariant()], folder.Folder);
        Assert.Equal(0, code);
        Assert.Contains("The root is the one given", verified, StringComparison.Ordinal);
        (code, verified, _) = await CliProcess.RunAsync(["verify", id, "--store", folder.Store, "--root", root[..^1] + (root[^1] == '0' ? '1' : '0')], folder.Folder);
        Assert.Equal(1, code);
        Assert.Contains("the report's root is " + root, verified, StringComparison.Ordinal);

        var (rescored, moved, _) = await CliProcess.RunAsync(["rescore", id, "--store", folder.Store], folder.Folder);
        Assert.Equal(0, rescored);
        Assert.Contains("nothing changed", moved, StringComparison.Ordinal);
        var name = Path.GetFileName(Assert.Single(Directory.GetDirectories(Path.Combine(run, "rescored"))));
        Assert.Equal(0, (await CliProcess.RunAsync(["verify", id, "--store", folder.Store, "--rescored", name], folder.Folder)).Code);

        var report = Path.Combine(run, "report.md");
        var bytes = File.ReadAllBytes(report);
        bytes[^20] ^= 1;
        File.WriteAllBytes(report, bytes);
        (code, verified, _) = await CliProcess.RunAsync(["verify", id, "--store", folder.Store], folder.Folder);
        Assert.Equal(1, code);
        Assert.Contains($"differs: runs/{id}/report.md: changed", verified, StringComparison.Ordinal);
        Assert.Contains($"NOT verified: {id}", verified, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AnUnknownRun_SaysSo()
    {
        using var folder = new RunFolder(images: 1);

        var (code, _, error) = await CliProcess.RunAsync(["verify", "a-00000000", "--store", folder.Store], folder.Folder);

        Assert.Equal(2, code);
        Assert.Contains("no run 'a-00000000'", error, StringComparison.Ordinal);
    }
}
