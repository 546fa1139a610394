using MuBench.Functions.Activities;
using MuBench.Functions.Orchestrations;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Workers;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>From version 3 on, the worker that gets the last answer scores the pass and writes the report.</summary>
public sealed class EndedByWorkersTests
{
    private static readonly ModelStatus Status = new() { Id = "m", State = ModelStates.Done, Questions = 5, Done = 5, Reused = 0, Failed = 0, InFlight = 0, Waiting = 0, InputTokens = 0, OutputTokens = 0 };
    private static readonly WriteReportResult Report = new("run", "pass", [], []);

    private static PreparePassResult Prepared(int passes = 1) => new("m", passes, 2, 8, true) { SpansPerWorker = 4, MinQuestions = 300 };

    private static SpanResult Ended => new(0, 5, []) { Scored = new ScorePassResult(false, Status), Report = Report };

    [Fact]
    public async Task Run_AScoredPass_HasNoFurtherSteps()
    {
        var context = new PendingContext(Prepared());
        var running = new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0, IsOnly: true));

        Assert.All(context.Spans, span => Assert.Equal((true, true), (span.Scores, span.Reports)));
        context.End(Ended);
        context.End(new SpanResult(1, 0, [], Cancelled: true)); // it looked at the attempt when the other one had ended it

        Assert.Equal(new ModelOutcome(Cancelled: false, Report: Report), await running);
        Assert.DoesNotContain(ActivityNames.ScorePass, context.Activities);
    }

    [Fact]
    public async Task Run_PassesAndFurtherModels_LeaveTheReportToTheLast()
    {
        var asked = new List<(bool Scores, bool Reports)>();
        foreach (var isOnly in (bool[])[true, false])
        {
            var context = new ScriptedContext(Prepared(passes: 2)) { Evaluate = span => new SpanResult(span.Span, 5, []) };
            await new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0, IsOnly: isOnly));
            Assert.Equal(2, context.Activities.Count(name => name == ActivityNames.ScorePass));
            asked.AddRange(context.Spans.Select(span => (span.Scores, span.Reports)).Distinct());
        }

        Assert.Equal([(true, false), (true, true), (true, false)], asked);
    }

    [Theory]
    [InlineData(2, 0)] // a history from before version 3 is replayed with the steps that it has
    [InlineData(3, 1)] // a wave is scored when the run has stopped
    public async Task Run_EarlierVersionOrWave_IsScoredByItsConductor(int version, int wave)
    {
        var context = new ScriptedContext(Prepared()) { StartedWith = version, Evaluate = span => new SpanResult(span.Span, 5, []) };
        var outcome = await new ModelOrchestrator().RunAsync(context, new ModelInput("run", "attempt", 0, wave, IsOnly: true));

        Assert.All(context.Spans, span => Assert.Equal((false, false), (span.Scores, span.Reports)));
        Assert.Equal(wave == 0, context.Activities.Contains(ActivityNames.ScorePass));
        Assert.Null(outcome.Report);
    }
}
