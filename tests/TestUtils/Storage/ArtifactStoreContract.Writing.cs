using MuBench.Storage;

namespace MuBench.Tests.Storage;

public abstract partial class ArtifactStoreContract
{
    [Fact]
    public async Task WriteAsync_SomethingThere_IsReplacedWhole()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("runs/a/status.json");
        await store.WriteAsync(path, Bytes("a longer first version"), Token);
        await store.WriteAsync(path, Bytes("second"), Token);
        Assert.Equal("second", await ReadAsync(store, path));
        await store.WriteAsync(path, Array.Empty<byte>(), Token);
        Assert.Equal("", await ReadAsync(store, path));
        Assert.Equal([path], (await ListAsync(store, StorePath.Root)).Select(item => item.Path));
    }

    [Fact]
    public async Task WriteAsync_ReadersMeanwhile_SeeOldOrNewContentWhole()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("runs/a/status.json");
        byte[] first = [.. Enumerable.Repeat((byte)'a', 40_000)], second = [.. Enumerable.Repeat((byte)'b', 70_000)];
        await store.WriteAsync(path, first, Token);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                await store.WriteAsync(path, i % 2 == 0 ? second : first, Token);
        }, Token);

        do
        {
            var content = (await store.TryReadAsync(path, Token))!;
            Assert.Equal(content[0] == 'a' ? first : second, content);
        }
        while (!writing.IsCompleted);
        await writing;
    }

    [Fact]
    public async Task WriteAsync_Streamed_AnySizeComesBack()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("models/clip/model.onnx");
        foreach (var length in new[] { 0, 1, 100_000, 20_000_003 })
        {
            var content = Noise(length);
            await store.WriteAsync(path, (stream, token) => WriteInPiecesAsync(stream, content, token), Token);
            AssertSame(content, await store.TryReadAsync(path, Token));
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(20_000_000)]
    public async Task WriteAsync_WriterFails_OldContentStays(int writtenBefore)
    {
        var store = await OpenAsync();
        StorePath old = StorePath.Parse("datasets/d/packs/0.pack"), absent = StorePath.Parse("datasets/d/packs/1.pack");
        await store.WriteAsync(old, Bytes("old"), Token);

        foreach (var path in new[] { old, absent })
        {
            var fault = await Assert.ThrowsAsync<InvalidDataException>(() => store.WriteAsync(path, async (stream, token) =>
            {
                await using (stream) // a writer may close its stream
                    await stream.WriteAsync(Noise(writtenBefore), token);
                throw new InvalidDataException("the source broke");
            }, Token));
            Assert.Equal("the source broke", fault.Message);
        }

        Assert.Equal([old], (await ListAsync(store, StorePath.Root)).Select(item => item.Path));
        Assert.Equal("old", await ReadAsync(store, old));
    }

    [Fact]
    public async Task WriteAsync_Cancelled_OldContentStays()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("datasets/d/packs/0.pack");
        await store.WriteAsync(path, Bytes("old"), Token);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.WriteAsync(path, async (stream, token) =>
        {
            await stream.WriteAsync(Noise(100), token);
            await cancellation.CancelAsync();
        }, cancellation.Token));

        Assert.Equal("old", await ReadAsync(store, path));
    }

    [Fact]
    public async Task TryCreateAsync_TwentyAtOnce_ExactlyOneWins()
    {
        IArtifactStore[] stores = [await OpenAsync(), await OpenAsync()];
        for (var round = 0; round < 5; round++)
        {
            var path = StorePath.Parse($"runs/r{round}/plan.json");
            var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
                async () => (Number: i, Won: await stores[i % 2].TryCreateAsync(path, Bytes($"by {i}"), Token)), Token)));

            var winner = Assert.Single(won, entry => entry.Won);
            Assert.Equal($"by {winner.Number}", await ReadAsync(stores[0], path));
            Assert.False(await stores[1].TryCreateAsync(path, Bytes($"by {winner.Number}"), Token));
        }
    }

    [Fact]
    public async Task AnyCall_CancelledBefore_IsCancelled()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("a");
        await store.WriteAsync(path, Bytes("x"), Token);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.TryReadAsync(path, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.WriteAsync(path, Bytes("y"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.AppendAsync(path, Bytes("y\n"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.TryCreateAsync(StorePath.Parse("b"), Bytes("y"), cancelled));
        Assert.Equal("x", await ReadAsync(store, path));
    }
}
