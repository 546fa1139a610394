using MuBench.Imaging;

namespace MuBench.Pipeline.Reporting;

/// <summary>Reads single images of a run at full size, each by one range of its pack.</summary>
public sealed class RunImages(PipelineContext context)
{
    private readonly RunInputs _inputs = new(context);

    /// <summary>Reads an image, as a hosted model receives it.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="row">The row of its dataset.</param>
    /// <param name="part">Index of the image in the row's item, from 0.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The file and its media type; null if the dataset has no such image.</returns>
    /// <exception cref="UserException">The run or its dataset cannot be read.</exception>
    /// <exception cref="ImageException">The image cannot be read.</exception>
    public async Task<(byte[] Bytes, string MediaType)?> ReadAsync(string runId, int row, int part, CancellationToken cancellationToken = default)
    {
        var (_, reader) = await _inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        if (reader.Info.Shards.FirstOrDefault(shard => row >= shard.FirstRow && row < shard.FirstRow + shard.Images) is not { } found)
            return null;
        var image = (await reader.ReadShardAsync(found.Index, cancellationToken).ConfigureAwait(false)).FirstOrDefault(image => image.Row == row);
        if (image is null || part < 0 || part >= image.PartCount)
            return null;
        using var bytes = await reader.ReadImagesAsync(found.Index, [image], cancellationToken).ConfigureAwait(false);
        var (full, mediaType) = Thumbnail.FullSize(bytes.BytesOf(image, part), image.Parts[part].Sha256, image.Display);
        return (full.ToArray(), mediaType);
    }
}
