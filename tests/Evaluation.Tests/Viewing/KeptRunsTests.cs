using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Pipeline.Listing;
using MuBench.TestUtils;
using MuBench.Viewing;

namespace MuBench.Tests.Viewing;

public sealed class KeptRunsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 3, 14, 22, 5, TimeSpan.Zero));
    private readonly ReadingStore _store;
    private readonly RunIndex _index;
    private readonly KeptRuns _runs;

    public KeptRunsTests()
    {
        _store = new ReadingStore(new DiskStore(_folder.Path));
        _index = new RunIndex(new PipelineContext(_store, new SecretResolver(_ => null), EndpointPolicy.ForService(null), _time));
        _runs = new KeptRuns(_index, new RunCatalog(_store));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ListAsync_Again_ReadsOnlyRunsThatMayHaveChanged()
    {
        for (var run = 0; run < 300; run++)
            await WriteAsync($"run-{run:D8}", RunStates.Done, _time.GetUtcNow().AddMinutes(-run));
        await WriteAsync("live-00000000", RunStates.Running, _time.GetUtcNow());
        await _runs.ListAsync(Token);
        _store.Read.Clear();

        var listed = await _runs.ListAsync(Token);

        Assert.Equal(["live-00000000", .. Enumerable.Range(0, 300).Select(run => $"run-{run:D8}")], listed.Select(run => run.Id));
        Assert.Equal(["live-00000000"], _store.Read.Distinct());
    }

    [Fact]
    public async Task ListAsync_RunsThatChangedAndWereDeleted_AreListedAsTheyAre()
    {
        await WriteAsync("again-00000000", RunStates.Incomplete, _time.GetUtcNow());
        await WriteAsync("gone-00000000", RunStates.Done, _time.GetUtcNow());
        await _runs.ListAsync(Token);

        foreach (var run in (string[])["again-00000000", "gone-00000000"]) await RunChanges.AnnounceAsync(_store, _time, run, Token);
        _time.Advance(TimeSpan.FromSeconds(5));
        await WriteAsync("again-00000000", RunStates.Done, _time.GetUtcNow());
        await _store.DeleteAsync(StoreLayout.RunStatus("gone-00000000"), Token);

        var listed = Assert.Single(await _runs.ListAsync(Token));
        Assert.Equal(("again-00000000", RunStates.Done), (listed.Id, listed.Status!.State));
    }

    private Task WriteAsync(string id, string state, DateTimeOffset startedAt)
    {
        var status = new RunStatus { RunId = id, State = state, StartedAt = startedAt, UpdatedAt = _time.GetUtcNow(), Dataset = "ubench", Models = [] };
        return _store.WriteAsync(StoreLayout.RunStatus(id), JsonSerializer.SerializeToUtf8Bytes(status, PipelineJsonContext.Default.RunStatus), Token);
    }
}
