using System.Text;
using MuBench.Storage;

namespace MuBench.Tests.Storage;

public abstract partial class ArtifactStoreContract
{
    [Fact]
    public async Task TryReadAsync_WhatWasWritten_IsReadBack()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("runs/a-12345678/plan.json");
        await store.WriteAsync(path, Bytes("{\"µ\":1}"), Token);

        Assert.Equal("{\"µ\":1}", await ReadAsync(store, path));
        await using var stream = await store.OpenReadAsync(path, Token);
        using var reader = new StreamReader(stream);
        Assert.Equal("{\"µ\":1}", await reader.ReadToEndAsync(Token));
        var item = await store.TryStatAsync(path, Token);
        Assert.Equal((path, 8L), (item!.Path, item.Length));
    }

    [Fact]
    public async Task TryReadAsync_NothingThere_IsNull()
    {
        var store = await OpenAsync();
        await store.WriteAsync(StorePath.Parse("runs/a/plan.json"), Bytes("x"), Token);

        foreach (var missing in new[] { "nowhere", "runs/b/plan.json", "runs", "runs/a", "runs/a/plan.json/deeper" })
        {
            var path = StorePath.Parse(missing);
            Assert.Null(await store.TryReadAsync(path, Token));
            Assert.Null(await store.TryStatAsync(path, Token));
            Assert.False(await store.DeleteAsync(path, Token));
        }
    }

    [Fact]
    public async Task Reading_EmptyStore_FindsNothing()
    {
        var store = await OpenAsync();
        Assert.Null(await store.TryReadAsync(StorePath.Parse("a"), Token));
        Assert.Empty(await ListAsync(store, StorePath.Root));
        Assert.False(await store.DeleteAsync(StorePath.Parse("a"), Token));
    }

    [Fact]
    public async Task OpenReadAsync_NothingThere_NamesPathAndStore()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("datasets/ubench/packs/a.arrow");

        var faults = new[]
        {
            await Assert.ThrowsAsync<ArtifactNotFoundException>(() => store.OpenReadAsync(path, Token)),
            await Assert.ThrowsAsync<ArtifactNotFoundException>(() => store.ReadRangeAsync(path, 0, new byte[4], Token)),
            await Assert.ThrowsAsync<ArtifactNotFoundException>(() => store.ReadRangeAsync(path, 0, Memory<byte>.Empty, Token)),
            await Assert.ThrowsAsync<ArtifactNotFoundException>(() => store.GetLocalFolderAsync(path, Token)),
        };

        Assert.All(faults, fault =>
        {
            Assert.Equal(path, fault.Path);
            Assert.Contains(path.Value, fault.Message, StringComparison.Ordinal);
            Assert.Contains(store.Description, fault.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task ReadRangeAsync_InsideAndPastTheEnd_IsExact()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("datasets/d/packs/0.pack");
        var content = Noise(1000);
        await store.WriteAsync(path, content, Token);

        foreach (var (offset, length) in new[] { (0, 1000), (0, 1), (999, 1), (500, 250), (300, 0), (1000, 0) })
        {
            var destination = new byte[length];
            await store.ReadRangeAsync(path, offset, destination, Token);
            Assert.Equal(content[offset..(offset + length)], destination);
        }

        foreach (var (offset, length) in new[] { (999, 2), (1000, 1), (5000, 10), (0, 1001) })
        {
            var fault = await Assert.ThrowsAsync<StoreException>(() => store.ReadRangeAsync(path, offset, new byte[length], Token));
            Assert.Contains(path.Value, fault.Message, StringComparison.Ordinal);
            Assert.Contains("1000 bytes", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ListAsync_MixedNames_IsRecursiveAndOrdinal()
    {
        var store = await OpenAsync();
        string[] names = ["d/b", "d/a-b", "d/a/b", "d/a.b", "d/a", "d/B", "d/é", "d/10", "d/9", "d/a/b2/c", "dd/x", "d.json", "d/.hidden"];
        names = [.. names.Where(name => name != "d/a")]; // a name cannot be both a file and a folder
        foreach (var name in names)
            await store.WriteAsync(StorePath.Parse(name), Bytes(name), Token);

        var all = await ListAsync(store, StorePath.Root);
        Assert.Equal(names.Order(StringComparer.Ordinal), all.Select(item => item.Path.Value));
        Assert.All(all, item => Assert.Equal(Encoding.UTF8.GetByteCount(item.Path.Value), item.Length));
        Assert.All(all, item => Assert.True(item.LastModified > DateTimeOffset.UnixEpoch));
        var folder = await ListAsync(store, StorePath.Parse("d"));
        Assert.Equal(names.Where(name => name.StartsWith("d/", StringComparison.Ordinal)).Order(StringComparer.Ordinal), folder.Select(item => item.Path.Value));
        Assert.Empty(await ListAsync(store, StorePath.Parse("nowhere")));
        Assert.Empty(await ListAsync(store, StorePath.Parse("d.json")));
    }

    [Fact]
    public async Task ListFoldersAsync_FilesAtManyDepths_NamesTheFoldersRightUnder()
    {
        var store = await OpenAsync();
        foreach (var name in new[] { "runs/b/status.json", "runs/a/scores/m.json", "runs/a/status.json", "runs/B/x/y/z", "runs/a.b/x", "runs/é/x", "runs/10/x", "runs/9/x", "runs/file.json", "runs2/c/x", "top" })
            await store.WriteAsync(StorePath.Parse(name), Bytes(name), Token);

        Assert.Equal(["10", "9", "B", "a", "a.b", "b", "é"], await store.ListFoldersAsync(StorePath.Parse("runs"), Token));
        Assert.Equal(["scores"], await store.ListFoldersAsync(StorePath.Parse("runs/a"), Token));
        Assert.Equal(["runs", "runs2"], await store.ListFoldersAsync(StorePath.Root, Token));
    }

    [Fact]
    public async Task ListFoldersAsync_NothingThere_NamesNone()
    {
        var store = await OpenAsync();
        Assert.Empty(await store.ListFoldersAsync(StorePath.Parse("runs"), Token));
        await store.WriteAsync(StorePath.Parse("runs/a/status.json"), Bytes("x"), Token);
        Assert.True(await store.DeleteAsync(StorePath.Parse("runs/a/status.json"), Token));

        Assert.Empty(await store.ListFoldersAsync(StorePath.Parse("runs"), Token));
        Assert.Empty(await store.ListFoldersAsync(StorePath.Parse("runs/a/status.json"), Token));
    }

    [Fact]
    public async Task GetLocalFolderAsync_Files_LieThereUnderTheirNames()
    {
        var store = await OpenAsync();
        var folder = StorePath.Parse("models/clip");
        var weights = Noise(5_000_000);
        await store.WriteAsync(folder / "config.json", Bytes("{}"), Token);
        await store.WriteAsync(folder / "onnx/model.onnx", (stream, token) => WriteInPiecesAsync(stream, weights, token), Token);
        await store.WriteAsync(StorePath.Parse("models/clip2/config.json"), Bytes("other"), Token);

        var local = await store.GetLocalFolderAsync(folder, Token);
        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Join(local, "config.json"), Token));
        AssertSame(weights, await File.ReadAllBytesAsync(Path.Join(local, "onnx", "model.onnx"), Token));
        Assert.Equal(local, await (await OpenAsync()).GetLocalFolderAsync(folder, Token));

        await store.WriteAsync(folder / "config.json", Bytes("{\"v\":2}"), Token);
        local = await store.GetLocalFolderAsync(folder, Token);
        Assert.Equal("{\"v\":2}", await File.ReadAllTextAsync(Path.Join(local, "config.json"), Token));
    }
}
