using System.Collections.Concurrent;
using System.Threading.Channels;
using MuBench.Storage;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Responses;

/// <summary>A store whose appends wait for the test.</summary>
internal sealed class GatedStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
{
    private readonly Channel<bool> _arrivals = Channel.CreateUnbounded<bool>();
    private readonly Channel<Exception?> _releases = Channel.CreateUnbounded<Exception?>();

    /// <summary>How many lines each append carried.</summary>
    public ConcurrentQueue<int> LinesPerAppend { get; } = [];

    /// <summary>Waits until an append is on its way.</summary>
    public async Task NextAsync() => await _arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets one append through, or fails it.</summary>
    public void Release(Exception? fault = null) => _releases.Writer.TryWrite(fault);

    /// <summary>Lets every append through from now on.</summary>
    public void ReleaseAll() => _releases.Writer.Complete();

    public override async Task AppendAsync(StorePath path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken = default)
    {
        LinesPerAppend.Enqueue(lines.Span.Count((byte)'\n'));
        _arrivals.Writer.TryWrite(true);
        if (await _releases.Reader.WaitToReadAsync(cancellationToken) && _releases.Reader.TryRead(out var fault) && fault is not null)
            throw fault;
        await base.AppendAsync(path, lines, cancellationToken);
    }
}
