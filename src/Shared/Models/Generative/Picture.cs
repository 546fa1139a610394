using Microsoft.Extensions.AI;
using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Responses;

namespace MuBench.Models.Generative;

/// <summary>An image ready to be sent, shared by the questions about it.</summary>
internal sealed record Picture(AIContent Content, SentImage Sent)
{
    /// <summary>Checks an image and encodes it for the provider.</summary>
    /// <exception cref="ImageException">The image is broken.</exception>
    /// <exception cref="BrokenImageException">The image's bytes are not those that were imported.</exception>
    public static Picture Prepare(ImageRecord image, ShardImages images, IChatProvider provider)
    {
        var prepared = ImageTransport.Prepare(images.BytesOf(image), image.Sha256, provider.AcceptedCodecs);
        return new Picture(provider.CreateImage(prepared.Bytes, prepared.MediaType), prepared.Sent);
    }
}
