using System.Globalization;
using System.Text;
using System.Text.Json;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring.Analyses;
using MuBench.Storage;
using MuBench.Tests.Models;
using MuBench.Tests.Models.Logprobs;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline;

/// <summary>The calibration of chat models in a run's report.</summary>
public sealed class LogprobsReportTests
{
    private const string Word = "none of the above";

    [Fact]
    public async Task Report_ChatModelWithLogprobs_HasItsCalibrationAndSaysWhatIsLeftOut()
    {
        await using var server = await LoopbackChatServer.StartAsync(call =>
            call.Prompt.Contains("stain of image 0", StringComparison.Ordinal) ? LoopbackResponse.Text(Word)
            : call.Prompt.Contains("stain of image 1", StringComparison.Ordinal) ? Spelled(Word)
            : call.Prompt.Contains("stain of image 2", StringComparison.Ordinal) ? Spelled("I cannot say.")
            : LogprobsResponses.OpenAI);
        await using var harness = await ProviderRun.HarnessAsync(images: 4);
        await harness.RunAsync(await harness.PlanAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "apiKey": "secret:loop-key", "logprobs": true }""",
            """{ "dataset": "drawn", "protocol": "strict" }"""));

        var calibration = (await ReportAsync(harness)).Models[0].Analyses!.Calibration!;
        var all = calibration.Tasks.Single(task => task.Task == "all");
        Assert.Equal((Calibration.Letters, null), (calibration.Function, calibration.LogitScale));
        Assert.Equal((21, 1, 1, 1), (all.N, all.WithoutLogprobs!.Value, all.WithoutLetter!.Value, all.Unread!.Value));
        // B has 0.90 + 0.02, A has 0.05; "The" is no letter.
        Assert.Equal(0.92 / 0.97, all.Confidence!.Value, 1e-6);
        Assert.Equal(0.97, all.LetterShare!.Value, 1e-6);
        Assert.Equal(21, all.Bins.Sum(bin => bin.N));
        Assert.All(all.Bins, bin => Assert.NotNull(bin.Ci95));
        const string Coverage = "m: 21 of 24 responses have probabilities. Left out: 1 (the option is named by no token of its letter), 1 (no log-probabilities), 1 (no option was read).";
        Assert.Contains("m: 17 of 20 responses have probabilities. Left out: 1 (the option is named by no token of its letter)", await TextAsync(harness, ReportFiles.Markdown), StringComparison.Ordinal);
        Assert.Contains(Coverage, await TextAsync(harness, ReportFiles.Html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ProviderThatGivesNone_SaysSoWithTheCount()
    {
        await using var server = await LoopbackChatServer.StartAsync(_ => LoopbackResponse.Text("B"));
        await using var harness = await ProviderRun.HarnessAsync(images: 4);
        await harness.RunAsync(await harness.PlanAsync(
            $$"""{ "id": "m", "kind": "openai", "endpoint": "{{server.Endpoint}}", "model": "loop", "apiKey": "secret:loop-key", "logprobs": true }"""));

        var analyses = (await ReportAsync(harness)).Models[0].Analyses!;
        Assert.Null(analyses.Calibration);
        Assert.Contains("none of the 24 responses has log-probabilities", analyses.CalibrationMissing, StringComparison.Ordinal);
        Assert.Contains("m has no calibration: none of the 24 responses", await TextAsync(harness, ReportFiles.Markdown), StringComparison.Ordinal);
        Assert.Contains("none of the 24 responses has log-probabilities", await TextAsync(harness, ReportFiles.Html), StringComparison.Ordinal);
    }

    private static LoopbackResponse Spelled(string text)
    {
        var body = LogprobsResponses.OpenAI.Body.Replace("\"content\": \"B\"", $"\"content\": \"{text}\"", StringComparison.Ordinal)
            .Replace("{ \"token\": \"B\"", string.Create(CultureInfo.InvariantCulture, $"{{ \"token\": \"{text}\""), StringComparison.Ordinal);
        return LogprobsResponses.OpenAI with { Body = body };
    }

    private static async Task<RunReport> ReportAsync(PipelineHarness harness) => JsonSerializer.Deserialize(
        await TextAsync(harness, ReportFiles.Json), ReportJsonContext.Default.RunReport)!;

    private static async Task<string> TextAsync(PipelineHarness harness, string file) =>
        Encoding.UTF8.GetString((await harness.Store.TryReadAsync(StoreLayout.RunReport(harness.RunId, file), TestContext.Current.CancellationToken))!);
}
