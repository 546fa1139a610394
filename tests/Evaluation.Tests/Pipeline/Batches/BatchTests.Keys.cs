using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MuBench.Storage;
using MuBench.Tests.Models;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Batches;

/// <content>The key in what a batch API sends, however it is spelled there.</content>
public sealed partial class BatchTests
{
    private static string EscapedKey => string.Concat(ProviderRun.Key.Select(letter => $"\\u{(int)letter:X4}"));

    [Theory]
    [InlineData("/batches/batch_1", """{ "id": "batch_1", "status": "failed", "errors": { "data": [ { "code": "odd", "message": "bad key KEY" } ] } }""")]
    [InlineData("/content", """{ "custom_id": "ID", "response": null, "error": { "message": "bad key KEY" } }""")]
    [InlineData("/content", """{ "custom_id": "ID", "response": null, "error": { "code": "{\"said\": \"bad key \KEY\"}", "\ud800": "\ud800" } }""")]
    [InlineData("/content", """{ "custom_id": "ID", "response": { "status_code": 400, "body": { "error": { "message": "{\"said\": \"bad key \KEY\"}" } } } }""")]
    public async Task Key_InAFaultSpelledInEscapes_IsMaskedInTheReasonAndInTheStore(string path, string reply)
    {
        LoopbackBatches? batches = null;
        batches = new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A"))
        {
            Before = call => call.Method != "GET" || !call.Path.EndsWith(path, StringComparison.Ordinal) ? null : new LoopbackResponse(200, string.Join('\n', batches!.LinesOf(batches.Batches.Count - 1)
                .Select(line => reply.Replace("\\KEY", EscapedKey.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal)
                    .Replace("KEY", EscapedKey, StringComparison.Ordinal).Replace("ID", (string)JsonNode.Parse(line)!["custom_id"]!, StringComparison.Ordinal))
                .Take(path == "/content" ? Questions : 1))),
        };
        await using var server = await batches.StartAsync();
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(OpenAI(server));

        var result = await harness.EvaluateAsync();

        Assert.Contains("bad key ***", result.StopReason ?? (await harness.FaultsAsync())[0].Reason, StringComparison.Ordinal);
        await HoldsNoKeyAsync(harness);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Key_InAnAnswerSpelledInEscapes_IsMaskedInTheLog(string kind)
    {
        var answer = $"A) {ProviderRun.Key}, {EscapedKey}, %63anary%2Dkey-7";
        await using var server = await (kind == "openai"
            ? new LoopbackBatches(azure: false, _ => LoopbackResponse.Text(answer)).StartAsync()
            : new LoopbackAnthropicBatches(_ => LoopbackAnthropic.Text(answer)).StartAsync());
        await using var harness = await HarnessAsync();
        await harness.PlanAsync(kind == "openai" ? OpenAI(server) : Anthropic(server));

        await harness.EvaluateAsync();

        Assert.All(await harness.LogAsync(), record => Assert.Equal("A) ***, ***, ***", record.Text));
        await HoldsNoKeyAsync(harness);
    }

    private static async Task HoldsNoKeyAsync(PipelineHarness harness)
    {
        foreach (var folder in (string[])["runs", "responses"])
        {
            await foreach (var file in harness.Store.ListAsync(StorePath.Parse(folder), Token))
            {
                var text = Encoding.UTF8.GetString((await harness.Store.TryReadAsync(file.Path, Token))!);
                Assert.DoesNotContain(ProviderRun.Key, text, StringComparison.Ordinal);
                Assert.DoesNotContain(EscapedKey, Backslashes().Replace(text, @"\"), StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [GeneratedRegex(@"\\+")]
    private static partial Regex Backslashes();
}
