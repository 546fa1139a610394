using MuBench.Storage;

namespace MuBench.Tests.Storage;

/// <summary>Several documents of a store are read at once and come in order.</summary>
public sealed class ReadAheadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InOrder_ReadsThatEndInAnotherOrder_GivesThemInOrderAndReadsSoManyAtOnce()
    {
        var (begun, most) = (0, 0);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var read = await ReadAhead.InOrderAsync(Enumerable.Range(0, 50), async (item, cancelled) =>
        {
            var open = Interlocked.Increment(ref begun);
            if (open == ReadAhead.AtOnce)
                all.TrySetResult();
            await all.Task.WaitAsync(cancelled); // hangs unless so many are read at once
            if (item % 2 == 0)
                await Task.Delay(2, cancelled);
            lock (all)
                most = Math.Max(most, open);
            Interlocked.Decrement(ref begun);
            return item;
        }, Token).ToListAsync(Token);

        Assert.Equal(Enumerable.Range(0, 50), read);
        Assert.Equal(ReadAhead.AtOnce, most);
    }

    [Fact]
    public async Task InOrder_AReadThatFails_GivesWhatIsBeforeItThenThrowsAndEndsTheOthers()
    {
        var read = new List<int>();
        var (begun, ended) = (0, 0);

        await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await foreach (var item in ReadAhead.InOrderAsync(Enumerable.Range(0, 20), ReadAsync, Token))
                read.Add(item);
        });

        Assert.Equal([0, 1, 2], read);
        Assert.Equal(begun, ended); // nothing is read any more when it has thrown

        async Task<int> ReadAsync(int item, CancellationToken cancelled)
        {
            if (item == 3)
                throw new StoreException("it is gone");
            if (item < 3)
                return item;
            Interlocked.Increment(ref begun);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Increment(ref ended);
            return item;
        }
    }
}
