using MuBench.Storage;

namespace MuBench.Tests.Storage;

public abstract partial class ArtifactStoreContract
{
    [Fact]
    public async Task TryReplaceAsync_VersionAfterVersion_GoesOnFromTheLatestAlone()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("runs/a/conductor.json");
        Assert.Null(await store.TryReadVersionAsync(path, Token));
        Assert.Null(await store.TryReplaceAsync(path, Bytes("none"), "\"0x8D\"", Token));

        var first = await store.TryReplaceAsync(path, Bytes("one"), null, Token);
        Assert.NotNull(first);
        Assert.Null(await store.TryReplaceAsync(path, Bytes("again"), null, Token));
        var second = await store.TryReplaceAsync(path, Bytes("two"), first, Token);
        Assert.NotNull(second);
        Assert.Null(await store.TryReplaceAsync(path, Bytes("late"), first, Token));

        var version = await (await OpenAsync()).TryReadVersionAsync(path, Token);
        Assert.Equal((second, "two"), (version!.Tag, System.Text.Encoding.UTF8.GetString(version.Content)));
        await store.WriteAsync(path, Bytes("three"), Token);
        Assert.Null(await store.TryReplaceAsync(path, Bytes("late"), second, Token));
        await store.DeleteAsync(path, Token);
        Assert.Null(await store.TryReplaceAsync(path, Bytes("late"), second, Token));
        Assert.NotNull(await store.TryReplaceAsync(path, Bytes("four"), null, Token));
        Assert.Equal([path], (await ListAsync(store, StorePath.Root)).Select(item => item.Path));
    }

    [Fact]
    public async Task TryDeleteAsync_AVersionThatWasReplaced_DeletesNothing()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("claims/key/data@1/00000.json");
        Assert.False(await store.TryDeleteAsync(path, "\"0x8D\"", Token));
        var first = await store.TryReplaceAsync(path, Bytes("one"), null, Token);
        var second = await store.TryReplaceAsync(path, Bytes("two"), first, Token);

        Assert.False(await store.TryDeleteAsync(path, first!, Token));
        Assert.Equal("two", await ReadAsync(store, path));
        Assert.True(await store.TryDeleteAsync(path, second!, Token));

        Assert.Null(await store.TryReadVersionAsync(path, Token));
        Assert.False(await store.TryDeleteAsync(path, second!, Token));
        Assert.NotNull(await store.TryReplaceAsync(path, Bytes("three"), null, Token));
    }

    [Fact]
    public async Task TryReplaceAsync_TwentyAtOnce_ExactlyOneWins()
    {
        IArtifactStore[] stores = [await OpenAsync(), await OpenAsync()];
        var path = StorePath.Parse("runs/a/conductor.json");
        string? tag = null;
        for (var round = 0; round < 5; round++)
        {
            var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
                async () => (Number: i, Tag: await stores[i % 2].TryReplaceAsync(path, Bytes($"{round} by {i}"), tag, Token)), Token)));

            var winner = Assert.Single(won, entry => entry.Tag is not null);
            Assert.Equal($"{round} by {winner.Number}", await ReadAsync(stores[0], path));
            tag = winner.Tag;
        }
    }
}
