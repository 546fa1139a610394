using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MuBench.Json;
using MuBench.Proofs;
using MuBench.Reports;
using MuBench.Responses;
using MuBench.Storage;

namespace MuBench.Tests.Pipeline.Verifying;

public sealed class VerifyRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verify_RunAsItWas_FindsNothing()
    {
        await using var run = await ProvenRun.CreateAsync(more: ", \"repeats\": 2");

        var result = await run.VerifyAsync(images: true);

        Assert.Empty(result.Differences);
        Assert.True(result.IsVerified);
        Assert.Empty(result.Notes);
        Assert.Equal(9, result.Checked.Count);
        Assert.Matches("^[0-9a-f]{64}$", result.Root);
        var report = await run.Harness.Store.TryReadAsync(StoreLayout.RunReport(run.RunId, "report.html"), Token);
        Assert.Contains(result.Root!, Encoding.UTF8.GetString(report!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OneByteChangedInAnyFile_NamesTheFile()
    {
        await using var run = await ProvenRun.CreateAsync(images: 3);
        var unnamed = new List<string>();
        var files = run.Files.All().Where(path => !path.Value.StartsWith("models/", StringComparison.Ordinal)).ToList();
        foreach (var kind in (ReadOnlySpan<string>)["manifest.json", "plan.json", "proof.json", "report.json", "report.html", "report.md", "scores.csv", "dataset.json", "model.json"])
            Assert.Contains(files, path => path.Name == kind);
        foreach (var folder in (ReadOnlySpan<string>)["/shards/", "/packs/", "/faults/m/", "/scores/", "/proofs/m~blind", "responses/"])
            Assert.Contains(files, path => path.Value.Contains(folder, StringComparison.Ordinal));

        foreach (var path in files)
        {
            var content = run.Files.Read(path);
            var spoilt = content.ToArray();
            spoilt[content.Length * 2 / 3] ^= 0x01;
            run.Files.Write(path, spoilt);
            var result = await run.VerifyAsync(images: true);
            if (result.IsVerified || !result.Differences.Any(difference => difference.Contains(path.Value, StringComparison.Ordinal)))
                unnamed.Add($"{path}: {string.Join(" | ", result.Differences)}");
            run.Files.Write(path, content);
        }

        Assert.Empty(unnamed);
        Assert.True((await run.VerifyAsync()).IsVerified);
    }

    [Fact]
    public async Task Verify_AFileThatIsGone_NamesIt()
    {
        await using var run = await ProvenRun.CreateAsync(images: 3);
        var results = StoreLayout.Results(run.RunId);

        foreach (var path in (StorePath[])
            [run.Log(), results.Proof, results.ModelProof("c"), results.Scores("m"), results.Report("scores.csv"), StoreLayout.RunManifest(run.RunId), StoreLayout.Shard("drawn", 0)])
        {
            var content = run.Files.Read(path);
            File.Delete(run.Files.Of(path));
            var result = await run.VerifyAsync(images: true);
            Assert.True(!result.IsVerified && result.Differences.Any(difference => difference.Contains(path.Value, StringComparison.Ordinal)), $"{path}: {string.Join(" | ", result.Differences)}");
            run.Files.Write(path, content);
        }
    }

    [Fact]
    public async Task Verify_AnAnswerOfTheLogChanged_NamesLineAndQuestion()
    {
        await using var run = await ProvenRun.CreateAsync();
        var lines = run.Files.Lines(run.Log());
        var at = Array.FindIndex(lines, line => line.Contains("\"row\":2", StringComparison.Ordinal) && line.Contains("\"modality\"", StringComparison.Ordinal));

        run.Files.Edit(run.Log(), log => log.Replace(lines[at], lines[at].Replace("\"text\":\"", "\"text\":\"Z", StringComparison.Ordinal), StringComparison.Ordinal));
        var result = await run.VerifyAsync();

        Assert.Contains(result.Differences, difference => difference == $"{run.Log()} line {at + 1}: record changed: the answer to 'modality' of row 2");
        Assert.Contains(result.Differences, difference => difference.Contains("scores/m.json", StringComparison.Ordinal));
        Assert.Contains(result.Differences, difference => difference.Contains("report.json models[0].", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_TheKeyOfAnAnswerChanged_SaysThatItIsGone()
    {
        await using var run = await ProvenRun.CreateAsync();
        var key = JsonNode.Parse(run.Files.Lines(run.Log())[0])!["key"]!.GetValue<string>();

        run.Files.Edit(run.Log(), log => log.Replace(key, key.Replace(key[0], key[0] == 'a' ? 'b' : 'a'), StringComparison.Ordinal));

        Assert.Contains((await run.VerifyAsync()).Differences, difference => difference.Contains($"{run.Log()}: record is gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_LinesThatOthersAppended_ChangeNothing()
    {
        await using var run = await ProvenRun.CreateAsync();
        // Another run gets a response to the question that failed here, repeats other questions, and asks further ones.
        var fault = (await run.Harness.FaultsAsync())[0];
        var record = (await run.Harness.LogAsync()).First();
        await using (var log = new ResponseLogWriter(run.Harness.Store, run.Log()))
        {
            await log.AppendAsync(record with { Key = fault.Key, Row = fault.Row, Question = fault.Question, Run = "another-00000000" }, Token);
            await log.AppendAsync(record with { Text = "D", Run = "another-00000000" }, Token);
            await log.AppendAsync(record with { Key = new string('f', 32), Run = "another-00000000" }, Token);
        }

        await File.AppendAllTextAsync(run.Files.Of(run.Log()), "{\"torn", Token);

        Assert.Empty((await run.VerifyAsync()).Differences);
        run.Files.Edit(run.Log(), log => log.Replace(new string('f', 32), new string('e', 32), StringComparison.Ordinal));
        Assert.Empty((await run.VerifyAsync()).Differences);
    }

    [Fact]
    public async Task Verify_ANumberOfTheReportWithItsHash_NamesThePlace()
    {
        await using var run = await ProvenRun.CreateAsync();
        var path = StoreLayout.RunReport(run.RunId, "report.json");
        var report = JsonNode.Parse(run.Files.Read(path))!;
        var accuracy = report["models"]![0]!["scores"]![0]!["accuracy"]!.ToJsonString();
        run.Files.Edit(path, text => Replace(text, $"\"accuracy\": {accuracy}", "\"accuracy\": 0.999"));
        await RehashAsync(run, path);

        var result = await run.VerifyAsync();

        Assert.Equal($"{path} models[0].scores[0].accuracy: 0.999 in the file, {accuracy} recomputed", Assert.Single(result.Differences));
    }

    [Fact]
    public async Task Verify_AReportOfAnotherVersion_RecomputesAndSaysWhichWroteIt()
    {
        await using var run = await ProvenRun.CreateAsync();
        var path = StoreLayout.RunReport(run.RunId, "report.json");
        run.Files.Edit(path, text => Replace(Replace(text, $"\"version\": \"{MuBench.Versions.CodeVersion.Current.Version}\"", "\"version\": \"0.0.9\""), "    \"failAbove\": 0.5,\n", ""));
        await RehashAsync(run, path);

        var result = await run.VerifyAsync();

        Assert.Empty(result.Differences);
        Assert.Contains(result.Notes, note => note.Contains("written by MuBench 0.0.9", StringComparison.Ordinal));
        Assert.Contains(result.Notes, note => note.Contains("run.failAbove", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_ARunFromBeforeProofs_RecomputesAndSaysSo()
    {
        await using var run = await ProvenRun.CreateAsync();
        var path = StoreLayout.RunReport(run.RunId, "report.json");
        var report = JsonDocuments.Read(run.Files.Read(path), ReportJsonContext.Default.RunReport, path);
        var scores = await Task.WhenAll(run.Plan.Models.Select(model => run.ScoresAsync(model.Manifest.Id)));
        var questions = await new MuBench.Pipeline.Reporting.ReportComposer(run.Harness.Store, run.Harness.Inputs, run.Plan, scores).ReadSampleAsync(fullSize: false, TestContext.Current.CancellationToken);
        foreach (var (name, content) in ReportFiles.Render(report with { Run = report.Run with { Proof = null } }, questions))
            run.Files.Write(StoreLayout.RunReport(run.RunId, name), content);
        foreach (var proof in run.Files.All().Where(file => file.Name == "proof.json" || file.Value.Contains("/proofs/", StringComparison.Ordinal)).ToList())
            File.Delete(run.Files.Of(proof));

        var result = await run.VerifyAsync();

        Assert.Empty(result.Differences);
        Assert.Null(result.Root);
        Assert.Contains(result.Notes, note => note.Contains("version without proofs", StringComparison.Ordinal));
        run.Files.Edit(run.Log(), log => log.Replace("perhaps b", "perhaps c", StringComparison.Ordinal));
        Assert.False((await run.VerifyAsync()).IsVerified);
    }

    [Fact]
    public async Task Verify_AStoppedModel_IsVoidAgainForTheSameReason()
    {
        await using var harness = await PipelineHarness.CreateAsync();
        var plan = await harness.PlanAsync("""{ "id": "m", "kind": "openai", "model": "gpt", "apiKey": "secret:absent-key" }, { "id": "chance", "kind": "random" }""");
        await harness.RunAsync(plan);

        var result = await new MuBench.Pipeline.Verifying.VerifyRun(harness.Context).RunAsync(new(plan.RunId), Token);

        Assert.Empty(result.Differences);
        Assert.Contains("ABSENT_KEY", (await harness.ScoresAsync("m")).StopReason, StringComparison.Ordinal);
    }

    private static async Task RehashAsync(ProvenRun run, StorePath path)
    {
        var proofPath = StoreLayout.Results(run.RunId).Proof;
        var proof = JsonDocuments.Read(run.Files.Read(proofPath), ProofJsonContext.Default.RunProof, proofPath);
        var rehashed = proof with { Report = [.. proof.Report.Select(file => file.Path == path.Value ? new FileDigest(file.Path, Hashing.Sha256(run.Files.Read(path))) : file)] };
        await run.Harness.Store.WriteAsync(proofPath, JsonSerializer.SerializeToUtf8Bytes(rehashed, ProofJsonContext.Default.RunProof), Token);
    }

    // Replaces the first occurrence only.
    private static string Replace(string text, string before, string after)
    {
        var at = text.IndexOf(before, StringComparison.Ordinal);
        Assert.True(at >= 0, before);
        return text[..at] + after + text[(at + before.Length)..];
    }
}
