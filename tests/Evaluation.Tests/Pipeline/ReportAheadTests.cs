using Microsoft.Extensions.Time.Testing;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Reporting.Browser;
using MuBench.Storage;
using MuBench.Tests.Storage;
using MuBench.TestUtils;
using MuBench.Throttling;

namespace MuBench.Tests.Pipeline;

/// <summary>Thumbnails that are made while the last questions of a run are asked.</summary>
public sealed class ReportAheadTests
{
    private const int Images = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_AtHalfOfTheAnswers_MakesTheThumbnailsAndTheReportIsTheSame()
    {
        await using var harness = await PipelineHarness.CreateAsync(Images, time: new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await harness.RunAsync(await harness.PlanAsync("""{ "id": "m", "kind": "random" }"""));
        var written = await PageAsync(harness);
        var store = new CountingStore(harness.Store);
        var context = harness.Context with { Store = store };
        var inputs = new RunInputs(context);
        await using var ahead = new ReportAhead(context, inputs, 0.5);
        var (plan, reader) = await inputs.GetAsync(harness.RunId, Token);

        ahead.Look(Status(plan.RunId, done: 11, questions: 24));
        Assert.Equal(0, store.Reads);
        ahead.Look(Status(plan.RunId, done: 12, questions: 24));
        var images = await reader.ReadShardAsync(0, Token);
        while (images.Any(image => inputs.Thumbnails.TryGet(image, Thumbnails.SideFor(Images)) is null))
            await Task.Delay(10, Token);
        var read = store.Reads;
        await new WriteReport(context, inputs).RunAsync(new WriteReportRequest(plan.RunId), Token);

        Assert.Equal(read, store.Reads);
        Assert.Equal(written, await PageAsync(harness));
    }

    [Fact]
    public async Task WatchAsync_FirstAnswer_BeginsThumbnailsAndHalfOfTheAnswersOfThisProcessPreparesTheReport()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var harness = await PipelineHarness.CreateAsync(Images, time: time);
        await harness.RunAsync(await harness.PlanAsync("""{ "id": "m", "kind": "random" }"""));
        var store = new CountingStore(harness.Store);
        var context = harness.Context with { Store = store };
        var inputs = new RunInputs(context);
        await using var ahead = new ReportAhead(context, inputs, 0.5);
        var progress = new ModelProgress("m", 24);
        using var ended = new CancellationTokenSource();
        var watching = ahead.WatchAsync(harness.RunId, [progress], ended.Token);

        await LookAsync();
        Assert.Equal(0, store.Requests);

        progress.AddReused(13);
        progress.AddAnswered(11, 0, 0, null);
        await Waiting.UntilAsync(async () => await LookAsync() && inputs.ThumbnailsOf(harness.RunId) is not null);
        await inputs.ThumbnailsOf(harness.RunId)!.Made;
        var requests = store.Requests;
        await LookAsync();
        Assert.Equal(requests, store.Requests);

        progress.AddAnswered(1, 0, 0, null);
        await Waiting.UntilAsync(async () => await LookAsync() && store.Requests > requests);
        await ended.CancelAsync();
        await watching;

        async Task<bool> LookAsync()
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(10, Token);
            return true;
        }
    }

    [Fact]
    public async Task Look_AtALargeRun_DoesNothing()
    {
        await using var harness = await PipelineHarness.CreateAsync(Images);
        await harness.PlanAsync("""{ "id": "m", "kind": "random" }""");
        var store = new CountingStore(harness.Store);
        var context = harness.Context with { Store = store };
        await using var ahead = new ReportAhead(context, new RunInputs(context), 0.5);

        ahead.Look(Status(harness.RunId, done: 30_000, questions: 30_000));

        Assert.Equal(0, store.Requests);
    }

    private static RunStatus Status(string runId, int done, int questions) => new()
    {
        RunId = runId, State = RunStates.Running, StartedAt = null, UpdatedAt = default,
        Models = [new ModelStatus { Id = "m", State = ModelStates.Evaluating, Questions = questions, Done = done, Reused = 0, Failed = 0, InFlight = 0, Waiting = 0, InputTokens = 0, OutputTokens = 0 }],
    };

    private static async Task<byte[]> PageAsync(PipelineHarness harness) => (await harness.Store.TryReadAsync(StoreLayout.RunReport(harness.RunId, "report.html"), Token))!;

    private sealed class CountingStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        private int _reads;
        private int _requests;

        /// <summary>Number of reads of images.</summary>
        public int Reads => Volatile.Read(ref _reads);

        /// <summary>Number of reads of documents, and of lists of them.</summary>
        public int Requests => Volatile.Read(ref _requests);

        public override Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _requests);
            return base.TryReadAsync(path, cancellationToken);
        }

        public override IAsyncEnumerable<StoreEntry> ListAsync(StorePath folder, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _requests);
            return base.ListAsync(folder, cancellationToken);
        }

        public override Task ReadRangeAsync(StorePath path, long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _reads);
            return base.ReadRangeAsync(path, offset, destination, cancellationToken);
        }
    }
}
