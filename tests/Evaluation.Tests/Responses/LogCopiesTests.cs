using System.Text;
using MuBench.Responses;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Responses;

/// <summary>Copies of response logs in memory, over a store that counts what is downloaded.</summary>
public sealed class LogCopiesTests : IDisposable
{
    private static readonly StorePath Log = StorePath.Parse("responses/k/d@1/00000.jsonl");
    private static readonly StorePath Other = StorePath.Parse("responses/k/d@1/00001.jsonl");

    private readonly TemporaryFolder _folder = new();
    private readonly FarStore _store;

    public LogCopiesTests() => _store = new FarStore(new DiskStore(_folder.Path));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_AgainWithoutAChange_DownloadsOnce()
    {
        var copies = new LogCopies(_store);
        await AppendAsync(Log, "one\n");

        Assert.Equal("one\n", await ReadAsync(copies, Log));
        Assert.Equal("one\n", await ReadAsync(copies, Log));

        Assert.Equal(1, _store.Downloads);
        Assert.Equal("", await ReadAsync(copies, Other));
    }

    [Fact]
    public async Task Read_WhatThisProcessWrote_DownloadsNothing()
    {
        var copies = new LogCopies(_store);
        await AppendAsync(Log, "one\ntwo\n");

        await copies.KeepAsync(Log, "one\ntwo\n"u8.ToArray(), Token);

        Assert.Equal("one\ntwo\n", await ReadAsync(copies, Log));
        Assert.Equal(0, _store.Downloads);
    }

    [Fact]
    public async Task Read_AfterAnotherProcessHasAppended_HasItsLines()
    {
        var copies = new LogCopies(_store);
        await AppendAsync(Log, "one\n");
        await AppendAsync(Log, "theirs\n");

        await copies.KeepAsync(Log, "one\n"u8.ToArray(), Token); // what this process knows is not the log
        Assert.Equal("one\ntheirs\n", await ReadAsync(copies, Log));
        await AppendAsync(Log, "more\n");

        Assert.Equal("one\ntheirs\nmore\n", await ReadAsync(copies, Log));
    }

    [Fact]
    public async Task Read_AfterItWasDeletedAndWrittenAgainWithTheSameLength_HasTheNewLines()
    {
        var copies = new LogCopies(_store);
        await AppendAsync(Log, "one\n");
        await ReadAsync(copies, Log);
        await _store.DeleteAsync(Log, Token);
        Assert.Equal("", await ReadAsync(copies, Log));
        await AppendAsync(Log, "new\n");
        File.SetLastWriteTimeUtc(Path.Join(_folder.Path, Log.Value), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal("new\n", await ReadAsync(copies, Log));
    }

    [Fact]
    public async Task Keep_MoreThanFits_DropsTheLeastRecentlyUsed()
    {
        var copies = new LogCopies(_store, maxBytes: 10);
        await AppendAsync(Log, "12345\n");
        await AppendAsync(Other, "12345\n");
        foreach (var log in (StorePath[])[Log, Other, Other, Log])
            await ReadAsync(copies, log);

        Assert.Equal(3, _store.Downloads);
    }

    [Fact]
    public async Task Read_OfALocalStore_KeepsNothing()
    {
        var copies = new LogCopies(new FarStore(new DiskStore(_folder.Path)) { IsNear = true });
        await AppendAsync(Log, "one\n");
        await copies.KeepAsync(Log, "two\n"u8.ToArray(), Token);

        Assert.Equal("one\n", await ReadAsync(copies, Log));
    }

    public void Dispose() => _folder.Dispose();

    private Task AppendAsync(StorePath path, string lines) => _store.AppendAsync(path, Encoding.UTF8.GetBytes(lines), Token);

    private static async Task<string> ReadAsync(LogCopies copies, StorePath path) => Encoding.UTF8.GetString(await copies.ReadAsync(path, Token));

    private sealed class FarStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        public int Downloads { get; private set; }

        public bool IsNear { get; init; }

        public override string? SpoolFolder => IsNear ? null : "unused";

        public override Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default)
        {
            Downloads++;
            return base.TryReadAsync(path, cancellationToken);
        }
    }
}
