using MuBench.Storage;

namespace MuBench.Tests.Storage;

public abstract partial class ArtifactStoreContract
{
    [Fact]
    public async Task DeleteAsync_SomethingThere_IsGoneAndCanComeBack()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("responses/m/d@1/00000.jsonl");
        await store.AppendAsync(path, Bytes("one\n"), Token);
        Assert.True(await store.DeleteAsync(path, Token));
        Assert.Null(await store.TryReadAsync(path, Token));
        Assert.False(await store.DeleteAsync(path, Token));
        await store.AppendAsync(path, Bytes("two\n"), Token);
        Assert.Equal("two\n", await ReadAsync(store, path));
        var other = await OpenAsync();
        Assert.True(await other.DeleteAsync(path, Token));
        await store.AppendAsync(path, Bytes("three\n"), Token);
        Assert.Equal("three\n", await ReadAsync(store, path));
    }

    [Fact]
    public async Task AppendAsync_ManyTasksAndTwoInstances_LosesAndMixesNoLine()
    {
        IArtifactStore[] stores = [await OpenAsync(), await OpenAsync()];
        var path = StorePath.Parse("responses/m/d@1/00000.jsonl");
        string Line(int task, int i) => $"{task}:{i}:{new string((char)('a' + task), 50 + (37 * i))}";
        await Task.WhenAll(Enumerable.Range(0, 8).Select(task => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
                await stores[task % 2].AppendAsync(path, Bytes(Line(task, i) + "\n"), Token);
        }, Token)));

        var lines = (await ReadAsync(stores[0], path)).TrimEnd('\n').Split('\n');
        var expected = Enumerable.Range(0, 8).SelectMany(task => Enumerable.Range(0, 25).Select(i => Line(task, i)));
        Assert.Equal(expected.Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
        // The lines of each appender are in order.
        for (var task = 0; task < 8; task++)
            Assert.Equal(Enumerable.Range(0, 25).Select(i => Line(task, i)), lines.Where(line => line.StartsWith($"{task}:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AppendAsync_TornLastLine_IsEndedFirst()
    {
        var path = StorePath.Parse("responses/m/d@1/00000.jsonl");
        await (await OpenAsync()).AppendAsync(path, Bytes("one\ntwo\n"), Token);
        await AppendRawAsync(path, Bytes("tor"));
        var store = await OpenAsync();
        await store.AppendAsync(path, Bytes("three\n"), Token);
        await store.AppendAsync(path, Bytes("four\n"), Token);
        Assert.Equal("one\ntwo\ntor\nthree\nfour\n", await ReadAsync(store, path));
    }

    [Fact]
    public async Task AppendAsync_LargerThanOneBlock_KeepsLinesWhole()
    {
        var store = await OpenAsync();
        var path = StorePath.Parse("responses/m/d@1/00000.jsonl");
        var line = new string('x', 999) + "\n";
        var content = Bytes(string.Concat(Enumerable.Repeat(line, 9000)));
        await store.AppendAsync(path, content, Token);
        await store.AppendAsync(path, Array.Empty<byte>(), Token);
        await store.AppendAsync(path, Bytes("end\n"), Token);
        AssertSame([.. content, .. "end\n"u8], await store.TryReadAsync(path, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => store.AppendAsync(path, Bytes("no line feed"), Token));
    }
}
