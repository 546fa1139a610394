using System.Text.Json.Nodes;
using MuBench.Exports;
using MuBench.Notes;
using MuBench.Pipeline.Reporting;
using MuBench.Scoring.Outcomes;
using MuBench.TestUtils.Http;
using MuBench.Viewing;

namespace MuBench.Tests.Viewing;

/// <summary>The search of a dataset's questions across runs and models: 70 images with six questions each.</summary>
public sealed class QuestionBrowserTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindAsync_WithoutConditions_GivesEveryAskedQuestionWithOneResultPerModel()
    {
        await using var store = await ViewedStore.CreateAsync();
        await store.RunAsync(store.Model("a"), """{ "dataset": "drawn", "limit": 30, "seed": 3 }""");
        await store.RunAsync($$"""{ "id": "most", "kind": "majority" }, {{store.Model("a")}}""");
        await store.RunAsync(store.Model("b", "y"), """{ "dataset": "drawn", "limit": 20, "seed": 4 }""");

        var found = await FindAsync(store, new QuestionQuery(), count: 5);

        Assert.Equal((420, 420, 5), ((int)found["total"]!, (int)found["all"]!, found["data"]!["rows"]!.AsArray().Count));
        Assert.Equal(["a", "b", "most"], found["data"]!["models"]!.AsArray().Select(model => (string)model![0]!));
        Assert.Equal(["coarse", "fine"], found["tasks"]!.AsArray().Select(task => (string)task!).Order());
        Assert.Equal(["alpha_2020", "beta_2021"], found["sources"]!.AsArray().Select(source => (string)source!));
        Assert.Equal(3, found["runs"]!.AsArray().Count);
        Assert.Empty(found["leftOut"]!.AsArray());
    }

    [Fact]
    public async Task FindAsync_EveryCondition_FindsWhatTheScoresSay()
    {
        await using var store = await ViewedStore.CreateAsync(call => LoopbackResponse.Text(call.Body.Contains("\"y\"", StringComparison.Ordinal) ? "I cannot say." : call.StableLetter()));
        var run = await store.RunAsync($$"""{ "id": "most", "kind": "majority" }, {{store.Model("a")}}, {{store.Model("b", "y")}}""");
        var (a, b) = (await OutcomesAsync(store, run, "a", "official"), await OutcomesAsync(store, run, "b", "official"));
        var strict = await OutcomesAsync(store, run, "b", "strict");
        var seeing = a.Zip(b).ToList();

        await AssertCountAsync(store, a.Count(end => end == Outcome.Correct), new QuestionQuery { Model = "a", Outcome = "correct" });
        await AssertCountAsync(store, strict.Count(end => end == Outcome.Unparsed), new QuestionQuery { Model = "b", Outcome = "unparsed", Protocol = "strict" });
        await AssertCountAsync(store, seeing.Count(pair => (pair.First == Outcome.Correct) != (pair.Second == Outcome.Correct)), new QuestionQuery { Model = "a", Other = "b" });
        await AssertCountAsync(store, seeing.Count(pair => (pair.First == Outcome.Correct) != (pair.Second == Outcome.Correct)), new QuestionQuery { Differ = "models" });
        await AssertCountAsync(store, seeing.Count(pair => pair.First != Outcome.Correct && pair.Second != Outcome.Correct), new QuestionQuery { Differ = "none" });
        await AssertCountAsync(store, seeing.Count(pair => pair.First == Outcome.Correct && pair.Second == Outcome.Correct), new QuestionQuery { Differ = "every" });
        await AssertCountAsync(store, 70, new QuestionQuery { Task = "fine" });
        await AssertCountAsync(store, 24 * 6, new QuestionQuery { Source = "alpha_2020" });
        await AssertCountAsync(store, 70, new QuestionQuery { Key = "stain" });
        await AssertCountAsync(store, 6, new QuestionQuery { Text = "OF image 17?" });
        await AssertCountAsync(store, 1, new QuestionQuery { Text = "17.stain" });
        await AssertCountAsync(store, 0, new QuestionQuery { Model = "none" });
        await AssertCountAsync(store, 0, new QuestionQuery { Outcome = "missing" });
        await AssertCountAsync(store, 420, new QuestionQuery { Results = run });
        await Assert.ThrowsAsync<UserException>(() => FindAsync(store, new QuestionQuery { Results = "other" }));
    }

    [Fact]
    public async Task FindAsync_EveryResult_NamesModelsByTheirRuns()
    {
        await using var store = await ViewedStore.CreateAsync();
        var first = await store.RunAsync(store.Model("a"));
        var second = await store.RunAsync(store.Model("a"), """{ "dataset": "drawn", "limit": 20, "seed": 4 }""");

        var found = await FindAsync(store, new QuestionQuery { Results = "every", Model = $"{second}/a" });

        Assert.Equal(new[] { $"{first}/a", $"{second}/a" }.Order(StringComparer.Ordinal), found["data"]!["models"]!.AsArray().Select(model => (string)model![0]!));
        Assert.Equal((120, 420), ((int)found["total"]!, (int)found["all"]!));
    }

    [Fact]
    public async Task ReadAsync_AQuestion_HasEveryAnswerAsGivenAndThePromptAsSent()
    {
        await using var store = await ViewedStore.CreateAsync(call => LoopbackResponse.Text($"Perhaps {call.StableLetter()}"));
        await store.RunAsync($$"""{ "id": "most", "kind": "majority" }, {{store.Model("a")}}""");
        var browser = new QuestionBrowser(store.Harness.Context, store.View);

        var read = JsonNode.Parse((await browser.ReadAsync("drawn", "", "17.stain", Token))!)!["data"]!;

        var texts = read["texts"]!.AsArray().Select(text => (string)text!).ToList();
        var question = read["rows"]![0]!["questions"]![0]!;
        Assert.Equal("What is the most likely stain of image 17?", texts[(int)question["t"]!]);
        Assert.StartsWith("Perhaps ", texts[(int)question["a"]![0]![5]!], StringComparison.Ordinal);
        Assert.Contains("What is the most likely stain of image 17?", string.Concat(question["p"]!.AsArray().SelectMany(prompt => prompt!.AsArray()).Select(part => texts[(int)part!])), StringComparison.Ordinal);
        Assert.StartsWith("/thumbnails/test-", (string?)read["rows"]![0]!["images"]![0], StringComparison.Ordinal);
        Assert.Null(await browser.ReadAsync("drawn", "", "17.none", Token));
        Assert.Null(await browser.ReadAsync("drawn", "", "170.stain", Token));
    }

    [Fact]
    public async Task WriteNoteAsync_ThenFound_ByTagAndText()
    {
        await using var store = await ViewedStore.CreateAsync();
        await store.RunAsync(store.Model("a"));
        var browser = new QuestionBrowser(store.Harness.Context, store.View);

        var change = await browser.WriteNoteAsync("drawn", "17.stain", "The nucleus is cut off.", ["check", "cut"], QuestionNote.NoVersion, Token);
        Assert.True(change!.IsMade);
        Assert.Null(await browser.WriteNoteAsync("drawn", "17.none", "x", [], QuestionNote.NoVersion, Token));

        foreach (var query in new[] { new QuestionQuery { Tag = "cut" }, new QuestionQuery { Tag = "*" }, new QuestionQuery { Text = "NUCLEUS is" } })
        {
            var found = JsonNode.Parse(await browser.FindAsync("drawn", query, 0, 20, Token))!;
            Assert.Equal(1, (int)found["total"]!);
            Assert.Equal("The nucleus is cut off.", (string?)found["notes"]!["17.stain"]!["text"]);
            Assert.Equal(change.Version, (string?)found["notes"]!["17.stain"]!["version"]);
            Assert.Equal(["check", "cut"], found["tags"]!.AsArray().Select(tag => (string)tag!));
        }
    }

    [Fact]
    public async Task Export_OfANotedQuestion_HasItsNoteInTheRowsOfEveryModel()
    {
        await using var store = await ViewedStore.CreateAsync();
        var run = await store.RunAsync($$"""{ "id": "most", "kind": "majority" }, {{store.Model("a")}}""");
        await new QuestionBrowser(store.Harness.Context, store.View).WriteNoteAsync("drawn", "17.stain", "cut off", ["check"], QuestionNote.NoVersion, Token);
        var file = Path.Combine(store.Harness.DatasetFolder, "rows.jsonl");

        await new ExportRun(store.Harness.Context, store.Harness.Inputs).RunAsync(new ExportRequest(run, ExportFormats.JsonLines, file, []), null, Token);

        var noted = (await File.ReadAllLinesAsync(file, Token)).Select(line => JsonNode.Parse(line)!).Where(row => row["note"] is not null).ToList();
        Assert.Equal(["a", "most"], noted.Select(row => (string)row["model"]!).Order(StringComparer.Ordinal));
        Assert.All(noted, row => Assert.Equal((17, "stain", "cut off", "check"), ((int)row["image_row"]!, (string)row["question_key"]!, (string)row["note"]!, (string)row["tags"]![0]!)));
    }

    private static async Task<Outcome[]> OutcomesAsync(ViewedStore store, string run, string model, string protocol) =>
        OutcomeBytes.Read((await FinishedRun.ReadScoresAsync(store.Harness.Store, run, model, Token)).Items[protocol]);

    private static async Task AssertCountAsync(ViewedStore store, int expected, QuestionQuery query) => Assert.Equal((query, expected), (query, (int)(await FindAsync(store, query))["total"]!));

    private static async Task<JsonNode> FindAsync(ViewedStore store, QuestionQuery query, int count = 20) =>
        JsonNode.Parse(await new QuestionBrowser(store.Harness.Context, store.View).FindAsync("drawn", query, 0, count, Token))!;
}
