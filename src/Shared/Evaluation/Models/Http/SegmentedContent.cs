using System.Net;
using System.Net.Http.Headers;

namespace MuBench.Models.Http;

/// <summary>A body in several parts, which are sent one after another without being copied into one.</summary>
internal sealed class SegmentedContent : HttpContent
{
    private readonly List<ReadOnlyMemory<byte>> _segments;

    public SegmentedContent(List<ReadOnlyMemory<byte>> segments, MediaTypeHeaderValue? contentType)
    {
        _segments = segments;
        Headers.ContentType = contentType;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        foreach (var segment in _segments)
            await stream.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        foreach (var segment in _segments)
            length += segment.Length;
        return true;
    }
}
