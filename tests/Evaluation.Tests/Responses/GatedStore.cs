using System.Collections.Concurrent;
using System.Threading.Channels;
using MuBench.Storage;
using MuBench.Tests.Storage;

namespace MuBench.Tests.Responses;

/// <summary>A store whose appends wait until the test releases them.</summary>
internal sealed class GatedStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
{
    private readonly Channel<bool> _arrivals = Channel.CreateUnbounded<bool>();
    private readonly Channel<Exception?> _releases = Channel.CreateUnbounded<Exception?>();

    /// <summary>Number of lines of each append.</summary>
    public ConcurrentQueue<int> LinesPerAppend { get; } = [];

    /// <summary>Waits until an append has begun.</summary>
    public async Task NextAsync() => await _arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Completes one append, or fails it.</summary>
    public void Release(Exception? fault = null) => _releases.Writer.TryWrite(fault);

    /// <summary>Completes every append from now on.</summary>
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
