using System.Text;
using MuBench.Models.Batch;
using MuBench.Models.Http;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Pipeline.Batches;

/// <summary>A file of a batch's responses that does not end costs the questions of the batch, and no more memory than the bound.</summary>
[Collection(RunsAlone.Name)]
public sealed class EndlessBatchFileTests
{
    private const int Questions = 24;

    private static readonly ResponseLimits OneMebibyte = new() { MaxBytes = 1 << 20 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> EndlessFiles()
    {
        var data = new TheoryData<string, string>();
        foreach (var kind in (string[])["openai", "anthropic"])
        {
            data.Add(kind, new string(' ', 1 << 16)); // a line without end
            data.Add(kind, string.Concat(Enumerable.Repeat("{}\n", 1 << 14))); // lines without end
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EndlessFiles))]
    public async Task File_WithoutEnd_FailsTheQuestionsOfItsBatchAndIsReadToTheBoundOnly(string kind, string piece)
    {
        var endless = Encoding.ASCII.GetBytes(piece);
        var files = 0;
        await using var server = await StartAsync(kind, call =>
        {
            if (!call.Path.EndsWith("/content", StringComparison.Ordinal) && !call.Path.EndsWith("/results", StringComparison.Ordinal))
                return null;
            Interlocked.Increment(ref files);
            return new LoopbackResponse(200, "", null, "application/octet-stream") { Endless = endless };
        });
        await using var harness = await PipelineHarness.CreateAsync(
            environment: _ => "key", responses: OneMebibyte, polling: new BatchPolling { First = TimeSpan.FromMilliseconds(5), Max = TimeSpan.FromMilliseconds(20) });
        await harness.PlanAsync(
            $$"""{ "id": "m", "kind": "{{kind}}", "endpoint": "{{(kind == "openai" ? server.Endpoint : server.Address)}}", "model": "loop", "apiKey": "secret:key", "delivery": "batch", "price": { "inputPerMillion": 1, "outputPerMillion": 10 } }""");
        var before = GC.GetTotalAllocatedBytes();

        var result = await harness.EvaluateAsync().WaitAsync(TimeSpan.FromMinutes(2), Token);

        var allocated = GC.GetTotalAllocatedBytes() - before;
        Assert.Equal((0, Questions, 0, null), (result.Answered, result.Failed, result.NotRun, result.StopReason));
        Assert.Equal(1, files); // its questions may be paid: they are not sent again
        Assert.All(await harness.FaultsAsync(), fault =>
        {
            Assert.Contains("the responses of the batch", fault.Reason, StringComparison.Ordinal);
            Assert.Contains("more than 16 MiB", fault.Reason, StringComparison.Ordinal);
            Assert.Contains(ResponseLimits.Setting, fault.Reason, StringComparison.Ordinal);
        });
        Assert.InRange(allocated, 0, 8 * OneMebibyte.MaxBatchFileBytes);
        Assert.True(result.SpentUsd > 0, "What may have been paid counts.");
    }

    private static Task<LoopbackChatServer> StartAsync(string kind, Func<ChatCall, LoopbackResponse?> before) => kind == "openai"
        ? new LoopbackBatches(azure: false, _ => LoopbackResponse.Text("A")) { Before = before }.StartAsync()
        : new LoopbackAnthropicBatches(_ => LoopbackAnthropic.Text("A")) { Before = before }.StartAsync();
}
