using MuBench.Pipeline.Reporting;
using MuBench.Reports;
using MuBench.Scoring.Matching;
using MuBench.Storage;

namespace MuBench.Tests.Viewing;

public sealed class StoreViewTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RankAsync_ModelsOfOneRun_HaveTheRanksOfItsReport()
    {
        await using var store = await ViewedStore.CreateAsync();
        var run = await store.RunAsync($$"""{ "id": "most", "kind": "majority" }, {{store.Model("a")}}, {{store.Model("b", "y")}}""");
        var report = await FinishedRun.ReadReportAsync(store.Harness.Store, run, Token);

        var ranks = await store.View.RankAsync(await store.View.ReadFinishedAsync("drawn", Token), Token);

        var rows = Leaderboard.Rank(report, Protocols.Official).Where(row => row.Range is not null).ToList();
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal(row.Range, ranks.Of("coarse", run, row.Model.Id)));
        Assert.Null(ranks.Of("coarse", run, "most"));
    }

    [Fact]
    public async Task RankAsync_ModelsOfSeveralRuns_AreComparedOnTheQuestionsThatBothAnswered()
    {
        await using var store = await ViewedStore.CreateAsync();
        var right = await store.RunAsync("""{ "id": "most", "kind": "majority" }""");
        var a = await store.RunAsync(store.Model("a"));
        var b = await store.RunAsync(store.Model("b", "y"), """{ "dataset": "drawn", "limit": 30, "seed": 3 }""");

        var ranks = await store.View.RankAsync(await store.View.ReadFinishedAsync("drawn", Token), Token);

        Assert.NotNull(ranks.Of("coarse", a, "a"));
        Assert.NotNull(ranks.Of("coarse", b, "b"));
        Assert.Null(ranks.Of("coarse", right, "most"));
        Assert.Null(ranks.Missing);
    }

    [Fact]
    public async Task RankAsync_DatasetThatIsNoLongerThere_SaysWhyThereAreNoRanks()
    {
        await using var store = await ViewedStore.CreateAsync();
        await store.RunAsync($"{store.Model("a")}, {store.Model("b", "y")}");
        await store.Harness.Store.DeleteAsync(StoreLayout.DatasetInfo("drawn"), Token);

        var ranks = await store.View.RankAsync(await store.View.ReadFinishedAsync("drawn", Token), Token);

        Assert.Empty(ranks.ByTask);
        Assert.Contains("drawn", ranks.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadFinishedAsync_ReportWrittenAgain_IsReadAgain()
    {
        await using var store = await ViewedStore.CreateAsync();
        var run = await store.RunAsync(store.Model("a"));
        var first = Assert.Single((await store.View.ReadFinishedAsync("drawn", Token)).Reports);
        var path = StoreLayout.RunReport(run, ReportFiles.Json);
        var whole = await FinishedRun.ReadReportAsync(store.Harness.Store, run, Token);
        await store.Harness.Store.WriteAsync(path, JsonReport.Render(whole with { Run = whole.Run with { Name = "again" } }), Token);
        File.SetLastWriteTimeUtc(Path.Combine(store.Harness.Store.Description, path.Value), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));

        var second = Assert.Single((await store.View.ReadFinishedAsync("drawn", Token)).Reports);

        Assert.Equal(("test", "again"), (first.Run.Name, second.Run.Name));
        Assert.All(second.Models, model => Assert.All(model.Scores, score => Assert.Equal(Leaderboard.WholeTask, score.Slice)));
    }

    [Fact]
    public async Task PlacesOf_AnyPlan_AreTheQuestionsInItsOrder()
    {
        await using var store = await ViewedStore.CreateAsync();
        var plan = await store.Harness.PlanAsync("""{ "id": "chance", "kind": "random" }""", """{ "dataset": "drawn", "tasks": ["fine", "coarse/stain"], "limit": 25, "seed": 5 }""");
        var questions = (await store.View.OpenAsync("drawn")).Questions;

        var places = questions.PlacesOf(plan);

        var (_, reader) = await store.Harness.Inputs.GetAsync(plan.RunId, Token);
        var expected = await MuBench.Pipeline.Scoring.RunQuestions.ReadAsync(plan, reader, Token);
        Assert.Equal(Enumerable.Range(0, expected.Count).Select(question => (expected.RowOf(question), expected.KeyOf(question))), places.Select(place => (questions.Table.RowOf(place), questions.Table.KeyOf(place))));
        Assert.Equal(plan.Questions, places.Length);
        Assert.All(places, place => Assert.Equal(place, questions.Find(questions.IdOf(place))));
        Assert.Null(questions.Find("x"));
        Assert.Null(questions.Find("0.none"));
    }
}
