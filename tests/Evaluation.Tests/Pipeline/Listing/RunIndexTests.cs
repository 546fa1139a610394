using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;

namespace MuBench.Tests.Pipeline.Listing;

public sealed class RunIndexTests : IDisposable
{
    private static readonly RunFilter All = new();

    private readonly TemporaryFolder _folder = new();
    private readonly ReadingStore _store;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 3, 14, 22, 5, TimeSpan.Zero));
    private readonly RunIndex _index;

    public RunIndexTests()
    {
        _store = new ReadingStore(new DiskStore(_folder.Path));
        _index = NewIndex();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ListAsync_RunsThatHaveEnded_ReadsEachOnce()
    {
        for (var run = 0; run < 300; run++)
            await WriteAsync($"run-{run:D8}", RunStates.Done, startedAt: _time.GetUtcNow().AddMinutes(-run));
        Assert.Equal(300, (await IdsAsync(_index)).Count);
        _store.Read.Clear();

        Assert.Equal("run-00000000", (await IdsAsync(_index))[0]);

        Assert.Empty(_store.Read);
    }

    [Fact]
    public async Task ListAsync_ARunInProgress_HasItsNewestStatus()
    {
        await WriteAsync("old-00000000", RunStates.Done);
        await WriteAsync("now-00000000", RunStates.Running);
        await IdsAsync(_index);
        _time.Advance(TimeSpan.FromSeconds(5));
        await WriteAsync("now-00000000", RunStates.Failed);
        _store.Read.Clear();

        var run = Assert.Single((await _index.ListAsync(new RunFilter { Name = "now" }, null, 10, Token)).Runs);

        Assert.Equal(RunStates.Failed, run.State);
        Assert.DoesNotContain("old-00000000", _store.Read);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)] // no list was requested meanwhile
    public async Task ListAsync_BetweenAnAnnouncementAndItsChange_SeesTheChangeLater(int minutes)
    {
        await WriteAsync("again-00000000", RunStates.Done);
        await IdsAsync(_index);

        await AnnounceAsync("again-00000000");
        await AnnounceAsync("fresh-00000000");
        Assert.Equal(["again-00000000"], await IdsAsync(_index)); // the writers have not gone on yet
        await WriteAsync("again-00000000", RunStates.Queued);
        await _store.WriteAsync(StoreLayout.RunManifest("fresh-00000000"), "{}"u8.ToArray(), Token);
        _time.Advance(TimeSpan.FromMinutes(minutes));

        var runs = (await _index.ListAsync(All, null, 10, Token)).Runs;
        Assert.Equal(["again-00000000", "fresh-00000000"], runs.Select(run => run.RunId).Order(StringComparer.Ordinal));
        Assert.All(runs, run => Assert.Equal(RunStates.Queued, run.State));
    }

    [Fact]
    public async Task ListAsync_AnAnnouncementWithoutAChange_IsReadForAFewMinutesOnly()
    {
        await WriteAsync("old-00000000", RunStates.Done);
        await AnnounceAsync("old-00000000");
        await AnnounceAsync("never-00000000");
        await IdsAsync(_index);
        _time.Advance(TimeSpan.FromMinutes(4));
        await IdsAsync(_index);
        _store.Read.Clear();

        Assert.Equal(["old-00000000"], await IdsAsync(_index));
        Assert.Empty(_store.Read);
    }

    [Fact]
    public async Task ListAsync_ADeletedRun_IsGone()
    {
        await WriteAsync("old-00000000", RunStates.Done);
        await IdsAsync(_index);

        await AnnounceAsync("old-00000000");
        await _store.DeleteAsync(StoreLayout.RunStatus("old-00000000"), Token);

        Assert.Empty(await IdsAsync(_index));
    }

    [Fact]
    public async Task ListAsync_OfAnotherProcess_ReadsTheSnapshotAndWhatChangedSince()
    {
        for (var run = 0; run < 50; run++)
            await WriteAsync($"run-{run:D8}", RunStates.Done);
        await _index.CheckAsync(Token);
        _time.Advance(TimeSpan.FromMinutes(10));
        await AnnounceAsync("new-00000000");
        await WriteAsync("new-00000000", RunStates.Done);
        _store.Read.Clear();
        using var other = NewIndex();

        Assert.Equal(51, (await IdsAsync(other)).Count);

        Assert.Equal(["new-00000000"], _store.Read.Distinct());
    }

    [Theory]
    [InlineData("{ \"formatV")]
    [InlineData("null")]
    [InlineData("""{"formatVersion":99,"writtenAt":"2026-11-03T14:22:05Z","checkedAt":"2026-11-03T14:22:05Z","read":{},"announced":{},"runs":[]}""")]
    [InlineData("""{"formatVersion":1,"writtenAt":"2026-08-03T14:22:05Z","checkedAt":"2026-08-03T14:22:05Z","read":{},"announced":{},"runs":[]}""")] // its journals are gone
    public async Task ListAsync_WithoutAUsableSnapshot_ReadsTheRuns(string snapshot)
    {
        await WriteAsync("old-00000000", RunStates.Done); // as a version without an index left it
        await _store.WriteAsync(StoreLayout.RunIndex, System.Text.Encoding.UTF8.GetBytes(snapshot), Token);

        Assert.Equal(["old-00000000"], await IdsAsync(_index));
    }

    [Fact]
    public async Task ListAsync_InterruptedInTheFirstReading_ReadsOnlyTheRestTheNextTime()
    {
        for (var run = 0; run < 600; run++)
            await WriteAsync($"run-{run:D8}", RunStates.Done);
        using var interrupted = new CancellationTokenSource();
        _store.OnRead = count =>
        {
            if (count == 1100) // in the third part: a run has two documents
                interrupted.Cancel();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _index.ListAsync(All, null, 1000, interrupted.Token));
        _store.Read.Clear();

        Assert.Equal(600, (await IdsAsync(_index)).Count);
        Assert.InRange(_store.Read.Distinct().Count(), 1, 600 - 512);
    }

    [Fact]
    public async Task CheckAsync_UnannouncedRuns_AreAddedAndRemoved()
    {
        await WriteAsync("first-00000000", RunStates.Done);
        await IdsAsync(_index);
        await WriteAsync("second-00000000", RunStates.Done);
        await _store.DeleteAsync(StoreLayout.RunStatus("first-00000000"), Token);
        Directory.Delete(Path.Combine(_folder.Path, "runs", "first-00000000"));

        await _index.CheckAsync(Token);

        Assert.Equal(["second-00000000"], await IdsAsync(_index));
    }

    [Fact]
    public async Task CheckAsync_JournalsThatTheSnapshotContains_AreDeletedAfterAMonth()
    {
        await AnnounceAsync("first-00000000");
        _time.Advance(TimeSpan.FromDays(40));
        await AnnounceAsync("second-00000000");

        await _index.CheckAsync(Token);

        Assert.Equal(["2026-12-13.jsonl"], await Task.FromResult(Directory.GetFiles(Path.Combine(_folder.Path, "index", "runs", "changes")).Select(Path.GetFileName)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task ListAsync_AWriterWhoseClockDiffersAtMidnight_IsHeard(int minutes)
    {
        _time.SetUtcNow(new DateTimeOffset(2026, 11, 4, 0, 0, 0, TimeSpan.Zero).AddSeconds(minutes < 0 ? 30 : -30));
        await WriteAsync("old-00000000", RunStates.Done);
        await IdsAsync(_index);

        await RunChanges.AnnounceAsync(_store, new FakeTimeProvider(_time.GetUtcNow().AddMinutes(minutes)), "new-00000000", Token);
        await WriteAsync("new-00000000", RunStates.Done);

        Assert.Equal(2, (await IdsAsync(_index)).Count);
    }

    [Fact]
    public async Task ListAsync_WhileManyProcessesWrite_EndsWithAllRuns()
    {
        using var other = NewIndex();
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var run = 0; run < 40; run++)
            {
                var id = $"w{writer}-{run:D8}";
                await AnnounceAsync(id);
                await WriteAsync(id, RunStates.Running);
                await AnnounceAsync(id);
                await WriteAsync(id, run % 2 == 0 ? RunStates.Done : RunStates.Failed);
            }
        })).ToList();
        while (!Task.WhenAll(writers).IsCompleted)
        {
            await IdsAsync(_index);
            await other.CheckAsync(Token);
        }

        await Task.WhenAll(writers);
        var expected = (await new RunCatalog(_store).ListAsync(Token)).Select(run => (run.Id, run.Status!.State)).ToList();
        using var later = NewIndex();
        foreach (var index in (RunIndex[])[_index, other, later])
            Assert.Equal(expected, (await index.ListAsync(All, null, 1000, Token)).Runs.Select(run => (run.RunId, run.State)));
    }

    [Fact]
    public async Task ListAsync_InParts_HasEachRunOnceWhileNewOnesCome()
    {
        for (var run = 0; run < 25; run++)
            await WriteAsync($"run-{run:D8}", RunStates.Done, startedAt: _time.GetUtcNow().AddMinutes(-run / 4)); // some at the same time
        var listed = new List<string>();
        for (RunCursor? after = null; ;)
        {
            var page = await _index.ListAsync(All, after, 7, Token);
            listed.AddRange(page.Runs.Select(run => run.RunId));
            if (page.Next is not { } next)
                break;
            after = RunCursor.TryParse(next.ToString());
            Assert.Equal(next, after);
            await AnnounceAsync($"new-{listed.Count:D8}");
            await WriteAsync($"new-{listed.Count:D8}", RunStates.Done, startedAt: _time.GetUtcNow().AddHours(1));
        }

        Assert.Equal(Enumerable.Range(0, 25).Select(run => $"run-{run:D8}"), listed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("bm9uc2Vuc2U")]
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OS9h")] // 9999999999999999999/a
    [InlineData("MS8uLi9h")] // 1/../a
    public void TryParse_NoCursor_IsNull(string text) => Assert.Null(RunCursor.TryParse(text));

    private RunIndex NewIndex() => new(new PipelineContext(_store, new SecretResolver(_ => null), EndpointPolicy.ForService(null), _time));

    private static async Task<IReadOnlyList<string>> IdsAsync(RunIndex index) => [.. (await index.ListAsync(All, null, 1000, Token)).Runs.Select(run => run.RunId)];

    private Task AnnounceAsync(string id) => RunChanges.AnnounceAsync(_store, _time, id, Token);

    private Task WriteAsync(string id, string state, DateTimeOffset? startedAt = null)
    {
        var status = new RunStatus { RunId = id, State = state, StartedAt = startedAt ?? _time.GetUtcNow().AddHours(-1), UpdatedAt = _time.GetUtcNow(), Dataset = "ubench", Models = [] };
        return _store.WriteAsync(StoreLayout.RunStatus(id), JsonSerializer.SerializeToUtf8Bytes(status, PipelineJsonContext.Default.RunStatus), Token);
    }
}
