using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Converters;
using MuBench.Functions.Activities;
using MuBench.Functions.Orchestrations;
using MuBench.Models;
using MuBench.Pipeline.Looking;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Workers;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>The records between orchestrators and activities stay below 2 KB, with the largest content that they can have.</summary>
public sealed class RecordSizeTests
{
    private static readonly string Name = new('n', 64); // the longest name of a manifest, and the longest id of a model
    private static readonly string RunId = Name + "-00000000";
    private static readonly string Attempt = "20261103T142205000Z";
    private static readonly string Pass = Name + "#shuffled";
    private static readonly string Text = string.Concat(Enumerable.Repeat("Die Anfrage \"x\" <b>wurde</b> abgelehnt: 拒绝 🔬 ", 400));

    private static readonly ModelStatus Status = new()
    {
        Id = Pass, State = ModelStates.OutOfBudget, Detail = Text, Questions = int.MaxValue, Done = int.MaxValue, Reused = int.MaxValue, Failed = int.MaxValue, InFlight = int.MaxValue,
        Waiting = int.MaxValue, WaitingUntil = DateTimeOffset.MaxValue, InputTokens = long.MaxValue, OutputTokens = long.MaxValue, Usd = 1_234_567.890123m, IsOutOfBudget = true,
        PerSecond = 12345.67, SecondsLeft = 1e9, StopReason = Text,
    };

    private static readonly IReadOnlyList<object> Largest =
    [
        RunId,
        true,
        new RunRequest(RunId, Attempt),
        new ModelInput(RunId, Attempt, int.MaxValue, int.MaxValue, true),
        new ModelOutcome(true, RecordLimits.Reason(Text), true, Ended().Report),
        new BeginRunResult(int.MaxValue, int.MaxValue, true, int.MaxValue, true),
        new PassRequest(RunId, Attempt, int.MaxValue, int.MaxValue, RecordLimits.Reason(Text), true, int.MaxValue),
        new LookRequest(RunId, Attempt, int.MaxValue),
        new TakeLookResult(RecordLimits.Reason(Text), [.. Enumerable.Range(0, 200)], int.MaxValue, int.MaxValue, true),
        RecordLimits.Of(new PreparePassResult(Pass, int.MaxValue, int.MaxValue, int.MaxValue, true, Text, true, TimeSpan.MaxValue) { MinQuestions = int.MaxValue, SpansPerWorker = int.MaxValue }),
        new SpanRequest(RunId, Attempt, Pass, int.MaxValue, [.. Enumerable.Range(10_000, 128)], true, int.MaxValue, int.MaxValue) { MinQuestions = int.MaxValue, Scores = true, Reports = true },
        RecordLimits.Of(new ScorePassResult(true, Status)),
        RecordLimits.Of(new SpanResult(int.MaxValue, int.MaxValue, [.. Enumerable.Range(10_000, 128)], Text, true, Status, double.MaxValue, true) { Workers = int.MaxValue, IsHeldBack = true }),
        Report(),
        new RunOutcome(RunStates.Interrupted, Report()),
        new FailRunRequest(new RunRequest(RunId, Attempt), RecordLimits.Error(Text)),
    ];

    public static TheoryData<string> Names => [.. Largest.Select(record => record.GetType().Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_WithTheLargestContent_StaysBelowTwoKilobytes(string name)
    {
        var record = Largest.Single(record => record.GetType().Name == name);

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(JsonDataConverter.Default.Serialize(record)!), 1, RecordLimits.MaxBytes);
    }

    [Fact]
    public void Record_OfAnEndpointOutOfReach_StaysBelowTwoKilobytes()
    {
        var endpoint = new UnreachableEndpoint(Text, 1e7);
        object[] records =
        [
            RecordLimits.Of(new PreparePassResult(Pass, int.MaxValue, int.MaxValue, int.MaxValue, true, null, true, TimeSpan.MaxValue) { Unreachable = endpoint }),
            RecordLimits.Of(new SpanResult(int.MaxValue, int.MaxValue, [.. Enumerable.Range(10_000, 128)], null, true, Status with { StopReason = null }, double.MaxValue, true) { Unreachable = endpoint }),
        ];

        Assert.All([.. records, Ended()], record => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(JsonDataConverter.Default.Serialize(record)!), 1, RecordLimits.MaxBytes));
    }

    [Fact]
    public void Records_OfEveryActivityAndOrchestrator_AreMeasuredHere()
    {
        var methods = ((Type[])[typeof(ActivityFunctions), typeof(OrchestratorFunctions)]).SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null).ToList();
        var types = methods.Select(method => method.ReturnType.GenericTypeArguments.SingleOrDefault()).Concat(methods.Select(method => method.GetParameters()
            .Single(parameter => parameter.Name == "input").ParameterType)).OfType<Type>().Distinct();

        Assert.Empty(types.Select(type => type.Name).Except(Largest.Select(record => record.GetType().Name)));
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData(null, null)]
    public void Reason_ThatIsShort_IsKept(string? text, string? kept) => Assert.Equal(kept, RecordLimits.Reason(text));

    [Fact]
    public void Reason_ThatIsLong_SaysThatItIsCut()
    {
        var reason = RecordLimits.Reason(Text)!;

        Assert.EndsWith(" [...]", reason, StringComparison.Ordinal);
        Assert.StartsWith(reason[..^6], Text, StringComparison.Ordinal);
        Assert.Equal(reason, JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(reason))); // no half of a character
    }

    // The last span of a run, which was scored and reported: it has no remaining shards and no stop reason.
    private static SpanResult Ended() => RecordLimits.Of(new SpanResult(int.MaxValue, int.MaxValue, [])
    {
        Workers = int.MaxValue, Scored = new ScorePassResult(true, Status with { StopReason = null }), Report = WholeReport(),
    });

    private static WriteReportResult Report() => RecordLimits.Of(WholeReport());

    private static WriteReportResult WholeReport() => new(
        RunId, "inconclusive", [.. Enumerable.Repeat(Pass, 500)], [.. new[] { "report.json", "report.html", "report.md", "scores.csv" }.Select(file => $"runs/{RunId}/{file}")],
        null, 1_234_567.890123m, [.. Enumerable.Repeat(Pass, 500)]);
}
