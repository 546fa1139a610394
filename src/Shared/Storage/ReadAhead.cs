using System.Runtime.CompilerServices;

namespace MuBench.Storage;

/// <summary>Reads many documents of a store, a few at a time, and gives them in order: a store in a network answers each after some milliseconds.</summary>
public static class ReadAhead
{
    /// <summary>Number of items that are read at once; so many are held in memory.</summary>
    public const int AtOnce = 8;

    /// <summary>Reads items.</summary>
    /// <param name="items">The items, in the order of the results.</param>
    /// <param name="read">Reads one item. It is called on several threads at once.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The results, in the order of the items. The first exception in that order is thrown.</returns>
    public static async IAsyncEnumerable<TResult> InOrderAsync<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, CancellationToken, Task<TResult>> read, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(read);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = new Queue<Task<TResult>>();
        try
        {
            foreach (var item in items)
            {
                if (reading.Count == AtOnce)
                    yield return await reading.Dequeue().ConfigureAwait(false);
                // What follows the read, such as parsing, runs beside the caller too.
                reading.Enqueue(Task.Run(() => read(item, stop.Token), stop.Token));
            }

            while (reading.TryDequeue(out var next))
                yield return await next.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(reading)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
