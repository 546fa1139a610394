using System.Net;
using System.Net.Http.Headers;

namespace MuBench.Models.Http;

/// <summary>A body of texts with an image between each and the next, which are sent one after another without being copied into one.</summary>
internal sealed class SegmentedContent : HttpContent
{
    private readonly List<ReadOnlyMemory<byte>> _texts;
    private readonly IReadOnlyList<PlacedImage> _images;

    /// <summary>Makes a body.</summary>
    /// <param name="texts">The texts, one more than images.</param>
    /// <param name="images">The images.</param>
    /// <param name="contentType">The body's type; null for none.</param>
    public SegmentedContent(List<ReadOnlyMemory<byte>> texts, IReadOnlyList<PlacedImage> images, MediaTypeHeaderValue? contentType)
    {
        (_texts, _images) = (texts, images);
        Headers.ContentType = contentType;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        for (var index = 0; index < _images.Count; index++)
        {
            await stream.WriteAsync(_texts[index], cancellationToken).ConfigureAwait(false);
            // A client may go on writing after the response has come and the call has ended.
            var encoded = _images[index].Hold();
            try
            {
                await stream.WriteAsync(encoded, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _images[index].Release();
            }
        }

        await stream.WriteAsync(_texts[^1], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        foreach (var text in _texts)
            length += text.Length;
        foreach (var image in _images)
            length += image.EncodedLength;
        return true;
    }
}
