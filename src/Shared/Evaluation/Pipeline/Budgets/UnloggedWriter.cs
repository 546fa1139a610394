using MuBench.Money;
using MuBench.Storage;

namespace MuBench.Pipeline.Budgets;

/// <summary>
/// Records in the store at once what calls of a shard without a response may have cost, so that the amount survives a
/// killed process.
/// </summary>
/// <remarks>One append is in flight at a time; the next one contains everything that was added meanwhile.</remarks>
/// <param name="store">The store.</param>
/// <param name="runId">The run.</param>
/// <param name="modelId">The model.</param>
/// <param name="shard">The shard.</param>
/// <param name="recorded">Called with every amount that was written.</param>
internal sealed class UnloggedWriter(IArtifactStore store, string runId, string modelId, int shard, Action<decimal> recorded)
{
    private readonly Lock _lock = new();
    private decimal _waiting;
    private Task _writing = Task.CompletedTask;
    private bool _isWriting;

    /// <summary>Adds the possible cost of a call.</summary>
    public void Add(decimal usd)
    {
        lock (_lock)
        {
            _waiting += usd;
            if (_isWriting)
                return;
            _isWriting = true;
            _writing = Task.Run(WriteAsync, CancellationToken.None);
        }
    }

    /// <summary>Writes the remaining amounts.</summary>
    /// <exception cref="StoreException">The amounts cannot be written.</exception>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        Task writing;
        lock (_lock)
            writing = _writing;
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        await WriteAllAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        try
        {
            await WriteAllAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // The amount is kept for the end of the shard, where a store that is still unreachable ends the run.
        }
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        while (TryTake(out var usd))
        {
            try
            {
                await SpendingStore.AddAsync(store, runId, modelId, shard, usd, cancellationToken).ConfigureAwait(false);
                recorded(usd);
            }
            catch
            {
                lock (_lock)
                    (_waiting, _isWriting) = (_waiting + usd, false);
                throw;
            }
        }
    }

    private bool TryTake(out decimal usd)
    {
        lock (_lock)
        {
            (usd, _waiting) = (_waiting, 0);
            if (usd == 0)
                _isWriting = false;
            return usd > 0;
        }
    }
}
