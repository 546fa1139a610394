using MuBench.Manifests;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Progress;

namespace MuBench.Tests.Pipeline.Progress;

public sealed class StatusComposerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Compose_NotPlanned_SaysSoAndNoMore()
    {
        var status = StatusComposer.Compose("job-1a2b3c4d", null, [], [], AttemptOf(RunStates.Failed, "no such dataset"), Now);

        Assert.Equal((RunStates.Failed, "no such dataset", null), (status.State, status.Error, status.Dataset));
        Assert.Empty(status.Models);
    }

    [Fact]
    public void Compose_ClosedAndOpenShards_AddsThemUp()
    {
        var model = Compose([Event(new ShardCount(0, 9, 4, 1)), Event(new ShardCount(1, 10, 0, 0))], [Worker(1, [2], done: 3, inFlight: 2)]);

        Assert.Equal((22, 4, 1, 2), (model.Done, model.Reused, model.Failed, model.InFlight));
        Assert.Equal((30, 120), (model.Questions, model.InputTokens));
    }

    [Fact]
    public void Compose_ShardGoneThroughTwice_CountsItOnceAndWhatTheFirstPassFoundAsReused()
    {
        // Interrupted after 4 responses, then finished by another worker, which finds those 4 in the log.
        var model = Compose([Event(new ShardCount(0, 6, 2, 0)), Event(new ShardCount(0, 10, 6, 0))], []);

        Assert.Equal((10, 2), (model.Done, model.Reused));
    }

    [Fact]
    public void Compose_TwoWorkersAtOneShard_TakesTheLatestWordAndNotTheJournals()
    {
        var model = Compose([Event(new ShardCount(0, 10, 0, 0))], [Worker(20, [0, 1], done: 2), Worker(2, [0], done: 5)]);

        Assert.Equal(5, model.Done);
    }

    [Fact]
    public void Compose_DeadWorker_CountsNothing()
    {
        var model = Compose([], [Worker(31, [0], done: 7, inFlight: 3)]);

        Assert.Equal((0, 0), (model.Done, model.InFlight));
    }

    [Fact]
    public void Compose_EndpointOutOfReach_WaitsWithTheReasonUntilAWorkerTriesItAgain()
    {
        ModelEvent[] waiting = [new ModelEvent { At = Now, State = ModelStates.Waiting, Detail = "refused", Usd = 0 }];

        var parked = Compose(waiting, []);
        var trying = Compose([.. waiting, new ModelEvent { At = Now, State = ModelStates.Evaluating, Usd = 0 }], [Worker(1, [0], done: 0, inFlight: 1)]);

        Assert.Equal((ModelStates.Waiting, "refused"), (parked.State, parked.Detail));
        Assert.Equal((ModelStates.Evaluating, null), (trying.State, trying.Detail));
    }

    [Theory]
    [InlineData(RunStates.Running, ModelStates.Evaluating, 1)]
    [InlineData(RunStates.Cancelled, ModelStates.Interrupted, 0)]
    [InlineData(RunStates.Failed, ModelStates.Interrupted, 0)]
    public void Compose_RunEnds_InterruptsWhatWasGoingOnAndForgetsItsWorkers(string state, string expected, int inFlight)
    {
        var model = Compose([new ModelEvent { At = Now, State = ModelStates.Evaluating }], [Worker(1, [0], done: 1, inFlight: 1)], AttemptOf(state));

        Assert.Equal((expected, inFlight), (model.State, model.InFlight));
    }

    [Theory]
    [InlineData(RunStates.Cancelled, 16)]
    [InlineData(RunStates.Failed, 16)]
    [InlineData(RunStates.Done, 9)] // every shard is in the journal by then
    public void Compose_RunEndsBeforeItsWorkersHaveStopped_CountsWhatTheyHaveAnswered(string state, int done)
    {
        var model = Compose([Event(new ShardCount(0, 9, 4, 1))], [Worker(1, [1], done: 7, inFlight: 3)], AttemptOf(state));

        Assert.Equal((done, 0), (model.Done, model.InFlight));
    }

    [Fact]
    public void Compose_StoppedThenTakenUpAgain_HasNoReasonAnyMore()
    {
        ModelEvent[] stopped = [new() { At = Now, State = ModelStates.Stopped, StopReason = "no such deployment" }];

        Assert.Equal("no such deployment", Compose(stopped, []).StopReason);
        Assert.Null(Compose([.. stopped, new() { At = Now, State = ModelStates.Preparing }], []).StopReason);
    }

    [Fact]
    public void Compose_ScoredModel_CostsWhatItsScoresSayAndWhatCameAfterThem()
    {
        ModelEvent[] journal = [Spent(1), new() { At = Now, State = ModelStates.Done, Usd = 0, ScoredUsd = 5 }];

        Assert.Equal(1m, Compose([journal[0]], []).Usd);
        Assert.Equal(5m, Compose(journal, []).Usd); // a killed worker leaves no line
        Assert.Equal(7m, Compose([.. journal, Spent(2)], []).Usd);

        static ModelEvent Spent(decimal usd) => new() { At = Now, Usd = usd };
    }

    internal static RunPlan PlanOf(params int[] shards) => new()
    {
        RunId = "job-1a2b3c4d", ManifestSha256 = "0", StartedAt = Now, Dataset = "drawn", Revision = "r", DatasetSha256 = "0", Images = 1,
        Questions = shards.Sum(),
        Manifest = new RunManifest { Name = "job", Benchmark = new BenchmarkManifest { Dataset = "drawn" }, Models = [] },
        Models = [new PlannedModel(new ModelManifest { Id = "m", Kind = ModelKinds.Random }, "key")],
        Shards = [.. shards.Select((questions, index) => new PlannedShard(index, questions))],
    };

    private static ModelStatus Compose(IReadOnlyList<ModelEvent> journal, IReadOnlyList<WorkerStatus> workers, RunAttempt? attempt = null) =>
        Assert.Single(StatusComposer.Compose("job-1a2b3c4d", PlanOf(10, 10, 10), [journal], workers, attempt ?? AttemptOf(RunStates.Running), Now).Models);

    private static ModelEvent Event(ShardCount shard) => new() { At = Now, Shards = [shard], InputTokens = 50 };

    private static RunAttempt AttemptOf(string state, string? error = null) => new() { Attempt = "1", State = state, Error = error, At = Now };

    private static WorkerStatus Worker(int secondsAgo, int[] shards, int done, int inFlight = 0) => new()
    {
        UpdatedAt = Now.AddSeconds(-secondsAgo),
        Open =
        [
            new OpenShards(shards, new ModelStatus
            {
                Id = "m", State = ModelStates.Evaluating, Questions = 10, Done = done, Reused = 0, Failed = 0, InFlight = inFlight, Waiting = 0,
                InputTokens = 20, OutputTokens = 0, Usd = 0,
            }),
        ],
    };
}
