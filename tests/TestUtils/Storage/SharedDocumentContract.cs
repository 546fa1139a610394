using System.Text.Json.Serialization.Metadata;
using MuBench.Storage;
using MuBench.Storage.Sharing;

namespace MuBench.Tests.Storage;

/// <summary>The behaviour that a document which several processes change must have on every store.</summary>
public abstract class SharedDocumentContract
{
    private static readonly StorePath Place = StorePath.Parse("endpoints/a.json");

    private static readonly JsonTypeInfo<SortedDictionary<string, int>> Type = (JsonTypeInfo<SortedDictionary<string, int>>)
        System.Text.Json.JsonSerializerOptions.Default.GetTypeInfo(typeof(SortedDictionary<string, int>));

    private int _seed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens the test's store; each call returns another instance on the same content.</summary>
    protected abstract Task<IArtifactStore> OpenAsync();

    [Fact]
    public async Task ChangeAsync_SeveralWritersAtOnce_LosesNoChange()
    {
        const int Writers = 4;
        const int Changes = 10;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var document = await DocumentAsync();
            for (var change = 0; change < Changes; change++)
                await UntilChangedAsync(document, $"w{writer}");
        }, Token)));

        var counts = JsonDocuments.Read((await (await OpenAsync()).TryReadAsync(Place, Token))!, Type, Place);
        Assert.Equal(Enumerable.Range(0, Writers).Select(writer => ($"w{writer}", Changes)), counts.Select(count => (count.Key, count.Value)));
    }

    [Fact]
    public async Task ChangeAsync_NotReadFirst_SeesWhatAnotherWriterWrote()
    {
        var (mine, other) = (await DocumentAsync(), await DocumentAsync());
        await mine.ChangeAsync(Plus("mine"), readsFirst: true, Token);
        await mine.ChangeAsync(Plus("mine"), readsFirst: false, Token);
        await other.ChangeAsync(Plus("other"), readsFirst: true, Token);

        var written = await mine.ChangeAsync(Plus("mine"), readsFirst: false, Token);

        Assert.Equal([("mine", 3), ("other", 1)], written.Select(count => (count.Key, count.Value)));
    }

    [Fact]
    public async Task ChangeAsync_DamagedDocument_NamesIt()
    {
        await (await OpenAsync()).WriteAsync(Place, "no json"u8.ToArray(), Token);

        var fault = await Assert.ThrowsAsync<UserException>(async () => await (await DocumentAsync()).ChangeAsync(Plus("a"), readsFirst: true, Token));

        Assert.Contains("'endpoints/a.json' in the store is damaged", fault.Message, StringComparison.Ordinal);
    }

    private static Func<SortedDictionary<string, int>?, SortedDictionary<string, int>> Plus(string name) => counts =>
    {
        counts ??= new SortedDictionary<string, int>(StringComparer.Ordinal);
        counts[name] = counts.GetValueOrDefault(name) + 1;
        return counts;
    };

    // A writer that was forestalled too often has changed nothing, and tries again.
    private static async Task UntilChangedAsync(SharedDocument<SortedDictionary<string, int>> document, string name)
    {
        while (true)
        {
            try
            {
                await document.ChangeAsync(Plus(name), readsFirst: true, Token);
                return;
            }
            catch (StoreException fault) when (fault.Message.Contains("other processes changed it", StringComparison.Ordinal))
            {
                Token.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task<SharedDocument<SortedDictionary<string, int>>> DocumentAsync() => new(await OpenAsync(), Place, Type, TimeProvider.System, ++_seed);
}
