using System.Text.Json;
using MuBench.Storage;

namespace MuBench.Money;

/// <summary>
/// Keeps what a run may have spent on calls without a response in the log: one line per evaluation of a shard that had
/// such calls.
/// </summary>
internal static class SpendingStore
{
    /// <summary>Adds the amount of one evaluation of a shard.</summary>
    public static async Task AddAsync(IArtifactStore store, string runId, string modelId, int shard, decimal usd, CancellationToken cancellationToken)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(new UnloggedSpending(usd), MoneyJsonContext.Default.UnloggedSpending), (byte)'\n'];
        await store.AppendAsync(StoreLayout.RunSpending(runId, modelId, shard), line, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The amount of one shard of a model.</summary>
    public static async Task<decimal> ReadAsync(IArtifactStore store, string runId, string modelId, int shard, CancellationToken cancellationToken)
    {
        var path = StoreLayout.RunSpending(runId, modelId, shard);
        return Sum(await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false), path);
    }

    /// <summary>The amount below a folder: <see cref="StoreLayout.RunSpending(string)"/>, or the folder of one model in it.</summary>
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
            // If a process was killed while it wrote a line, the line has no closing brace.
            if (lines.AsSpan(range) is [.., (byte)'}'] line)
                usd += JsonDocuments.Read(line, MoneyJsonContext.Default.UnloggedSpending, path).Usd;
        }

        return usd;
    }
}
