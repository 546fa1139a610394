namespace MuBench.Models.Http;

/// <summary>Puts the images of a call into the body of its request, in the places of their stand-ins.</summary>
/// <param name="inner">The inner handler.</param>
internal sealed class PlacedImageHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (ResponseHeaders.Call is { Images: { Count: > 0 } images } && request.Content is { } content)
        {
            var body = await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            request.Content = new SegmentedContent(TextsOf(body, images), images, content.Headers.ContentType);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static List<ReadOnlyMemory<byte>> TextsOf(ReadOnlyMemory<byte> body, IReadOnlyList<PlacedImage> images)
    {
        var texts = new List<ReadOnlyMemory<byte>>(images.Count + 1);
        foreach (var image in images)
        {
            // An item may show the same image twice, so the images stand in the body in their order.
            var at = body.Span.IndexOf(image.Mark.Span);
            if (at < 0)
                throw new InvalidOperationException("The provider's client did not write an image of the question into the body of its request.");
            texts.Add(body[..at]);
            body = body[(at + image.Mark.Length)..];
        }

        texts.Add(body);
        return texts;
    }
}
