using System.Text.Json.Nodes;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Passes;

/// <summary>Controls, repeats and option orders with a real server: the calls, their number, and the report.</summary>
public sealed class PassPipelineTests
{
    private const int Images = 8;
    private const int Questions = 6 * Images;

    [Fact]
    public async Task Blind_Calls_CarryNoImageAndTheSamePrompt()
    {
        await using var server = await LoopbackChatServer.StartAsync(Answer);
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var plan = await PlanAsync(harness, server, """ "controls": ["blind"] """);

        await RunAsync(harness, plan);

        Assert.Equal(["m", "m#blind"], plan.Models.Select(model => model.Manifest.Id));
        Assert.NotEqual(plan.Models[0].Key, plan.Models[1].Key);
        Assert.Equal(2 * Questions, server.Count);
        var blind = server.Calls.Where(call => !call.HasImage).ToArray();
        Assert.Equal(Questions, blind.Length);
        Assert.All(blind, call => Assert.Equal(["text"], call.PartTypes));
        Assert.Equal(
            server.Calls.Where(call => call.HasImage).Select(call => call.Prompt).Order(StringComparer.Ordinal),
            blind.Select(call => call.Prompt).Order(StringComparer.Ordinal));
        Assert.All(await harness.LogAsync("m#blind"), record => Assert.Null(record.Image));
    }

    [Fact]
    public async Task ShuffledImage_Calls_CarryAnImageOfTheSameSourceAndNeverTheirOwn()
    {
        await using var server = await LoopbackChatServer.StartAsync(Answer);
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var plan = await PlanAsync(harness, server, """ "controls": ["shuffled-image"] """);

        await RunAsync(harness, plan);

        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in Enumerable.Range(0, Images))
            own[Convert.ToBase64String(await File.ReadAllBytesAsync(Path.Combine(harness.DatasetFolder, $"{row:D6}.png"), TestContext.Current.CancellationToken))] = $"{row}";
        var shown = server.Calls.Select(call => (Asked: AskedRow(call), Shown: own[Convert.ToBase64String(call.ImageBytes)])).ToArray();
        Assert.Equal(2 * Questions, shown.Length);
        Assert.Equal(Questions, shown.Count(call => call.Asked == call.Shown)); // the model itself
        var others = shown.Where(call => call.Asked != call.Shown).ToArray();
        Assert.All(others, call => Assert.Equal(int.Parse(call.Asked) % 3 == 0, int.Parse(call.Shown) % 3 == 0)); // the two sources
        Assert.Equal(Images, others.Distinct().Count());
        Assert.Equal(Images, others.Select(call => call.Shown).Distinct().Count());
    }

    [Fact]
    public async Task Controls_OverSeveralShards_ReadImagesWhereTheyLie()
    {
        await using var server = await LoopbackChatServer.StartAsync(Answer);
        await using var harness = await PipelineHarness.CreateAsync(130);
        var plan = await PlanAsync(
            harness, server, """ "controls": ["shuffled-image"] """, """{ "dataset": "drawn", "tasks": ["coarse/stain"], "limit": 20, "seed": 5 }""");
        Assert.True(plan.Shards.Count > 1);

        await RunAsync(harness, plan);

        Assert.Equal(40, server.Count);
        Assert.Empty(await harness.FaultsAsync("m#shuffled-image"));
        var report = await ReportAsync(harness);
        Assert.All(report.Models, model => Assert.Equal(20, model.Outcomes.Correct + model.Outcomes.Wrong));
    }

    [Fact]
    public async Task Report_OfControls_HasTheGainAndLeavesThemOutOfComparisons()
    {
        // Right if it sees the image, otherwise always A.
        await using var harness = await PipelineHarness.CreateAsync(40);
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(call.HasImage ? Gold(call) : "A"));
        var plan = await PlanAsync(harness, server, """ "controls": ["blind"] """, floors: true);

        await RunAsync(harness, plan);

        var report = await ReportAsync(harness);
        Assert.Equal(["m", "m#blind", "chance"], report.Models.Select(model => model.Id));
        Assert.Equal(("blind", "m"), (report.Models[1].Control, report.Models[1].ControlOf));
        Assert.All(report.Comparisons, pair => Assert.Equal(("m", "chance"), (pair.A, pair.B)));
        var gain = Assert.Single(report.VisionGain!, gain => gain is { Task: "coarse", Slice: "all" });
        Assert.Equal(("m", "m#blind"), (gain.A, gain.B));
        Assert.Equal(200, gain.N);
        var blind = report.Models[1].Scores.Single(score => score is { Task: "coarse", Slice: "all", Protocol: "official" });
        Assert.Equal(1 - blind.Accuracy!.Value, gain.Difference!.Value, 1e-12);
        Assert.True(gain.Ci95![0] > 0);
        Assert.Equal("better", gain.Verdict);
    }

    [Fact]
    public async Task Repeats_AreAskedOncePerRepeatAndNeverAgain()
    {
        await using var server = await LoopbackChatServer.StartAsync(Answer);
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var plan = await PlanAsync(harness, server, """ "repeats": 3 """);

        await RunAsync(harness, plan);
        await RunAsync(harness, plan);

        Assert.Equal(3 * Questions, server.Count);
        Assert.Equal([Questions, Questions, Questions], (await harness.LogAsync()).CountBy(record => record.Repeat).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Single(plan.Models.Select(model => model.Key).Distinct());
    }

    [Fact]
    public async Task Repeats_OfAModelThatChangesItsMindOnOneKey_HaveItsFlipRate()
    {
        // Of the six questions per image, only the responses to the stain question change after the first time.
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        await using var server = await LoopbackChatServer.StartAsync(call =>
        {
            var time = seen.AddOrUpdate(call.Prompt, 1, (_, count) => count + 1);
            return LoopbackResponse.Text(time > 1 && call.Prompt.Contains("stain of", StringComparison.Ordinal) ? "none of these, sorry" : Gold(call));
        });
        var plan = await PlanAsync(harness, server, """ "repeats": 3 """);

        await RunAsync(harness, plan);

        var report = await ReportAsync(harness);
        var model = Assert.Single(report.Models);
        Assert.Equal(3, model.Repeats!.Repeats);
        Assert.Equal(2 * Questions, model.Repeats.Usage.Calls);
        var coarse = model.Repeats.Tasks.Single(task => task.Task == "coarse");
        Assert.Equal((40, 8, 0.2), (coarse.N, coarse.Flips, coarse.FlipRate));
        Assert.Equal([1, 0.8, 0.8], coarse.Accuracies);
        Assert.Equal(2.6 / 3, coarse.MeanAccuracy!.Value, 1e-12);
        Assert.Equal(0, model.Repeats.Tasks.Single(task => task.Task == "fine").FlipRate);
        Assert.Equal(1, model.Scores.Single(score => score is { Task: "coarse", Slice: "all", Protocol: "official" }).Accuracy); // only the first time counts
    }

    [Fact]
    public async Task Orders_OfAModelThatKnows_ChangeNothing()
    {
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text(Gold(call)));
        var plan = await PlanAsync(harness, server, """ "permutations": { "orders": 4 } """);

        await RunAsync(harness, plan);

        var permutations = Assert.Single((await ReportAsync(harness)).Models).Permutations!;
        var coarse = permutations.Tasks.Single(task => task.Task == "coarse");
        Assert.Equal([1, 1, 1, 1, 1], coarse.Orders.Select(order => order.Accuracy!.Value));
        Assert.Equal(["A", "B", "C", "D"], coarse.Positions.Select(place => place.Letter)); // four real options, each gold once per round; E is pinned
        Assert.All(coarse.Positions, place => Assert.Equal((40, 1.0, 0.25, 0.25), (place.N, place.Accuracy, place.AnswerShare, place.GoldShare)));
        Assert.All((await harness.LogAsync()).Where(record => record.Form is not null), record => Assert.Matches("^order:[A-D]{4}E$", record.Form));
    }

    [Fact]
    public async Task Orders_OfAModelThatSaysA_ShowItsBias()
    {
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        var plan = await PlanAsync(harness, server, """ "permutations": { "orders": 5, "noneOfTheAbove": "free" } """);

        await RunAsync(harness, plan);

        var coarse = Assert.Single((await ReportAsync(harness)).Models).Permutations!.Tasks.Single(task => task.Task == "coarse");
        Assert.Equal(["A", "B", "C", "D", "E"], coarse.Positions.Select(place => place.Letter));
        Assert.Equal([1, 0, 0, 0, 0], coarse.Positions.Select(place => place.Accuracy!.Value));
        Assert.Equal([1, 0, 0, 0, 0], coarse.Positions.Select(place => place.AnswerShare!.Value));
        Assert.Equal(0.2, coarse.MeanAccuracy!.Value, 1e-12);
        Assert.Equal(0, coarse.Unread);
    }

    [Fact]
    public async Task Report_OfEveryPass_ShowsThemInPageAndMarkdown()
    {
        await using var server = await LoopbackChatServer.StartAsync(Answer);
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var plan = await PlanAsync(harness, server, """ "controls": ["blind", "shuffled-image"], "repeats": 2, "permutations": { "orders": 2 } """);

        await RunAsync(harness, plan);

        Assert.Equal(["m", "m#blind", "m#shuffled-image", "m#repeat-1", "m#order-1", "m#order-2"], plan.Models.Select(model => model.Manifest.Id));
        var report = await ReportAsync(harness);
        Assert.Equal(["m", "m#blind", "m#shuffled-image"], report.Models.Select(model => model.Id));
        Assert.Equal(["m"], Leaderboard.Rank(report, "official").Select(row => row.Model.Id));
        foreach (var text in new[] { MarkdownReport.Render(report), MuBench.Reports.Html.HtmlReport.Render(report) })
            Assert.All(["Vision gain", "Repeats", "Option orders", "Places"], title => Assert.Contains(title, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Orders_ThatLeaveTheOptionsAsStored_MeasureNoEffectAndSaySo()
    {
        // Only one option can move, so it stays in its place, and the response is found in the log.
        await using var server = await LoopbackChatServer.StartAsync(Answer);
        await using var harness = await PipelineHarness.CreateAsync(Images, spoil: folder => Rewrite(folder, question =>
        {
            question["options"] = new JsonArray("yes", "none of the above");
            question["answer"] = "yes";
            question["answer_idx"] = 0;
        }));
        var plan = await PlanAsync(harness, server, """ "permutations": { "orders": 2 } """);

        await RunAsync(harness, plan);

        Assert.Equal(Questions, server.Count);
        var report = await ReportAsync(harness);
        var coarse = Assert.Single(report.Models).Permutations!.Tasks.Single(task => task.Task == "coarse");
        Assert.True(coarse.MeasuresNothing);
        Assert.Equal([null, 0, 0], coarse.Orders.Select(order => order.Reordered));
        foreach (var text in new[] { MarkdownReport.Render(report), MuBench.Reports.Html.HtmlReport.Render(report) })
        {
            Assert.Contains("no order effect measured: all 80 answered questions had their options as stored", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Places", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Orders_ThatMoveTheOptions_CountWhatTheyReordered()
    {
        await using var server = await LoopbackChatServer.StartAsync(Answer);
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var plan = await PlanAsync(harness, server, """ "permutations": { "orders": 4 } """);

        await RunAsync(harness, plan);

        var report = await ReportAsync(harness);
        var coarse = Assert.Single(report.Models).Permutations!.Tasks.Single(task => task.Task == "coarse");
        Assert.False(coarse.MeasuresNothing);
        // Stored responses are not asked for again: the four orders of a question are shifts of one another, and at most one is
        // the stored order.
        Assert.Equal(server.Count - Questions, Assert.Single(report.Models).Permutations!.Tasks.Single(task => task.Task == "all").Orders.Sum(order => order.Reordered ?? 0));
        Assert.Equal(["m#order-1", "m#order-2", "m#order-3", "m#order-4"], report.Models[0].Passes!.Select(pass => pass.Id));
        Assert.Equal(coarse.Positions.Sum(place => place.N), coarse.Read + coarse.Unread);
    }

    [Theory]
    [InlineData(true, 1.0, "undecided")]
    [InlineData(false, 0.0, "identical")]
    public async Task ShuffledImage_GainOfAModelThatDoesNotLook_IsNoVerdictWhereTheAnswersAreTheSame(bool isSame, double share, string verdict)
    {
        await using var server = await LoopbackChatServer.StartAsync(Answer);
        await using var harness = await PipelineHarness.CreateAsync(Images, spoil: isSame ? folder => Rewrite(folder, question =>
        {
            question["options"] = new JsonArray("one", "two", "three");
            question["answer"] = "one";
            question["answer_idx"] = 0;
        }) : null);
        var plan = await PlanAsync(harness, server, """ "controls": ["shuffled-image"] """, """{ "dataset": "drawn", "tasks": ["coarse/stain"] }""");

        await RunAsync(harness, plan);

        var report = await ReportAsync(harness);
        var gain = Assert.Single(report.VisionGain!, gain => gain is { Task: "coarse", Slice: "all" });
        Assert.Equal((Images, 0.0), (gain.N, gain.Difference));
        Assert.Equal((Images, share), (gain.SameAnswer!.N, gain.SameAnswer.Share));
        Assert.Equal(isSame, gain.SameAnswer.IsMajority);
        Assert.Equal(verdict, gain.Verdict); // the response is always the same; if the image could have helped, the report says so
        var markdown = MarkdownReport.Render(report);
        Assert.Equal(isSame, markdown.Contains("no verdict: the shown images mostly have the same answer", StringComparison.Ordinal));
        Assert.Contains(isSame ? "100.0 (n 8)" : "0.0 (n 8)", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllAnswersTruncated_ModelHasAnAlarmAndNoRank()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A close look at the image", finish: "length"));
        await using var harness = await PipelineHarness.CreateAsync(Images);
        var plan = await PlanAsync(harness, server, """ "controls": ["blind"], "repeats": 2, "generation": { "maxOutputTokens": 128 } """);

        await RunAsync(harness, plan);

        var report = await ReportAsync(harness);
        Assert.All(report.Models, model => Assert.Equal((Questions, Questions), (model.Alarm!.Truncated, model.Alarm.Answers)));
        Assert.Contains("maxOutputTokens (now 128)", report.Models[0].Alarm!.Remedy, StringComparison.Ordinal);
        Assert.Equal(Questions, Assert.Single(report.Models[0].Passes!).Alarm!.Truncated);
        Assert.Contains(report.Models[0].Notes, note => note.StartsWith("In the pass 'm#repeat-1' 48 of 48 answers hold nothing to score", StringComparison.Ordinal));
        Assert.Null(Assert.Single(Leaderboard.Rank(report, "official")).Rank);
        Assert.Contains("no verdict: alarm of m and m\\#blind", MarkdownReport.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passes_InPaths_AreWrittenWithATilde()
    {
        await using var server = await LoopbackChatServer.StartAsync(Answer);
        await using var harness = await PipelineHarness.CreateAsync(2);
        var plan = await PlanAsync(harness, server, """ "controls": ["blind"] """);

        await RunAsync(harness, plan);

        Assert.NotNull(await harness.Store.TryStatAsync(StorePath.Parse($"runs/{plan.RunId}/scores/m~blind.json"), TestContext.Current.CancellationToken));
    }

    private static void Rewrite(string folder, Action<JsonNode> change)
    {
        var file = Path.Combine(folder, "questions.jsonl");
        var rows = File.ReadLines(file).Select(line => JsonNode.Parse(line)!).ToList();
        foreach (var row in rows)
        {
            foreach (var (_, question) in row["questions"]!.AsObject())
                change(question!);
            row.AsObject().Remove("captions");
        }

        File.WriteAllLines(file, rows.Select(row => row.ToJsonString()));
    }

    private static LoopbackResponse Answer(ChatCall call) => LoopbackResponse.Text("A");

    /// <summary>The row that a prompt asks about; it is part of the drawn dataset's texts.</summary>
    private static string AskedRow(ChatCall call)
    {
        var text = call.Prompt[(call.Prompt.IndexOf("of image ", StringComparison.Ordinal) + "of image ".Length)..];
        return text[..text.IndexOf('?', StringComparison.Ordinal)];
    }

    /// <summary>The letter of the correct option as shown; its text depends on row and key.</summary>
    private static string Gold(ChatCall call)
    {
        string[] keys = ["domain", "modality", "stain", "subdomain", "submodality", "classification"];
        var row = int.Parse(AskedRow(call));
        var key = keys.First(key => call.Prompt.Contains($"likely {key} of", StringComparison.Ordinal));
        var gold = $"{key} {(((row + Array.IndexOf(keys, key)) % 4) + row) % 7}";
        return call.Prompt.Split('\n').First(line => line.EndsWith($") {gold}", StringComparison.Ordinal))[..1];
    }

    private static Task<RunPlan> PlanAsync(
        PipelineHarness harness, LoopbackChatServer server, string passes, string benchmark = """{ "dataset": "drawn" }""", bool floors = false) =>
        harness.PlanAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "x", {{passes}} }""" + (floors ? """, { "id": "chance", "kind": "random" }""" : ""),
            benchmark);

    private static async Task RunAsync(PipelineHarness harness, RunPlan plan)
    {
        foreach (var model in plan.Models)
        {
            for (var shard = 0; shard < plan.Shards.Count; shard++)
                Assert.Null((await harness.EvaluateAsync(model.Manifest.Id, shard)).StopReason);
            await harness.Score.RunAsync(new ScoreModelRequest(plan.RunId, model.Manifest.Id), TestContext.Current.CancellationToken);
        }

        await harness.Report.RunAsync(new WriteReportRequest(plan.RunId), TestContext.Current.CancellationToken);
    }

    private static async Task<RunReport> ReportAsync(PipelineHarness harness)
    {
        var path = StoreLayout.RunReport(harness.RunId, "report.json");
        return JsonDocuments.Read(await harness.Store.TryReadAsync(path, TestContext.Current.CancellationToken), ReportJsonContext.Default.RunReport, path);
    }
}
