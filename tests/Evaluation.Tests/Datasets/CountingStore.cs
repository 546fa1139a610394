using MuBench.Storage;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Datasets;

/// <summary>Counts ranged reads.</summary>
internal sealed class CountingStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
{
    private int _rangedReads;

    public int RangedReads => _rangedReads;

    public override Task ReadRangeAsync(StorePath path, long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _rangedReads);
        return base.ReadRangeAsync(path, offset, destination, cancellationToken);
    }
}
