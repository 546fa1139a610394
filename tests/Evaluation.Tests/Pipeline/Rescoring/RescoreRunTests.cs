using System.Text.Json;
using MuBench.Json;
using MuBench.Pipeline;
using MuBench.Pipeline.Rescoring;
using MuBench.Responses;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Storage;
using MuBench.Tests.Pipeline.Verifying;

namespace MuBench.Tests.Pipeline.Rescoring;

public sealed class RescoreRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rescore_BySameCode_MovesNothingAndKeepsTheRunAsItWas()
    {
        await using var run = await ProvenRun.CreateAsync();
        var before = OwnFiles(run);

        var result = await RescoreAsync(run);

        Assert.True(result.Changes.IsEmpty);
        Assert.Equal(before, OwnFiles(run));
        Assert.All(result.Files, file => Assert.Contains($"runs/{run.RunId}/rescored/{result.Name}/", file, StringComparison.Ordinal));
        Assert.Equal(run.Files.Read(StoreLayout.RunScores(run.RunId, "m")), run.Files.Read(StoreLayout.Rescored(run.RunId, result.Name).Scores("m")));
        Assert.True((await run.VerifyAsync()).IsVerified);
        Assert.Empty((await run.VerifyAsync(rescored: result.Name)).Differences);
    }

    [Fact]
    public async Task Rescore_AfterTheReadersChanged_SaysWhichQuestionsAndScoresMoved()
    {
        await using var run = await ProvenRun.CreateAsync();
        // As if an earlier version had read every response about the first image as correct.
        var scores = await run.ScoresAsync("m");
        var strict = scores.Items[Protocols.Strict].ToArray();
        var after = strict[0];
        (strict[0], strict[1]) = ((byte)Outcome.Correct, (byte)Outcome.Correct);
        var items = scores.Items.ToDictionary(pair => pair.Key, pair => pair.Key == Protocols.Strict ? strict : pair.Value);
        var slices = scores.Scores.Select(score => score is { Task: "coarse", Slice: "all", Protocol: Protocols.Strict } ? score with { Accuracy = 0.75 } : score).ToList();
        await run.Harness.Store.WriteAsync(
            StoreLayout.RunScores(run.RunId, "m"),
            JsonSerializer.SerializeToUtf8Bytes(scores with { Items = items, Scores = slices }, ScoringJsonContext.Default.ModelScores),
            Token);

        var result = await RescoreAsync(run);

        var model = Assert.Single(result.Changes.Models);
        Assert.Equal("m", model.Id);
        Assert.Equal(2, model.Outcomes.Sum(move => move.Questions));
        Assert.All(model.Outcomes, move => Assert.Equal((Protocols.Strict, Outcome.Correct), (move.Protocol, move.Before)));
        Assert.Equal((0, (Outcome)after), (model.Items[0].Row, model.Items[0].After));
        Assert.Equal(2, model.Items.Count);
        var moved = Assert.Single(model.Scores);
        Assert.Equal(("coarse", "all", 0.75), (moved.Task, moved.Slice, moved.Before!.Value));
        var path = StoreLayout.Rescored(run.RunId, result.Name).Changes;
        Assert.Equal(2, JsonDocuments.Read(run.Files.Read(path), PipelineJsonContext.Default.RescoreChanges, path).Models[0].Items.Count);
    }

    [Fact]
    public async Task Rescore_UnderTheOtherProtocol_HeadsTheNewReportByIt()
    {
        await using var run = await ProvenRun.CreateAsync();

        var result = await RescoreAsync(run, Protocols.Strict);

        Assert.False(result.Changes.IsEmpty);
        Assert.Empty(result.Changes.Models);
        Assert.Equal((Protocols.Official, Protocols.Strict), (result.Changes.ProtocolBefore, result.Changes.Protocol));
        var report = await run.VerifyAsync(rescored: result.Name);
        Assert.Empty(report.Differences);
        Assert.NotEqual((await run.VerifyAsync()).Root, report.Root);
    }

    [Fact]
    public async Task Rescore_AnswersThatCameLater_AreLeftOut()
    {
        await using var run = await ProvenRun.CreateAsync();
        var fault = (await run.Harness.FaultsAsync())[0];
        var record = (await run.Harness.LogAsync()).First();
        await using (var log = new ResponseLogWriter(run.Harness.Store, run.Log()))
            await log.AppendAsync(record with { Key = fault.Key, Row = fault.Row, Question = fault.Question, Run = "another-00000000" }, Token);

        Assert.True((await RescoreAsync(run)).Changes.IsEmpty);
    }

    [Fact]
    public async Task Rescore_AnswersThatWereChanged_AreCounted()
    {
        await using var run = await ProvenRun.CreateAsync(more: ", \"repeats\": 2");
        run.Files.Edit(run.Log(), log => log.Replace("perhaps b", "perhaps c", StringComparison.Ordinal));

        var changes = (await RescoreAsync(run)).Changes;

        Assert.Equal(4, changes.ChangedAnswers); // two questions, asked twice
        Assert.NotEmpty(changes.Models);
    }

    [Fact]
    public async Task Rescore_AnUnknownProtocol_IsRefused()
    {
        await using var run = await ProvenRun.CreateAsync(images: 2);

        var fault = await Assert.ThrowsAsync<UserException>(() => RescoreAsync(run, Protocols.Lenient));

        Assert.Contains("official and strict", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rescore_ARunWithoutReport_IsRefused()
    {
        await using var harness = await PipelineHarness.CreateAsync();
        var plan = await harness.PlanAsync("""{ "id": "chance", "kind": "random" }""");

        await Assert.ThrowsAsync<ArtifactNotFoundException>(() => new RescoreRun(harness.Context).RunAsync(new RescoreRequest(plan.RunId), Token));
    }

    private static Task<RescoreResult> RescoreAsync(ProvenRun run, string? protocol = null) =>
        new RescoreRun(run.Harness.Context).RunAsync(new RescoreRequest(run.RunId, protocol), Token);

    private static List<(string Path, string Sha256)> OwnFiles(ProvenRun run) =>
    [
        .. run.Files.All().Where(path => !path.Value.Contains("/rescored/", StringComparison.Ordinal)).Select(path => (path.Value, Hashing.Sha256(run.Files.Read(path)))),
    ];
}
