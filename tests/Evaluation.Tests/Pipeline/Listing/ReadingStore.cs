using System.Collections.Concurrent;
using MuBench.Storage;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Pipeline.Listing;

/// <summary>Notes the runs whose documents are read.</summary>
internal sealed class ReadingStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
{
    public ConcurrentBag<string> Read { get; } = [];

    /// <summary>Gets the number of reads so far.</summary>
    public Action<int>? OnRead { get; set; }

    public override Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (path.Value.StartsWith("runs/", StringComparison.Ordinal))
        {
            Read.Add(path.Value.Split('/')[1]);
            OnRead?.Invoke(Read.Count);
        }

        return base.TryReadAsync(path, cancellationToken);
    }
}
