using MuBench.Functions.Orchestrations;
using MuBench.Pipeline.Workers;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>How many spans of a model are open at once, and how the last ones are divided.</summary>
public sealed class SpanWindowTests
{
    private static PreparePassResult Prepared(int spans, int window = 64) => new("m", 1, spans, window, true) { SpansPerWorker = 4, MinQuestions = 300 };

    [Fact]
    public async Task Open_FurtherWorkers_GetSpansEach()
    {
        // The spans end one at a time, in order.
        var open = 0;
        var opened = new List<int>();
        var context = new PendingContext(Prepared(60));
        var running = new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0));

        opened.Add(open = context.Spans.Count);
        End(workers: 1);
        opened.Add(context.Spans.Count - ++open);
        End(workers: 3);
        opened.Add(context.Spans.Count - open);
        while (context.Ended < context.Spans.Count)
            End(workers: 3);
        await running;

        Assert.Equal([12, 0, 9], opened); // 12 for one worker and two further ones, 20 for three and two further ones
        Assert.Equal(Enumerable.Range(0, 60), context.Spans.Select(span => span.Span));
        Assert.All(context.Spans, span => Assert.Equal(300, span.MinQuestions));

        void End(int workers) => context.End(new SpanResult(context.Spans[context.Ended].Span, 300, []) { Workers = workers });
    }

    [Fact]
    public async Task Open_SmallWindow_IsNotExceeded()
    {
        var context = new PendingContext(Prepared(10, window: 3));
        var running = new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0));

        Assert.Equal(3, context.Spans.Count);
        while (context.Ended < context.Spans.Count)
        {
            Assert.InRange(context.Spans.Count - context.Ended, 1, 3);
            context.End(new SpanResult(context.Spans[context.Ended].Span, 300, []) { Workers = 5 });
        }

        await running;
    }

    [Fact]
    public async Task Reopen_LastSpanThatReturnsItsRest_IsDividedAmongTheWorkers()
    {
        var context = new PendingContext(Prepared(12));
        var running = new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0));
        while (context.Ended < 11)
            context.End(new SpanResult(context.Spans[context.Ended].Span, 300, []) { Workers = 1 });

        Assert.Equal([null, null, null, null, .. Enumerable.Repeat<int?>(10, 8)], context.Spans.Select(span => span.Seconds)); // those for one worker and a further one
        context.End(new SpanResult(11, 40, [20, 21, 22, 23, 24]) { Workers = 1 });

        Assert.Equal([20, 21, 22, 23, 24], context.Spans.Skip(12).SelectMany(span => span.Shards!));
        Assert.Equal(5, context.Spans.Count - 12);
        while (context.Ended < context.Spans.Count)
            context.End(new SpanResult(11, 20, []) { Workers = 2 });
        await running;
        Assert.Null(context.Scored!.StopReason);
    }

    [Fact]
    public async Task Reopen_SlowEndpoint_ReturnsLessAndLessOften()
    {
        var context = new PendingContext(Prepared(1));
        var running = new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0));
        for (var round = 0; round < 60; round++)
            context.End(new SpanResult(0, 1, [3]) { Workers = 1 });
        context.End(new SpanResult(0, 1, []));
        await running;

        Assert.Equal([10, 20, 40, 80, 160, 320], context.Spans.Select(span => span.Seconds!.Value).Distinct());
    }

    [Fact]
    public async Task Reopen_SpansThatTheLimitHeldBack_DoNotStopTheModel()
    {
        var context = new PendingContext(Prepared(1));
        var running = new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0));
        for (var round = 0; round < 3 * PassEvaluation.MaxConsecutiveEmptySpans; round++)
            context.End(new SpanResult(0, 0, [3]) { Workers = 1, IsHeldBack = true });
        context.End(new SpanResult(0, 1, []));
        await running;

        Assert.Null(context.Scored!.StopReason);
    }

    /// <summary>A history from before version 3 is replayed with the steps that it has.</summary>
    [Fact]
    public async Task Open_VersionBefore_OpensTheSpansOfOneFurtherWorker()
    {
        var context = new PendingContext(Prepared(60)) { StartedWith = 2 };
        var running = new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0));

        Assert.Equal(8, context.Spans.Count);
        while (context.Ended < context.Spans.Count)
            context.End(new SpanResult(context.Spans[context.Ended].Span, 300, []) { Workers = 1 });
        await running;
    }

    /// <summary>A history from before version 2 is replayed with the steps that it has.</summary>
    [Fact]
    public async Task Open_RecordsOfAnEarlierVersion_TakesTheSameSteps()
    {
        var context = new PendingContext(new PreparePassResult("m", 1, 9, 8, true));
        var running = new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0));

        Assert.Equal(8, context.Spans.Count);
        context.End(new SpanResult(0, 5, [0, 1, 2]));
        Assert.Equal([0, 1, 2], context.Spans[8].Shards!);
        while (context.Ended < context.Spans.Count)
            context.End(new SpanResult(context.Spans[context.Ended].Span, 600, []));
        await running;

        Assert.All(context.Spans, span => Assert.Equal((null, 0), (span.Seconds, span.MinQuestions)));
    }
}
