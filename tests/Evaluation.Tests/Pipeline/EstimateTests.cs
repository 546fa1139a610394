using Microsoft.Extensions.Time.Testing;
using MuBench.Pipeline.Estimating;
using MuBench.Pipeline.Planning;
using MuBench.Storage;
using MuBench.Tests.Models;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>Estimates of a run: calls, tokens, cost, time, and the responses that are already in the log.</summary>
public sealed class EstimateTests
{
    private const string Priced = """, "price": { "inputPerMillion": 1, "outputPerMillion": 10 }""";

    private static string Model(LoopbackChatServer server, string more = Priced) =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" {{more}} }""";

    [Fact]
    public async Task Estimate_BeforeAnything_GoesByTheRulesAndTheMostOutput()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, Priced + """, "pricedAs": "gpt-4o" """));

        var estimate = await EstimateAsync(harness);

        var model = Assert.Single(estimate.Models);
        Assert.Equal((24, 0, 24L, 0, 0), (model.Questions, model.Reused, model.Calls, model.Broken, model.ObservedAnswers));
        Assert.Equal(24 * 255, model.ImageTokens); // one tile of gpt-4o per image
        Assert.Equal((24L * 10, 24L * 128), (model.OutputTokens, model.BoundOutputTokens)); // a usual response, and the maximum
        Assert.InRange(model.TextTokens, 24 * 40, 24 * 100);
        Assert.Equal(((model.TextTokens + model.ImageTokens) * 1m / 1_000_000) + (model.OutputTokens * 10m / 1_000_000), model.Usd);
        Assert.Equal(((model.TextTokens + model.ImageTokens) * 1m / 1_000_000) + (model.BoundOutputTokens * 10m / 1_000_000), model.BoundUsd);
        Assert.Equal((model.Usd, model.BoundUsd), (estimate.Usd, estimate.BoundUsd));
        Assert.Null(model.Seconds);
        Assert.Equal(0, server.Count);
    }

    [Fact]
    public async Task Plan_MadeForAnEstimate_DoesNotStartTheRun()
    {
        var token = TestContext.Current.CancellationToken;
        await using var harness = await PipelineHarness.CreateAsync(images: 1);
        await harness.PlanAsync("""{ "id": "m", "kind": "random" }""");
        await harness.Store.DeleteAsync(StoreLayout.RunPlan(harness.RunId), token);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 3, 12, 0, 0, TimeSpan.Zero));

        var preview = await PlanAsync(isPreview: true);
        time.Advance(TimeSpan.FromHours(1));
        var begun = time.GetUtcNow();
        var run = await PlanAsync(isPreview: false);
        time.Advance(TimeSpan.FromHours(1));
        var previewOfTheBegunRun = await PlanAsync(isPreview: true);
        var resumed = await PlanAsync(isPreview: false);

        Assert.Equal((true, begun - TimeSpan.FromHours(1)), (preview.IsPreview, preview.StartedAt));
        Assert.All([run, previewOfTheBegunRun, resumed], plan => Assert.Equal((null, begun), (plan.IsPreview, plan.StartedAt)));

        async Task<RunPlan> PlanAsync(bool isPreview)
        {
            await new PlanRun(harness.Context with { Time = time }).RunAsync(new PlanRunRequest(harness.RunId, isPreview), token);
            return (await PlanStore.TryReadAsync(harness.Store, harness.RunId, token))!;
        }
    }

    [Fact]
    public async Task Estimate_OfOneQuestion_CountsItsPromptByTheStatedRule()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync(images: 1);
        await harness.PlanAsync(Model(server), ProviderRun.OneQuestion);

        var model = Assert.Single((await EstimateAsync(harness)).Models);

        var characters = ProviderRun.PromptJson.Replace("\\n", "\n", StringComparison.Ordinal).Length;
        Assert.Equal(((characters + 3) / 4) + 10, model.TextTokens);
        Assert.Equal(1, model.ImageTokens); // 8 x 8 pixels are one patch of the assumed rule
    }

    [Fact]
    public async Task Estimate_HalfWay_LeavesOutWhatIsLoggedAndLearnsFromIt()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync(images: 8);
        await harness.PlanAsync(Model(server), """{ "dataset": "drawn", "limit": 4 }""");
        await harness.EvaluateAsync();
        await harness.PlanAsync(Model(server));

        var model = Assert.Single((await EstimateAsync(harness)).Models);

        Assert.Equal((48, 24, 24L, 24), (model.Questions, model.Reused, model.Calls, model.ObservedAnswers));
        Assert.Equal(24 * 2, model.OutputTokens); // the output tokens of the logged responses
        Assert.InRange(model.TextTokens + model.ImageTokens, 24 * 100 * 9 / 10, 24 * 100 * 11 / 10);
        Assert.InRange(model.Seconds!.Value, 1e-6, 60);
        Assert.Contains("as in the log", model.Pace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Estimate_AtAGivenRate_TakesItsTime()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server), more: """, "controls": ["blind"]""");

        Assert.Equal(2 * 12, (await EstimateAsync(harness, 2)).Seconds); // 24 calls and as many blind ones, one after another
    }

    [Fact]
    public async Task Estimate_WithARequestLimit_IsNoFasterThanThat()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, Priced + """, "requestsPerMinute": 12"""));

        Assert.Equal(120, (await EstimateAsync(harness, 1000)).Seconds);
    }

    [Fact]
    public async Task Estimate_OfPasses_ShowsNoImageWhereNoneIsSent()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server) + """, { "id": "chance", "kind": "random" }""", more: """, "controls": ["blind", "shuffled-image"]""");

        var models = (await EstimateAsync(harness)).Models;

        Assert.Equal(["m", "m#blind", "m#shuffled-image", "chance"], models.Select(model => model.Id));
        Assert.Equal([24, 0, 24, 0], models.Select(model => model.ImageTokens));
        Assert.Equal((0L, 0m), (models[3].Calls, models[3].Usd));
    }

    [Fact]
    public async Task Estimate_OfAnUnknownPrice_IsUnknownAndNotZero()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.PlanAsync(Model(server, ""));

        var estimate = await EstimateAsync(harness);

        Assert.Null(Assert.Single(estimate.Models).Usd);
        Assert.Equal(["m"], estimate.UnknownPrices);
    }

    [Fact]
    public async Task Estimate_WithABrokenImage_DoesNotCountItsQuestions()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync(spoil: folder =>
        {
            var path = Path.Combine(folder, "000002.png");
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..60]);
        });
        await harness.PlanAsync(Model(server));

        var model = Assert.Single((await EstimateAsync(harness)).Models);

        Assert.Equal((18L, 6), (model.Calls, model.Broken));
    }

    private static Task<RunEstimate> EstimateAsync(PipelineHarness harness, double? rate = null) =>
        new EstimateRun(harness.Context, harness.Inputs).RunAsync(harness.RunId, rate, TestContext.Current.CancellationToken);
}
