using MuBench.Imaging;
using MuBench.Imaging.Display;

namespace MuBench.Pipeline.Reporting;

/// <summary>Reads single images of a run at full size, each by one range of its pack.</summary>
public sealed class RunImages(PipelineContext context)
{
    private readonly RunInputs _inputs = new(context);

    // Larger than the cards of a viewer's questions, for screens with two pixels in place of one.
    private const int ThumbnailSide = 224;

    /// <summary>Reads an image, as a hosted model receives it.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="row">The row of its dataset.</param>
    /// <param name="part">Index of the image in the row's item, from 0.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The file and its media type; null if the dataset has no such image.</returns>
    /// <exception cref="UserException">The run or its dataset cannot be read.</exception>
    /// <exception cref="ImageException">The image cannot be read.</exception>
    public Task<(byte[] Bytes, string MediaType)?> ReadAsync(string runId, int row, int part, CancellationToken cancellationToken = default) =>
        ReadAsync(runId, row, part, Full, cancellationToken);

    /// <summary>Reads an image and makes a thumbnail of it.</summary>
    /// <inheritdoc cref="ReadAsync(string, int, int, CancellationToken)"/>
    public Task<(byte[] Bytes, string MediaType)?> ReadThumbnailAsync(string runId, int row, int part, CancellationToken cancellationToken = default) =>
        ReadAsync(runId, row, part, (bytes, sha256, display) => (Thumbnail.WebP(bytes, sha256, ThumbnailSide, display), "image/webp"), cancellationToken);

    private static (byte[] Bytes, string MediaType) Full(ReadOnlyMemory<byte> bytes, string sha256, DisplayRule? display)
    {
        var (full, mediaType) = Thumbnail.FullSize(bytes, sha256, display);
        return (full.ToArray(), mediaType);
    }

    private async Task<(byte[] Bytes, string MediaType)?> ReadAsync(
        string runId, int row, int part, Func<ReadOnlyMemory<byte>, string, DisplayRule?, (byte[] Bytes, string MediaType)> make, CancellationToken cancellationToken)
    {
        var (_, reader) = await _inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        if (reader.Info.Shards.FirstOrDefault(shard => row >= shard.FirstRow && row < shard.FirstRow + shard.Images) is not { } found)
            return null;
        var image = (await reader.ReadShardAsync(found.Index, cancellationToken).ConfigureAwait(false)).FirstOrDefault(image => image.Row == row);
        if (image is null || part < 0 || part >= image.PartCount)
            return null;
        using var bytes = await reader.ReadImagesAsync(found.Index, [image], cancellationToken).ConfigureAwait(false);
        return make(bytes.BytesOf(image, part), image.Parts[part].Sha256, image.Display);
    }
}
