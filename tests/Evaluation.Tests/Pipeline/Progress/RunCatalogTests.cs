using System.Text.Json;
using MuBench.Pipeline;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Progress;
using MuBench.Reports;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Reports;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Pipeline.Progress;

public sealed class RunCatalogTests : IDisposable
{
    private readonly MuBench.TestUtils.TemporaryFolder _folder = new();
    private readonly DiskStore _store;

    public RunCatalogTests() => _store = new DiskStore(_folder.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ListAsync_ManyRuns_AreNewestFirstAndReadABoundedNumberAtATime()
    {
        for (var run = 0; run < 60; run++)
            await StatusAsync($"run-{run:D8}", RunStates.Running, day: 1 + (run % 28));
        var counting = new ConcurrencyStore(_store);

        var runs = await new RunCatalog(counting).ListAsync(Token);

        Assert.Equal(60, runs.Count);
        Assert.Equal(runs.OrderByDescending(run => run.At).Select(run => run.Id), runs.Select(run => run.Id));
        Assert.InRange(counting.Most, 2, 16);
    }

    [Fact]
    public async Task ListAsync_RejectedThenAccepted_IsWhatCameLast()
    {
        await StatusAsync("again-11111111", RunStates.Running, day: 5);
        await RejectAsync("again-11111111", day: 4);
        await RejectAsync("never-22222222", day: 3);
        await _store.WriteAsync(StoreLayout.RunManifest("fresh-33333333"), "{}"u8.ToArray(), Token);

        var runs = await new RunCatalog(_store).ListAsync(Token);

        Assert.Equal([("fresh-33333333", false), ("again-11111111", false), ("never-22222222", true)], runs.Select(run => (run.Id, run.IsRejected)));
    }

    [Fact]
    public async Task ReadFinishedAsync_OfADataset_NamesWhatCannotBeRead()
    {
        await FinishedAsync("good-11111111", "ubench", JsonReport.Render(SampleReports.OneModel()));
        await FinishedAsync("other-22222222", "drawn", JsonReport.Render(SampleReports.OneModel()));
        await FinishedAsync("torn-33333333", "ubench", "{ \"formatV"u8.ToArray());
        await FinishedAsync("newer-44444444", "ubench", JsonReport.Render(SampleReports.OneModel() with { FormatVersion = 99 }));
        await StatusAsync("gone-55555555", RunStates.Done, day: 1);
        await StatusAsync("going-66666666", RunStates.Running, day: 1);
        await _store.WriteAsync(StoreLayout.RunStatus("what-77777777"), "nothing"u8.ToArray(), Token);

        var finished = await new RunCatalog(_store).ReadFinishedAsync("ubench", Token);

        Assert.Single(finished.Reports);
        Assert.Equal(["gone-55555555", "newer-44444444", "torn-33333333", "what-77777777"], finished.Unread.Select(run => run.Id));
        Assert.Contains("format version 99", finished.Unread[1].Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_StoreOutOfReach_SaysSoInsteadOfDamagedRuns()
    {
        await StatusAsync("run-11111111", RunStates.Done, day: 1);

        await Assert.ThrowsAsync<StoreException>(() => new RunCatalog(new UnreachableStore(_store)).ListAsync(Token));
    }

    private async Task FinishedAsync(string id, string dataset, byte[] report)
    {
        await StatusAsync(id, RunStates.Done, day: 2, dataset);
        await _store.WriteAsync(StoreLayout.RunReport(id, ReportFiles.Json), report, Token);
    }

    private Task StatusAsync(string id, string state, int day, string dataset = "ubench")
    {
        var status = new RunStatus { RunId = id, State = state, StartedAt = At(day), UpdatedAt = At(day), Dataset = dataset, Models = [] };
        return _store.WriteAsync(StoreLayout.RunStatus(id), JsonSerializer.SerializeToUtf8Bytes(status, PipelineJsonContext.Default.RunStatus), Token);
    }

    private Task RejectAsync(string id, int day) => _store.WriteAsync(
        StoreLayout.RunRejected(id),
        JsonSerializer.SerializeToUtf8Bytes(new Rejection { RunId = id, RejectedAt = At(day), Faults = [] }, PipelineJsonContext.Default.Rejection),
        Token);

    private static DateTimeOffset At(int day) => new(2026, 11, day, 12, 0, 0, TimeSpan.Zero);

    private sealed class ConcurrencyStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        private int _now;
        private int _most;

        public int Most => Volatile.Read(ref _most);

        public override async Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default)
        {
            var now = Interlocked.Increment(ref _now);
            InterlockedMax(now);
            await Task.Yield();
            var content = await base.TryReadAsync(path, cancellationToken);
            Interlocked.Decrement(ref _now);
            return content;
        }

        private void InterlockedMax(int now)
        {
            int seen;
            while ((seen = Volatile.Read(ref _most)) < now && Interlocked.CompareExchange(ref _most, now, seen) != seen)
            {
            }
        }
    }

    private sealed class UnreachableStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        public override Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default) =>
            throw new StoreException("The store is out of reach.");
    }
}
