using System.Text.Json;
using MuBench.Storage;

namespace MuBench.Money;

/// <summary>Keeps what a run may have spent on calls that left no answer in the log: a line per evaluation of a shard that had such calls.</summary>
internal static class SpendingStore
{
    /// <summary>Adds what one evaluation of a shard may have spent so.</summary>
    public static async Task AddAsync(IArtifactStore store, string runId, string modelId, int shard, decimal usd, CancellationToken cancellationToken)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(new UnloggedSpending(usd), MoneyJsonContext.Default.UnloggedSpending), (byte)'\n'];
        await store.AppendAsync(StoreLayout.RunSpending(runId, modelId, shard), line, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What was spent so on one shard of a model.</summary>
    public static async Task<decimal> ReadAsync(IArtifactStore store, string runId, string modelId, int shard, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunSpending(runId, modelId, shard);
        return Sum(await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false), path);
    }

    /// <summary>What was spent so under a folder: <see cref="StoreLayout.RunSpending(string)"/>, or one model's in it.</summary>
    public static async Task<decimal> ReadAsync(IArtifactStore store, StorePath folder, CancellationToken cancellationToken)
    {
        var usd = 0m;
        await foreach (var file in store.ListAsync(folder, cancellationToken).ConfigureAwait(false))
            usd += Sum(await store.TryReadAsync(file.Path, cancellationToken).ConfigureAwait(false), file.Path);
        return usd;
    }

    private static decimal Sum(byte[]? lines, StorePath path)
    {
        var usd = 0m;
        foreach (var range in (lines ?? []).AsSpan().Split((byte)'\n'))
        {
            // The line of a process that was killed while it wrote has no end, and no brace.
            if (lines.AsSpan(range) is [.., (byte)'}'] line)
                usd += JsonDocuments.Read(line, MoneyJsonContext.Default.UnloggedSpending, path).Usd;
        }

        return usd;
    }
}
