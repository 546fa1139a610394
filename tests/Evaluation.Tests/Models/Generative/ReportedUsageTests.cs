using System.Text;
using System.Text.Json.Nodes;
using MuBench.Manifests;
using MuBench.Models.Generative;
using MuBench.Pipeline.Budgets;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Responses;
using MuBench.Storage;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Models.Generative;

/// <summary>Token counts that cannot be true: the response is kept, the counts are not, and the budget does not grow.</summary>
public sealed class ReportedUsageTests
{
    private const string Price = """, "price": { "inputPerMillion": 1, "outputPerMillion": 10 }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Counts that endpoints have reported, and worse ones.</summary>
    public static TheoryData<string, string> Reported => new MatrixTheoryData<string, string>(
        [ModelKinds.OpenAI, ModelKinds.Anthropic, ModelKinds.Gemini],
        ["-1", "9223372036854775807", "10000001", "18446744073709551616", "1e300", "12.5", "\"12\"", "\"NaN\"", "true", "0"]);

    [Theory]
    [MemberData(nameof(Reported))]
    public async Task Count_ThatCannotBeTrue_IsNotKeptAndTheAnswerIs(string kind, string tokens)
    {
        await using var server = await StartAsync(kind, tokens);
        await using var harness = await ProviderRun.HarnessAsync();
        var plan = await harness.PlanAsync(Model(kind, server), ProviderRun.OneQuestion, """, "budget": { "maxUsd": 1 }""");

        var result = await harness.EvaluateAsync();

        Assert.Equal((1, 0, 1), (result.Answered, result.Failed, server.Count));
        var record = Assert.Single(await harness.LogAsync());
        Assert.Equal(("B) yes", true), (record.Text, record.HasImplausibleUsage));
        Assert.Equal((null, null, null, null, null), (record.InputTokens, record.OutputTokens, record.CachedInputTokens, record.ReasoningTokens, record.Usd));
        // The maximum cost of the call: 128 output tokens cost more than a thousandth of a dollar.
        Assert.InRange(result.SpentUsd, 0.00128m, 0.01m);
        Assert.Equal(result.SpentUsd, await RunSpending.ReadAsync(harness.Store, plan, Token));

        await harness.Score.RunAsync(new ScoreModelRequest(harness.RunId, "m", null), Token);
        var scores = await harness.ScoresAsync("m");
        Assert.Equal((1, result.SpentUsd), (scores.Usage.ImplausibleUsage, scores.Usage.SpentUsd));
        Assert.Contains(scores.Notes, note => note.StartsWith("The usage that the endpoint reported was implausible in 1 answers", StringComparison.Ordinal));

        var report = await harness.Report.RunAsync(new WriteReportRequest(harness.RunId), Token);
        foreach (var form in (string[])["report.md", "report.html"])
        {
            var page = await harness.Store.TryReadAsync(StorePath.Parse(Assert.Single(report.Files, file => file.EndsWith(form, StringComparison.Ordinal))), Token);
            Assert.Contains("usage reported by the endpoint was implausible in 1 answers", Encoding.UTF8.GetString(page!), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ModelKinds.OpenAI)]
    [InlineData(ModelKinds.Anthropic)]
    [InlineData(ModelKinds.Gemini)]
    public async Task Usage_ThatIsMissing_CostsTheMostThatTheCallCan(string kind)
    {
        await using var server = await StartAsync(kind, null);
        await using var harness = await ProviderRun.HarnessAsync();
        await harness.PlanAsync(Model(kind, server), ProviderRun.OneQuestion, """, "budget": { "maxUsd": 1 }""");

        var result = await harness.EvaluateAsync();

        var record = Assert.Single(await harness.LogAsync());
        Assert.Equal(("B) yes", null, null, false), (record.Text, record.InputTokens, record.Usd, record.HasImplausibleUsage));
        Assert.InRange(result.SpentUsd, 0.00128m, 0.01m);
    }

    [Theory]
    [InlineData("""{"a":1,"usage":{"prompt_tokens":3,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":0}},"b":2}""")]
    [InlineData("""{"usage":{"prompt_tokens":3,"queue_time":-0.1,"tokens_per_second":12.5,"details":null}}""")]
    [InlineData("""{"usage":null}""")]
    [InlineData("""{"type":"message"}""")]
    [InlineData("""{"choices":[{"usage":{"prompt_tokens":-1}}]}""")]
    [InlineData("""[{"usage":{"prompt_tokens":-1}}]""")]
    [InlineData("<html>gateway</html>")]
    [InlineData("")]
    [InlineData("""{"usage":{"prompt_tokens":NaN}}""")]
    [InlineData("""{"usage":""")]
    public void Mend_OfABodyThatCanStay_IsNull(string body) => Assert.Null(ReportedUsage.Sanitize(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("""{"a":1,"usage":{"prompt_tokens_details":{"cached_tokens":-5}},"b":2}""")]
    [InlineData("""{"a":1,"usage":"lots","b":2}""")]
    [InlineData("""{"a":1,"usage":[-1,{"x":[]}],"b":2}""")]
    [InlineData("""{"a":1,"usage":-3,"b":2}""")]
    public void Mend_OfAnotherBody_LeavesTheRest(string body)
    {
        var mended = JsonNode.Parse(ReportedUsage.Sanitize(Encoding.UTF8.GetBytes(body)))!;

        Assert.Equal((1, 2, 0), ((int)mended["a"]!, (int)mended["b"]!, (int)mended["usage"]!["prompt_tokens"]!));
    }

    [Fact]
    public void Mend_OfTwoUsages_TakesTheFaultyOneWhicheverCounts()
    {
        var mended = Encoding.UTF8.GetString(ReportedUsage.Sanitize("""{"usage":{"prompt_tokens":1},"usage":{"prompt_tokens":-1},"usageMetadata":{"totalTokenCount":"x"}}"""u8)!);

        Assert.StartsWith("""{"usage":{"prompt_tokens":1},"usage":{"prompt_tokens":0,""", mended, StringComparison.Ordinal);
        Assert.DoesNotContain("\"x\"", mended, StringComparison.Ordinal);
    }

    [Fact]
    public void Log_OfAnEarlierVersion_GivesNoCountThatCannotBeTrue()
    {
        var log = ResponseLogReader.Parse("""
            {"key":"k","row":0,"question":"q","text":"A","inputTokens":-1,"outputTokens":2,"usd":-0.5,"latencyMs":1}

            """u8);

        var record = log.Records["k"];
        Assert.Equal(("A", null, null, null, true), (record.Text, record.InputTokens, record.OutputTokens, record.Usd, record.HasImplausibleUsage));
    }

    private static string Model(string kind, LoopbackChatServer server)
    {
        var (endpoint, more) = kind switch
        {
            ModelKinds.OpenAI => (server.Endpoint.ToString(), ""),
            ModelKinds.Anthropic => (server.Address.ToString(), """, "apiKey": "secret:loop-key" """),
            _ => ($"{server.Address}v1beta", """, "apiKey": "secret:loop-key" """),
        };
        return $$"""{ "id": "m", "kind": "{{kind}}", "endpoint": "{{endpoint}}", "model": "loop" {{Price}} {{more}} }""";
    }

    private static Task<LoopbackChatServer> StartAsync(string kind, string? tokens) => kind switch
    {
        ModelKinds.OpenAI => LoopbackChatServer.StartAsync(_ => With(LoopbackResponse.Text("B) yes"), "usage", "prompt_tokens", tokens)),
        ModelKinds.Anthropic => LoopbackAnthropic.StartAsync(_ => With(LoopbackAnthropic.Text("B) yes"), "usage", "input_tokens", tokens, "cache_read_input_tokens")),
        _ => LoopbackGemini.StartAsync(_ => With(LoopbackGemini.Text("B) yes"), "usageMetadata", "promptTokenCount", tokens)),
    };

    /// <summary>A response with this text as a count, which need not be a JSON number; without usage if it is null.</summary>
    private static LoopbackResponse With(LoopbackResponse response, string usage, string name, string? tokens, string? without = null)
    {
        const string Place = "\"PLACE\"";
        var json = JsonNode.Parse(response.Body)!.AsObject();
        if (tokens is null)
            json.Remove(usage);
        else
            json[usage]![name] = "PLACE";
        if (tokens is not null && without is not null)
            json[usage]!.AsObject().Remove(without);
        return response with { Body = json.ToJsonString().Replace(Place, tokens, StringComparison.Ordinal) };
    }
}
