using MuBench.Responses;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Responses;

public sealed class ResponseLogWriterTests : IDisposable
{
    private static readonly StorePath Log = StoreLayout.ResponseLog("0123456789abcdef", "ubench", "abc", 17);

    private readonly StorageTestFolder _folder = new();
    private readonly GatedStore _store;

    public ResponseLogWriterTests() => _store = new GatedStore(new DiskStore(_folder.Path));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AppendAsync_WhileOneIsOnItsWay_QueuesForTheNextAppend()
    {
        await using var writer = new ResponseLogWriter(_store, Log);
        var first = writer.AppendAsync(Record(0), Token);
        await _store.NextAsync();
        var rest = Enumerable.Range(1, 100).Select(i => writer.AppendAsync(Record(i), Token)).ToArray();
        Assert.False(first.IsCompleted);

        _store.Release();
        await first;
        await _store.NextAsync();
        Assert.All(rest, waiting => Assert.False(waiting.IsCompleted)); // not acknowledged yet
        _store.Release();
        await Task.WhenAll(rest);

        Assert.Equal([1, 100], _store.LinesPerAppend);
        var log = await ResponseLogReader.ReadAsync(_store, Log, Token);
        Assert.Equal(Enumerable.Range(0, 101).Select(Record), log.Records.Values);
    }

    [Fact]
    public async Task AppendAsync_StoreFails_FaultsAllItCarriedAndGoesOn()
    {
        await using var writer = new ResponseLogWriter(_store, Log);
        var first = writer.AppendAsync(Record(0), Token);
        await _store.NextAsync();
        Task[] second = [writer.AppendAsync(Record(1), Token), writer.AppendAsync(Record(2), Token)];
        _store.Release();
        await first;
        await _store.NextAsync();
        _store.Release(new StoreException("the disk is full"));
        foreach (var waiting in second)
            Assert.Equal("the disk is full", (await Assert.ThrowsAsync<StoreException>(() => waiting)).Message);

        var third = writer.AppendAsync(Record(3), Token);
        await _store.NextAsync();
        _store.Release();
        await third;
        var log = await ResponseLogReader.ReadAsync(_store, Log, Token);
        Assert.Equal([Record(0), Record(3)], log.Records.Values);
    }

    [Fact]
    public async Task AppendAsync_CallerCancels_AnswerIsKept()
    {
        var writer = new ResponseLogWriter(_store, Log);
        using var cancellation = new CancellationTokenSource();
        var append = writer.AppendAsync(Record(0), cancellation.Token);
        await _store.NextAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => append);
        _store.Release();
        await writer.DisposeAsync();
        Assert.Single((await ResponseLogReader.ReadAsync(_store, Log, Token)).Records);
    }

    [Fact]
    public async Task CompleteAsync_AnswersQueued_StoresThemAndTakesNoMore()
    {
        var writer = new ResponseLogWriter(_store, Log);
        var appends = Enumerable.Range(0, 3).Select(i => writer.AppendAsync(Record(i), Token)).ToList();
        var completing = writer.CompleteAsync();
        Assert.False(completing.IsCompleted);
        _store.ReleaseAll();
        await completing;
        await Task.WhenAll(appends);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.AppendAsync(Record(9), Token));
        Assert.Equal(3, (await ResponseLogReader.ReadAsync(_store, Log, Token)).Records.Count);
    }

    [Fact]
    public async Task CompleteAsync_NothingAppended_WritesNothing()
    {
        await new ResponseLogWriter(_store, Log).CompleteAsync();
        Assert.Null(await _store.TryStatAsync(Log, Token));
    }

    [Fact]
    public async Task AppendAsync_TwoWritersManyTasks_EveryAnswerIsThereOnce()
    {
        _store.ReleaseAll();
        await using var one = new ResponseLogWriter(_store, Log);
        await using var two = new ResponseLogWriter(new DiskStore(_folder.Path), Log);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(task => Task.Run(async () =>
        {
            for (var i = 0; i < 30; i++)
                await (task % 2 == 0 ? one : two).AppendAsync(Record((task * 30) + i), Token);
        }, Token)));

        var log = await ResponseLogReader.ReadAsync(_store, Log, Token);
        Assert.Equal(0, log.BrokenLines);
        Assert.Equal(Enumerable.Range(0, 64 * 30).Select(Record), log.Records.Values.OrderBy(record => record.Row));
    }

    [Fact]
    public async Task AppendAsync_AnyRecord_IsReadBackAsItWas()
    {
        _store.ReleaseAll();
        await using var writer = new ResponseLogWriter(_store, Log);
        var records = ResponseRecords.Generate(200);
        foreach (var record in records)
            await writer.AppendAsync(record, Token);
        var log = await ResponseLogReader.ReadAsync(_store, Log, Token);
        Assert.Equal(records.DistinctBy(record => record.Key).Select(ResponseRecords.Comparable), log.Records.Values.Select(ResponseRecords.Comparable));
    }

    private static ResponseRecord Record(int row) => new()
    {
        Key = ResponseKey.Of("", $"prompt {row}"),
        Row = row,
        Question = "modality",
        Text = $"B) électron\nµ {row}",
    };
}
