using MuBench.Pipeline.Estimating;
using MuBench.Pipeline.Reporting;
using MuBench.Scoring.Matching;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>Runs of models with requests of their own: what is asked, read, reported, estimated and found again.</summary>
public sealed class RequestRunTests
{
    private const string Format = """, "responseFormat": { "schema": { "type": "object", "properties": { "reason": { "type": "string" }, "answer": { "type": "string" } }, "required": ["answer"] } }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Model(LoopbackChatServer server, string more) =>
        $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop" {{more}} }""";

    [Fact]
    public async Task Run_WithJsonResponses_IsReadByOneRuleAndMarked()
    {
        // The text before the answer names other options: the readers of text would take one of them.
        await using var server = await LoopbackChatServer.StartAsync(call => LoopbackResponse.Text($$"""{"reason":"A) or B) or {{call.Number}}","answer":"{{call.StableLetter()}}"}"""));
        await using var harness = await PipelineHarness.CreateAsync();
        await harness.RunAsync(await harness.PlanAsync(Model(server, Format)));
        var scores = await harness.ScoresAsync("m");

        Assert.Equal(0, scores.Outcomes.Unparsed);
        Assert.Equal(scores.Items[Protocols.Official], scores.Items[Protocols.Strict]);
        Assert.Equal(scores.Items[Protocols.Official], scores.Items[Protocols.Lenient]);
        var model = Assert.Single((await FinishedRun.ReadReportAsync(harness.Store, harness.RunId, Token)).Models);
        Assert.Equal("a JSON response format", model.AskedWith);
        Assert.Contains(model.Notes, note => note.Contains("read from the member \"answer\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WithoutTheJsonThatWasAskedFor_IsUnparsedAndNotGuessed()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A) because of the colour"));
        await using var harness = await PipelineHarness.CreateAsync(images: 1);
        await harness.RunAsync(await harness.PlanAsync(Model(server, Format)));

        var scores = await harness.ScoresAsync("m");

        Assert.Equal(scores.Outcomes.Total, scores.Outcomes.Unparsed);
    }

    [Fact]
    public async Task Run_WithAnotherTemplate_FindsNoAnswersOfTheOfficialOne()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync(images: 1);
        foreach (var (more, reused) in new[] { ("", 0), (""", "prompt": "{question}\n{options}" """, 0), (""", "prompt": "{question}\n{options}" """, 6), ("", 6) })
        {
            await harness.PlanAsync(Model(server, more));
            Assert.Equal(reused, (await harness.EvaluateAsync()).Reused);
        }
    }

    [Fact]
    public async Task Control_OfAModelWithATemplate_IsAskedByIt()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        await using var harness = await PipelineHarness.CreateAsync(images: 1);
        await harness.PlanAsync(Model(server, """, "system": "Be brief.", "prompt": "Q: {question}\n{options}", "controls": ["blind"] """));

        await harness.EvaluateAsync("m#blind");

        Assert.All(server.Calls, call => Assert.Equal(("Be brief.", true), ((string)call.Json["messages"]![0]!["content"]!, call.Prompt.StartsWith("Q: ", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Estimate_SystemPromptTemplateAndSchema_AreCounted()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("A"));
        var plain = await TextTokensAsync(server, "");

        Assert.Equal(plain + (6 * 100), await TextTokensAsync(server, $", \"system\": \"{new string('x', 400)}\""));
        Assert.InRange(await TextTokensAsync(server, Format), plain + (6 * 25), plain + (6 * 40));
        Assert.InRange(await TextTokensAsync(server, $", \"prompt\": \"{new string('x', 4000)}{{question}}{{options}}\""), plain + (6 * 950), plain + (6 * 1000));
    }

    private static async Task<long> TextTokensAsync(LoopbackChatServer server, string more)
    {
        await using var harness = await PipelineHarness.CreateAsync(images: 1);
        await harness.PlanAsync(Model(server, more));
        return Assert.Single((await EstimateAsync(harness)).Models).TextTokens;
    }

    private static Task<RunEstimate> EstimateAsync(PipelineHarness harness) => new EstimateRun(harness.Context, harness.Inputs).RunAsync(harness.RunId, null, Token);
}
